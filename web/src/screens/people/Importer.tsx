/** A file, from the drop to the task that imports it. */
import { Button, Group, NativeSelect, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { answer, api } from '../../api/client.ts'
import { useOrganisation } from '../../api/me.ts'
import { FormErrors } from '../../parts/FormErrors.tsx'
import { Loading } from '../../parts/Loading.tsx'
import { TaskProgress } from '../../parts/TaskProgress.tsx'
import { type Format, useFormat } from '../../words/format.ts'
import { useLanguage } from '../../words/language.ts'
import { useWords } from '../../words/words.ts'
import { FileProblem, Refusal } from './FileProblem.tsx'
import { MappingTable, usedAs } from './MappingTable.tsx'
import { SourceForm } from './SourceForm.tsx'
import { declarationOf, emptySource, type SourceField, wrongIn } from './sourceValues.ts'
import type { FileImport, Preview } from './useFileImport.ts'
import { peopleWords } from './words.ts'

interface ImporterProps {
  readonly coming: FileImport
  /** On whose behalf the campaign speaks: what most wordings name. */
  readonly controller: string
}

export function Importer({ coming, controller }: ImporterProps): ReactNode {
  const say = useWords(peopleWords)
  const { preview, previewError, sending } = coming
  return (
    <Stack gap="lg">
      <FileHead coming={coming} />
      {previewError !== null && <FileProblem what={say.failed.preview} error={previewError} />}
      {Boolean(sending?.error) && <FileProblem what={say.failed.upload} error={sending?.error} />}
      {!preview && !previewError && !sending?.error && <Loading lines={5} />}
      {preview && <Settling {...{ coming, controller, preview }} />}
    </Stack>
  )
}

const megabyte = 1e6

const sizeOf = (
  bytes: number,
  format: Format,
  { bytes: large, kilobytes }: { readonly bytes: string; readonly kilobytes: string },
): string =>
  bytes < megabyte
    ? `${format.number(Math.ceil(bytes / 1000))}\u00a0${kilobytes}`
    : `${format.number(bytes / megabyte, bytes < 10 * megabyte ? 1 : 0)}\u00a0${large}`

function FileHead({ coming }: { readonly coming: FileImport }): ReactNode {
  const say = useWords(peopleWords)
  const format = useFormat()
  const { file, preview, sending, sheet, setSheet, reset } = coming
  if (!file) return null
  const size = sizeOf(file.size, format, say.file)
  const encoding = preview?.encoding === 'workbook' ? say.file.workbook : (preview?.encoding ?? '')
  const delimiter = preview?.delimiter === '\t' ? say.file.tab : (preview?.delimiter ?? '')
  const isSent = sending?.upload !== null && sending !== null
  return (
    <Stack gap="sm">
      <Group justify="space-between" gap="sm">
        <Text fw={600} style={{ overflowWrap: 'anywhere' }}>
          {say.file.about(file.name, size, encoding, delimiter)}
        </Text>
        <Button variant="default" onClick={reset}>
          {say.another}
        </Button>
      </Group>
      {sending && !isSent && !sending.error && (
        <TaskProgress
          name={say.file.sending}
          done={Math.round(sending.sent / megabyte)}
          total={Math.max(1, Math.round(sending.total / megabyte))}
          unit={say.file.bytes}
          rate={null}
          mayLeave={false}
        />
      )}
      {preview && preview.sheets.length > 1 && (
        <NativeSelect
          label={say.file.sheet}
          data={preview.sheets}
          value={sheet ?? preview.sheet ?? ''}
          onChange={(event) => setSheet(event.currentTarget.value)}
          maw="24rem"
        />
      )}
      {preview?.fromRejects && <Text role="status">{say.file.corrected}</Text>}
    </Stack>
  )
}

function Settling({
  coming,
  controller,
  preview,
}: ImporterProps & { readonly preview: Preview }): ReactNode {
  const say = useWords(peopleWords)
  const language = useLanguage()
  const { id, name } = useOrganisation()
  const known = useSources(id)
  const [values, setValues] = useState(() => emptySource(name, controller))
  const [evidence, setEvidence] = useState<File | null>(null)
  const [asked, setAsked] = useState<readonly SourceField[]>([])
  // What was mended since is no longer told.
  const left = wrongIn(values)
  const wrong = asked.filter((field) => left.includes(field))
  const { mapping, setUse, sending, starting, startError, start } = coming
  const hasPhone = preview.columns.some((column) => usedAs(column, mapping) === 'phone')
  const isForbidden = preview.columns.some(({ forbidden }) => forbidden !== null)
  // What the first reading refused may be settled by now: the server judges again when it imports.
  const settled = preview.refusal !== null && /^No column holds/.test(preview.refusal) && hasPhone
  const submit = (): void => {
    setAsked(left)
    if (left.length === 0 && hasPhone) start(declarationOf(values), evidence)
  }
  return (
    <>
      {preview.refusal !== null && !settled && (
        <Refusal sentence={(language === 'fr' && preview.refusalFr) || preview.refusal} />
      )}
      <MappingTable {...{ preview, mapping }} onUse={setUse} />
      {!isForbidden && (
        <>
          <FormErrors
            fields={asked.map((field) => ({ id: `source-${field}`, sentence: say.errors[field] }))}
          />
          <SourceForm
            {...{ values, wrong, evidence, known }}
            onValues={setValues}
            onEvidence={setEvidence}
          />
          {startError !== null && <FileProblem what={say.failed.start} error={startError} />}
          <Group justify="flex-end" gap="md">
            {!hasPhone && <Text role="status">{say.needPhone}</Text>}
            {starting && sending?.upload === null && <Text role="status">{say.waitUpload}</Text>}
            <Button size="md" onClick={submit} loading={starting} disabled={!hasPhone}>
              {say.import}
            </Button>
          </Group>
        </>
      )}
    </>
  )
}

function useSources(organisation: number) {
  const { data } = useQuery({
    queryKey: ['sources', organisation],
    queryFn: ({ signal }) =>
      answer(
        api.GET('/organisations/{organisation}/sources', {
          params: { path: { organisation }, query: { limit: 20 } },
          signal,
        }),
      ),
  })
  return data?.items ?? []
}
