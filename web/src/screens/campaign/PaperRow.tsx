/** One paper: its state in a line, and opened its form with why it is asked for. */
import { Button, FileInput, Group, NativeSelect, Stack, Text, TextInput } from '@mantine/core'
import IconCircleCheck from '@tabler/icons-react/icons/IconCircleCheck'
import IconCircleDashed from '@tabler/icons-react/icons/IconCircleDashed'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, type ReactNode, useState } from 'react'
import { answer, api } from '../../api/client.ts'
import { problemOf } from '../../api/problem.ts'
import type { components, paths } from '../../api/schema.gen.ts'
import { ErrorState } from '../../parts/ErrorState.tsx'
import { useFormat } from '../../words/format.ts'
import { useWords } from '../../words/words.ts'
import classes from './Papers.module.css'
import {
  documents,
  fieldsOf,
  hashIn,
  type PaperField,
  type PaperPart,
  writtenIn,
} from './paperParts.ts'
import { purposeWords } from './purposeWords.ts'
import { useSaving } from './saving.tsx'
import { useCampaign, useCampaignAddress } from './useCampaign.ts'

type Paper = components['schemas']['Paper']
type Body = NonNullable<
  paths['/organisations/{organisation}/campaigns/{campaign}/papers']['post']['requestBody']
>['content']['application/json']

interface PaperRowProps {
  readonly part: PaperPart
  readonly paper: Paper | undefined
  readonly onDeclared: () => void
}

export function PaperRow({ part, paper, onDeclared }: PaperRowProps): ReactNode {
  const say = useWords(purposeWords)
  const format = useFormat()
  const { title } = say.parts[part]
  const Icon = paper ? IconCircleCheck : IconCircleDashed
  const state = !paper
    ? say.notDeclared
    : paper.by && paper.at
      ? say.declared(paper.by, format.date(paper.at))
      : String(paper.value)
  return (
    <li className={classes['paper']} data-declared={paper !== undefined}>
      <details>
        <summary>
          <Icon size={20} aria-hidden className={classes['icon']} />
          <span className={classes['title']}>{title}</span>
          <span className={classes['paperState']}>{state}</span>
        </summary>
        <PaperForm {...{ part, paper, onDeclared }} />
      </details>
    </li>
  )
}

function PaperForm({ part, paper, onDeclared }: PaperRowProps): ReactNode {
  const say = useWords(purposeWords)
  const [written, setWritten] = useState(() => writtenIn(part, paper?.value))
  const [file, setFile] = useState<File | null>(null)
  const kept = hashIn(paper?.value)
  const declare = useDeclare(part, () => {
    setFile(null)
    onDeclared()
  })
  const takeBack = useTakeBack(part, onDeclared)
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    declare.mutate({ written, file })
  }
  const failed = declare.error ?? takeBack.error
  return (
    <form onSubmit={submit} className={classes['form']}>
      <Stack gap="md">
        <Text size="sm">
          <strong>{say.why}.</strong> {say.parts[part].why}
        </Text>
        {fieldsOf[part].map((field) => (
          <Field
            key={field}
            field={field}
            value={written[field] ?? ''}
            error={declare.error ? wrongIn(declare.error, field) : undefined}
            onChange={(value) => setWritten({ ...written, [field]: value })}
          />
        ))}
        {documents.has(part) && <DocumentField file={file} onFile={setFile} />}
        {kept !== undefined && (
          <Text size="sm" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
            {say.hash} {kept}
          </Text>
        )}
        {failed && <ErrorState what={say.notDeclaredNow} error={failed} />}
        <Group gap="sm">
          <Button type="submit" loading={declare.isPending}>
            {part === 'reattestation' ? say.attest : paper ? say.declareAgain : say.declare}
          </Button>
          {paper && (
            <Button
              variant="default"
              loading={takeBack.isPending}
              onClick={() => takeBack.mutate()}
            >
              {say.takeBack}
            </Button>
          )}
        </Group>
      </Stack>
    </form>
  )
}

const wrongIn = (error: unknown, field: PaperField): string | undefined =>
  problemOf(error).fields.find((each) => each.field === field)?.sentence

interface FieldProps {
  readonly field: PaperField
  readonly value: string
  readonly error: string | undefined
  readonly onChange: (value: string) => void
}

function Field({ field, value, error, onChange }: FieldProps): ReactNode {
  const say = useWords(purposeWords)
  const label = say.fields[field]
  if (field === 'kind') {
    return (
      <NativeSelect
        {...{ label, value }}
        data={Object.entries(say.kinds).map(([kind, word]) => ({ value: kind, label: word }))}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    )
  }
  const isOptional = field === 'reference'
  return (
    <TextInput
      {...{ label, value, error }}
      required={!isOptional}
      maxLength={field === 'establishedIn' ? 2 : 300}
      type={field === 'url' ? 'url' : 'text'}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  )
}

function DocumentField({
  file,
  onFile,
}: {
  readonly file: File | null
  readonly onFile: (file: File | null) => void
}): ReactNode {
  const say = useWords(purposeWords)
  return (
    <FileInput
      label={say.document}
      description={say.documentHint}
      placeholder={say.chooseDocument}
      value={file}
      onChange={onFile}
      clearable
      clearButtonProps={{ 'aria-label': say.noDocument }}
    />
  )
}

interface Declared {
  readonly written: Readonly<Record<string, string>>
  readonly file: File | null
}

/** The sender of large files is loaded when there is one to send. */
async function sent(organisation: number, file: File): Promise<string> {
  const { sendUpload } = await import('../people/sendUpload.ts')
  return await sendUpload(organisation, file).done
}

function useDeclare(part: PaperPart, onDeclared: () => void) {
  const address = useCampaignAddress()
  const settled = useSettled(onDeclared)
  return useMutation({
    mutationFn: async ({ written, file }: Declared) => {
      const upload = file === null ? undefined : await sent(address.organisation, file)
      const given = fieldsOf[part].flatMap((field) => {
        const value = written[field]?.trim() ?? ''
        return value === '' ? [] : [[field, value] as const]
      })
      return answer(
        api.POST('/organisations/{organisation}/campaigns/{campaign}/papers', {
          params: { path: address },
          body: { part, ...Object.fromEntries(given), ...(upload && { upload }) } as Body,
        }),
      )
    },
    onSuccess: settled,
  })
}

function useTakeBack(part: PaperPart, onDeclared: () => void) {
  const address = useCampaignAddress()
  const settled = useSettled(onDeclared)
  return useMutation({
    mutationFn: () =>
      answer(
        api.DELETE('/organisations/{organisation}/campaigns/{campaign}/papers/{part}', {
          params: { path: { ...address, part } },
        }),
      ),
    onSuccess: settled,
  })
}

function useSettled(onDeclared: () => void): () => void {
  const { noteSaved } = useSaving()
  const { refetch } = useCampaign()
  return () => {
    noteSaved()
    onDeclared()
    void refetch()
  }
}
