/** Files of the report, made in the background: the page may be left, the file waits. */
import { Button, Group } from '@mantine/core'
import IconDownload from '@tabler/icons-react/icons/IconDownload'
import { useMutation, useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { answer, api, apiBase, idempotencyKey } from '../../api/client.ts'
import { taskProblem } from '../../api/useTask.ts'
import { Card } from '../../parts/Card.tsx'
import { ErrorState } from '../../parts/ErrorState.tsx'
import { TaskProgress } from '../../parts/TaskProgress.tsx'
import { useLanguage } from '../../words/language.ts'
import { useWords } from '../../words/words.ts'
import classes from './Report.module.css'
import type { Where } from './terms.ts'
import { reportWords } from './words.ts'

const formats = ['pdf', 'xlsx', 'csv'] as const
type Format = (typeof formats)[number]
const askEveryMs = 700

export function ReportExports({ where }: { readonly where: Where }): ReactNode {
  const say = useWords(reportWords)
  const language = useLanguage()
  const [tasks, setTasks] = useState<Partial<Record<Format, number>>>({})
  const asking = useMutation({
    mutationFn: async (format: Format) => {
      const task = await answer(
        api.POST('/organisations/{organisation}/campaigns/{campaign}/report/exports', {
          params: { path: where, header: { 'Idempotency-Key': idempotencyKey() } } as never,
          body: { format, language },
        }),
      )
      setTasks((before) => ({ ...before, [format]: task.id }))
    },
  })
  return (
    <Card title={say.exports}>
      <p className={classes['note']}>{say.exportsLead}</p>
      <Group gap="sm">
        {formats.map((format) => (
          <Button
            key={format}
            variant="default"
            leftSection={<IconDownload size={18} aria-hidden />}
            loading={asking.isPending && asking.variables === format}
            onClick={() => asking.mutate(format)}
          >
            {say.formats[format]}
          </Button>
        ))}
      </Group>
      {asking.error && <ErrorState what={say.exportFailed} error={asking.error} />}
      <div className={classes['files']}>
        {formats.map((format) => {
          const task = tasks[format]
          return task === undefined ? null : (
            <Export key={task} organisation={where.organisation} task={task} format={format} />
          )
        })}
      </div>
    </Card>
  )
}

function Export(props: {
  readonly organisation: number
  readonly task: number
  readonly format: Format
}): ReactNode {
  const { organisation, task, format } = props
  const say = useWords(reportWords)
  const { data, error } = useQuery({
    queryKey: ['task', organisation, task],
    queryFn: ({ signal }) =>
      answer(
        api.GET('/organisations/{organisation}/tasks/{task}', {
          params: { path: { organisation, task } },
          signal,
        }),
      ),
    refetchInterval: ({ state }) => (isOver(state.data?.state) ? false : askEveryMs),
  })
  if (error) return <ErrorState what={say.exportFailed} error={error} />
  if (data?.failure)
    return <ErrorState what={`${say.exportFailed} ${taskProblem(data.failure).message}`} />
  const file = data?.files[0]
  if (data?.state === 'done' && file) {
    return (
      <a
        className={classes['file']}
        href={`${apiBase}/organisations/${organisation}/tasks/${task}/files/${file.id}`}
        download
      >
        {say.download(file.name)}
      </a>
    )
  }
  return (
    <TaskProgress
      name={say.making(say.formats[format])}
      done={data?.done ?? 0}
      total={data?.total ?? null}
      unit={say.rows}
      rate={data?.rate ?? null}
    />
  )
}

const isOver = (state: string | undefined): boolean =>
  state === 'done' || state === 'failed' || state === 'cancelled'
