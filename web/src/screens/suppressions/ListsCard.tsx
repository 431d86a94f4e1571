/** Lists of numbers that must not be called: those there are, a new one, and our own to hand on. */
import { Button, Checkbox, FileInput, Group, Stack, Text, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, type ReactNode, useState } from 'react'
import { answer, api } from '../../api/client.ts'
import { useOrganisation } from '../../api/me.ts'
import type { paths } from '../../api/schema.gen.ts'
import { isOpenTask, taskProblem, useTask } from '../../api/useTask.ts'
import { Card } from '../../parts/Card.tsx'
import { ErrorState } from '../../parts/ErrorState.tsx'
import { type Column, KeysetTable } from '../../parts/KeysetTable.tsx'
import { TaskFile } from '../../parts/TaskFile.tsx'
import { TaskProgress } from '../../parts/TaskProgress.tsx'
import { useFormat } from '../../words/format.ts'
import { useWords } from '../../words/words.ts'
import { sendUpload } from '../people/sendUpload.ts'
import { suppressionsWords } from './words.ts'

type Summary =
  paths['/organisations/{organisation}/suppressions/summary']['get']['responses'][200]['content']['application/json']
type List = Summary['lists'][number]

interface ListsCardProps {
  readonly lists: readonly List[]
  readonly onChanged: () => void
}

export function ListsCard({ lists, onChanged }: ListsCardProps): ReactNode {
  const say = useWords(suppressionsWords).lists
  const format = useFormat()
  const { may } = useOrganisation()
  const columns: readonly Column<List>[] = [
    { key: 'name', title: say.name, cell: ({ name }) => name },
    { key: 'holder', title: say.holder, cell: ({ holder }) => holder },
    { key: 'dated', title: say.dated, cell: ({ dated }) => format.date(dated) },
    {
      key: 'entries',
      title: say.entries,
      numeric: true,
      cell: ({ entries, alreadyThere }) =>
        `${format.number(entries)} (+ ${format.number(alreadyThere)} ${say.known})`,
    },
  ]
  return (
    <Card title={say.title}>
      <Stack gap="lg">
        {lists.length === 0 ? (
          <Text>{say.none}</Text>
        ) : (
          <KeysetTable
            caption={say.title}
            columns={columns}
            rows={lists}
            keyOf={({ name, importedAt }) => `${name} ${importedAt}`}
          />
        )}
        {may('people.reveal') && <Export />}
        {may('suppression.write') && (
          <details>
            <summary>{say.import}</summary>
            <NewList onChanged={onChanged} />
          </details>
        )}
      </Stack>
    </Card>
  )
}

function Export(): ReactNode {
  const say = useWords(suppressionsWords).export
  const { id } = useOrganisation()
  const [hashed, setHashed] = useState(false)
  const [asked, setAsked] = useState<number | null>(null)
  const { data: task } = useTask(id, asked)
  const start = useMutation({
    mutationFn: () =>
      answer(
        api.POST('/organisations/{organisation}/suppressions/export', {
          params: { path: { organisation: id } },
          body: { hashed },
        }),
      ),
    onSuccess: (made) => setAsked(made.id),
  })
  return (
    <Stack gap="sm">
      <Text size="sm" c="dimmed">
        {say.lead}
      </Text>
      <Group gap="md">
        <Button variant="default" loading={start.isPending} onClick={() => start.mutate()}>
          {say.do}
        </Button>
        <Checkbox
          label={say.hashed}
          checked={hashed}
          onChange={(event) => setHashed(event.currentTarget.checked)}
        />
      </Group>
      {start.error && <ErrorState what={say.failed} error={start.error} />}
      {task && (
        <div>
          <TaskFile organisation={id} {...{ task, ...say }} />
        </div>
      )}
    </Stack>
  )
}

interface Imported {
  readonly alreadyImportedAt: number | null
  readonly entries: number
  readonly alreadyThere: number
  readonly rejected: number
}

function NewList({ onChanged }: Pick<ListsCardProps, 'onChanged'>): ReactNode {
  const say = useWords(suppressionsWords).lists
  const { id } = useOrganisation()
  const [file, setFile] = useState<File | null>(null)
  const [values, setValues] = useState({ name: '', holder: '', dated: '' })
  const [asked, setAsked] = useState<number | null>(null)
  const start = useMutation({
    mutationFn: async (chosen: File) =>
      await answer(
        api.POST('/organisations/{organisation}/suppression-lists', {
          params: { path: { organisation: id } },
          body: { ...values, upload: await sendUpload(id, chosen).done },
        }),
      ),
    onSuccess: (made) => {
      setAsked(made.id)
      onChanged()
    },
  })
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (file) start.mutate(file)
  }
  const field = (name: keyof typeof values, label: string, type?: 'date'): ReactNode => (
    <TextInput
      label={label}
      value={values[name]}
      {...(type && { type })}
      required
      maxLength={100}
      onChange={(event) => setValues({ ...values, [name]: event.currentTarget.value })}
    />
  )
  return (
    <form onSubmit={submit}>
      <Stack gap="sm" mt="sm" maw="34rem">
        <FileInput label={say.file} value={file} onChange={setFile} accept=".csv,.txt" required />
        {field('name', say.listName)}
        {field('holder', say.holder)}
        {field('dated', say.dated, 'date')}
        {start.error && <ErrorState what={say.failed} error={start.error} />}
        <ListTask task={asked} />
        <Button type="submit" w="fit-content" loading={start.isPending}>
          {say.do}
        </Button>
      </Stack>
    </form>
  )
}

function ListTask({ task: asked }: { readonly task: number | null }): ReactNode {
  const say = useWords(suppressionsWords).lists
  const format = useFormat()
  const { id } = useOrganisation()
  const { data: task } = useTask(id, asked)
  if (!task) return null
  const { done, total, rate, failure } = task
  if (isOpenTask(task)) {
    return <TaskProgress name={say.importing} unit={say.unit} {...{ done, total, rate }} />
  }
  if (failure) return <ErrorState what={say.failed} error={taskProblem(failure)} />
  const { alreadyImportedAt, entries, alreadyThere, rejected } = task.result as Imported
  return (
    <Text role="status">
      {alreadyImportedAt === null
        ? say.done(format.number(entries), format.number(alreadyThere), format.number(rejected))
        : say.same}
    </Text>
  )
}
