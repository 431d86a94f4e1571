/** One task of the server, followed until it has ended; it goes on when the page is left. */
import { useQuery } from '@tanstack/react-query'
import { currentLanguage } from '../words/language.ts'
import { answer, api } from './client.ts'
import { useLiveEvent } from './live.ts'
import { ApiProblem } from './problem.ts'
import type { components } from './schema.gen.ts'

export type Task = components['schemas']['Task']

const askAgainMs = 800

export const isOpenTask = ({ state }: Pick<Task, 'state'>): boolean =>
  state === 'waiting' || state === 'running'

/** `task` null: none was asked for. */
export function useTask(organisation: number, task: number | null) {
  const query = useQuery({
    queryKey: ['task', organisation, task],
    enabled: task !== null,
    queryFn: ({ signal }) =>
      answer(
        api.GET('/organisations/{organisation}/tasks/{task}', {
          params: { path: { organisation, task: task ?? 0 } },
          signal,
        }),
      ),
    refetchInterval: ({ state }) => (state.data && !isOpenTask(state.data) ? false : askAgainMs),
  })
  useLiveEvent('task', (event) => {
    if (task !== null && event['task'] === task) void query.refetch()
  })
  return query
}

/** The last one of a kind, and of a subject: what a page that is opened again shows. */
export function useLastTask(organisation: number, kind: string, subject?: string) {
  const query = useQuery({
    queryKey: ['lastTask', organisation, kind, subject],
    queryFn: async ({ signal }) => {
      const { items } = await answer(
        api.GET('/organisations/{organisation}/tasks', {
          params: {
            path: { organisation },
            query: { kind, limit: 1, ...(subject !== undefined && { subject }) },
          },
          signal,
        }),
      )
      return items[0] ?? null
    },
    refetchInterval: ({ state }) =>
      state.data && isOpenTask(state.data as Task) ? askAgainMs : false,
  })
  useLiveEvent('task', (event) => {
    if (event['taskKind'] === kind) void query.refetch()
  })
  return query
}

/** Why a task failed, in the language of the page: a task is told in both. */
export function taskProblem({ fr, ...failure }: NonNullable<Task['failure']>): ApiProblem {
  const detail = currentLanguage() === 'fr' ? (fr ?? failure.sentence) : failure.sentence
  return new ApiProblem(422, { ...failure, detail })
}
