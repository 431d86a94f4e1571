/** Files on their way and files that came: each with a sum that closes, and its lines to correct. */
import { Button, Group, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { answer, api, apiBase } from '../../api/client.ts'
import { useLiveEvent } from '../../api/live.ts'
import { taskProblem } from '../../api/useTask.ts'
import { Card } from '../../parts/Card.tsx'
import { QueryView } from '../../parts/QueryView.tsx'
import { SumLine } from '../../parts/SumLine.tsx'
import { TaskProgress } from '../../parts/TaskProgress.tsx'
import { useFormat } from '../../words/format.ts'
import { useLanguage } from '../../words/language.ts'
import { useWords } from '../../words/words.ts'
import { FileProblem } from './FileProblem.tsx'
import classes from './People.module.css'
import type { Task } from './useFileImport.ts'
import { peopleWords } from './words.ts'

/** What src/http/api/importTask.ts answers. */
export interface ImportSummary {
  readonly alreadyImportedAt: number | null
  readonly read: number
  readonly accepted: number
  readonly duplicates: number
  readonly rejected: number
  readonly merged: number
  readonly objections: number
  readonly reasons: readonly {
    readonly reason: string
    readonly rows: number
    readonly why: { readonly fr: string; readonly en: string }
  }[]
  readonly leftOut: readonly string[]
}

const shownAtOnce = 5
const askAgainMs = 800

const isOpen = ({ state }: Pick<Task, 'state'>): boolean =>
  state === 'waiting' || state === 'running'

export function useImports(organisation: number, onEnded: () => void) {
  const query = useQuery({
    queryKey: ['imports', organisation],
    queryFn: ({ signal }) =>
      answer(
        api.GET('/organisations/{organisation}/tasks', {
          params: { path: { organisation }, query: { kind: 'import', limit: shownAtOnce } },
          signal,
        }),
      ),
    refetchInterval: ({ state }) => (state.data?.items.some(isOpen) ? askAgainMs : false),
  })
  useLiveEvent('task', (event) => {
    if (event['taskKind'] !== 'import') return
    void query.refetch()
    if (event['state'] === 'done') onEnded()
  })
  return query
}

export function ImportsCard({
  organisation,
  imports,
}: {
  readonly organisation: number
  readonly imports: ReturnType<typeof useImports>
}): ReactNode {
  const words = useWords(peopleWords)
  if (imports.data?.items.length === 0) return null
  return (
    <Card title={words.done.title}>
      <QueryView query={imports} failed={words.failed.read}>
        {({ items }) => (
          <div className={classes['imports']}>
            {items.map((task) => (
              <div key={task.id} className={classes['import']}>
                {isOpen(task as Task) ? (
                  <Running task={task as Task} organisation={organisation} />
                ) : (
                  <Ended task={task as Task} organisation={organisation} />
                )}
              </div>
            ))}
          </div>
        )}
      </QueryView>
    </Card>
  )
}

interface OneImport {
  readonly task: Task
  readonly organisation: number
}

function Running({ task, organisation }: OneImport): ReactNode {
  const say = useWords(peopleWords)
  const { done, total, unit, rate } = task
  const stop = (): void => {
    const path = { organisation, task: task.id }
    void api.POST('/organisations/{organisation}/tasks/{task}/cancel', { params: { path } })
  }
  return (
    <Stack gap="sm">
      <TaskProgress
        name={say.importing(fileOf(task))}
        {...{ done, total, rate }}
        unit={unit in say.steps ? say.steps[unit as keyof typeof say.steps] : unit}
      />
      <Button variant="default" w="fit-content" onClick={stop}>
        {say.stop}
      </Button>
    </Stack>
  )
}

/** Behind the id of its upload stands what the file is called. */
const fileOf = ({ subject }: Task): string => subject?.slice(subject.indexOf('/') + 1) ?? ''

function Ended({ task, organisation }: OneImport): ReactNode {
  const words = useWords(peopleWords)
  const format = useFormat()
  const summary = task.result as ImportSummary | null
  const when = task.endedAt === null ? '' : format.instant(task.endedAt)
  return (
    <Stack gap={6}>
      <Text fw={600} style={{ overflowWrap: 'anywhere' }}>
        {fileOf(task)}
      </Text>
      <Text size="sm" c="dimmed">
        {when} · {task.by.replace(/ <.*>$/, '')}
      </Text>
      {task.state === 'cancelled' && <Text>{words.done.cancelled}</Text>}
      {task.failure && <FileProblem what={words.failed.import} error={taskProblem(task.failure)} />}
      {summary &&
        (summary.alreadyImportedAt === null ? (
          <Summary summary={summary} />
        ) : (
          <Text>{words.done.same(format.date(summary.alreadyImportedAt))}</Text>
        ))}
      <Rejects task={task} organisation={organisation} />
    </Stack>
  )
}

function Summary({ summary }: { readonly summary: ImportSummary }): ReactNode {
  const say = useWords(peopleWords).done
  const format = useFormat()
  const language = useLanguage()
  const { read, accepted, duplicates, rejected, merged, objections, reasons, leftOut } = summary
  return (
    <>
      <SumLine
        total={{ count: read, word: say.read(read) }}
        terms={[
          { count: accepted, word: say.contacts(accepted) },
          { count: duplicates, word: say.duplicates(duplicates) },
          { count: rejected, word: say.rejected(rejected) },
        ]}
      />
      {merged > 0 && <Text size="sm">{say.known(format.number(merged))}</Text>}
      {objections > 0 && <Text size="sm">{say.objections(format.number(objections))}</Text>}
      {leftOut.length > 0 && <Text size="sm">{say.leftOut(format.list(leftOut))}</Text>}
      {reasons.length > 0 && (
        <details>
          <summary>{say.reasons}</summary>
          <ul>
            {reasons.map(({ reason, rows, why }) => (
              <li key={reason}>
                {why[language]} {say.rows(rows, format.number(rows))}
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  )
}

function Rejects({ task, organisation }: OneImport): ReactNode {
  const say = useWords(peopleWords).done
  const [file] = task.files
  if (!file) return null
  return (
    <Group gap="md" align="center">
      <Button
        component="a"
        variant="default"
        href={`${apiBase}/organisations/${organisation}/tasks/${task.id}/files/${file.id}`}
        download={file.name}
      >
        {say.download}
      </Button>
      <Text size="sm" c="dimmed" maw="34rem">
        {say.hint}
      </Text>
    </Group>
  )
}
