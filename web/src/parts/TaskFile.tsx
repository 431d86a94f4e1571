/** A file that is prepared in the background: its progress, then the button that downloads it. */
import { Button } from '@mantine/core'
import IconDownload from '@tabler/icons-react/icons/IconDownload'
import type { ReactNode } from 'react'
import { apiBase } from '../api/client.ts'
import { isOpenTask, type Task, taskProblem } from '../api/useTask.ts'
import { ErrorState } from './ErrorState.tsx'
import { TaskProgress } from './TaskProgress.tsx'

interface TaskFileProps {
  readonly organisation: number
  readonly task: Task
  readonly name: string
  readonly unit: string
  readonly ready: string
  readonly failed: string
}

export function TaskFile(props: TaskFileProps): ReactNode {
  const { organisation, task, name, unit, ready, failed } = props
  const { done, total, rate, failure, files } = task
  if (isOpenTask(task)) return <TaskProgress {...{ name, done, total, unit, rate }} />
  if (failure) return <ErrorState what={failed} error={taskProblem(failure)} />
  return files.map((file) => (
    <Button
      key={file.id}
      component="a"
      variant="default"
      leftSection={<IconDownload size={18} aria-hidden />}
      href={`${apiBase}/organisations/${organisation}/tasks/${task.id}/files/${file.id}`}
      download={file.name}
    >
      {ready}
    </Button>
  ))
}
