/** Long work of the server that waits or runs: it goes on when its page is left. */
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { answer, api } from '../../api/client.ts'
import { useLiveEvent } from '../../api/live.ts'
import { useOrganisation } from '../../api/me.ts'
import { TaskProgress } from '../../parts/TaskProgress.tsx'
import { useWords } from '../../words/words.ts'
import classes from './OpenTasks.module.css'
import { dashboardWords } from './words.ts'

export function OpenTasks(): ReactNode {
  const say = useWords(dashboardWords).task
  const { id } = useOrganisation()
  const tasks = useQuery({
    queryKey: ['tasks', id, 'open'],
    queryFn: ({ signal }) =>
      answer(
        api.GET('/organisations/{organisation}/tasks', {
          params: { path: { organisation: id }, query: { open: 'true', limit: 5 } },
          signal,
        }),
      ),
  })
  useLiveEvent('task', () => void tasks.refetch())
  return tasks.data?.items.map(({ id: task, kind, done, total, unit, rate }) => (
    <li key={task} className={classes['task']}>
      <TaskProgress
        name={kind in say.kinds ? say.kinds[kind as keyof typeof say.kinds] : say.kinds.other}
        {...{ done, total, unit, rate }}
      />
    </li>
  ))
}
