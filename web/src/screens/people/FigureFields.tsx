/** Communes by a figure of a public table, such as turnout; and how such a table is brought. */
import {
  Button,
  FileInput,
  Group,
  NativeSelect,
  NumberInput,
  Stack,
  Text,
  TextInput,
} from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { answer, api } from '../../api/client.ts'
import { useFormat } from '../../words/format.ts'
import { useWords } from '../../words/words.ts'
import { useCampaignAddress } from '../campaign/useCampaign.ts'
import type { Selection } from './AudienceCard.tsx'
import type { AudienceFieldsProps } from './AudienceFields.tsx'
import { audienceWords } from './audienceWords.ts'
import { FileProblem } from './FileProblem.tsx'
import classes from './People.module.css'
import { sendUpload } from './sendUpload.ts'

type Condition = Selection['conditions'][number]

export function FigureFields({ selection, onSelection }: AudienceFieldsProps): ReactNode {
  const say = useWords(audienceWords)
  const tables = useTables()
  const [condition] = selection.conditions
  const set = (next: Condition | null): void =>
    onSelection({ ...selection, conditions: next ? [next] : [] })
  const figures = tables.flatMap(({ name, figures: each }) =>
    each.map((figure) => ({ value: `${name}\u0000${figure}`, label: `${figure} (${name})` })),
  )
  return (
    <Stack gap="sm">
      {figures.length > 0 && (
        <div className={classes['pair']}>
          <NativeSelect
            label={say.figure}
            data={[{ value: '', label: say.figureNone }, ...figures]}
            value={condition ? `${condition.table}\u0000${condition.figure}` : ''}
            onChange={(event) => {
              const [table = '', figure] = event.currentTarget.value.split('\u0000')
              const { comparison = '<=', value = 0.5 } = condition ?? {}
              set(figure === undefined ? null : { table, figure, comparison, value })
            }}
          />
          {condition && (
            <>
              <NativeSelect
                label={say.comparison}
                data={Object.entries(say.comparisons).map(([value, label]) => ({ value, label }))}
                value={condition.comparison}
                onChange={(event) =>
                  set({
                    ...condition,
                    comparison: event.currentTarget.value as Condition['comparison'],
                  })
                }
              />
              <NumberInput
                label={say.value}
                value={condition.value}
                step={0.05}
                onChange={(value) => set({ ...condition, value: Number(value) })}
              />
            </>
          )}
        </div>
      )}
      <details>
        <summary>{say.importTable}</summary>
        <NewTable />
      </details>
    </Stack>
  )
}

function useTables() {
  const { organisation } = useCampaignAddress()
  const { data } = useQuery({
    queryKey: ['placeTables', organisation],
    queryFn: ({ signal }) =>
      answer(
        api.GET('/organisations/{organisation}/place-tables', {
          params: { path: { organisation } },
          signal,
        }),
      ),
  })
  return data?.items ?? []
}

function NewTable(): ReactNode {
  const say = useWords(audienceWords)
  const format = useFormat()
  const { organisation } = useCampaignAddress()
  const cache = useQueryClient()
  const [file, setFile] = useState<File | null>(null)
  const [name, setName] = useState('participation-2022')
  const [holder, setHolder] = useState('Ministère de l’intérieur')
  const [dated, setDated] = useState('')
  const add = useMutation({
    mutationFn: async (chosen: File) =>
      await answer(
        api.POST('/organisations/{organisation}/place-tables', {
          params: { path: { organisation } },
          body: { name, holder, dated, upload: await sendUpload(organisation, chosen).done },
        }),
      ),
    onSuccess: () => cache.invalidateQueries({ queryKey: ['placeTables', organisation] }),
  })
  return (
    <Stack gap="sm" mt="sm">
      <Text size="sm">{say.tableHint}</Text>
      <div className={classes['pair']}>
        <FileInput label={say.tableFile} value={file} onChange={setFile} accept=".csv,.txt" />
        <TextInput
          label={say.tableName}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <TextInput
          label={say.tableHolder}
          value={holder}
          onChange={(event) => setHolder(event.currentTarget.value)}
        />
        <TextInput
          label={say.tableDated}
          type="date"
          value={dated}
          onChange={(event) => setDated(event.currentTarget.value)}
        />
      </div>
      {add.error && <FileProblem what={say.tableFailed} error={add.error} />}
      {add.data && (
        <Text role="status">
          {say.tableDone(format.number(add.data.communes), format.list(add.data.figures))}
        </Text>
      )}
      <Group>
        <Button
          variant="default"
          loading={add.isPending}
          disabled={!file || dated === ''}
          onClick={() => file && add.mutate(file)}
        >
          {say.tableSend}
        </Button>
      </Group>
    </Stack>
  )
}
