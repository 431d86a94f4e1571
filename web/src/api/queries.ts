/** One cache of what the server said, with when to ask again. */
import { notifyManager, QueryClient } from '@tanstack/react-query'
import { problemOf } from './problem.ts'

const freshMs = 10_000
const retriesMax = 2

/** Asking again helps when nobody answered or the server stumbled, never when it said no. */
export function worthAsking(failures: number, thrown: unknown): boolean {
  const { status } = problemOf(thrown)
  return failures < retriesMax && (status === 0 || status >= 502)
}

// A choice that is shown before it is saved is drawn with the press: a task later, React has set it back first.
notifyManager.setScheduler(queueMicrotask)

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: freshMs,
      retry: worthAsking,
      // The offline band says what is going on; a query asks again by itself when the line is back.
      networkMode: 'always',
    },
    mutations: { retry: false, networkMode: 'always' },
  },
})
