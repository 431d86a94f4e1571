/** The check as a task: asked for, followed by its live events, its result read when it has ended. */
import { useMutation } from '@tanstack/react-query'
import { useCallback, useState } from 'react'
import { answer, api } from '../../api/client.ts'
import { useLiveEvent } from '../../api/live.ts'
import { ApiProblem } from '../../api/problem.ts'
import { taskProblem } from '../../api/useTask.ts'
import { useCampaign, useCampaignAddress } from './useCampaign.ts'

interface Running {
  readonly done: number
  readonly total: number | null
  readonly rate: number | null
  /** chosen: people are being chosen; then they are judged. */
  readonly unit: string
}

export interface CheckTask {
  readonly running: Running | null
  readonly error: Error | null
  readonly start: () => void
}

const asksAgainMs = 700

export function useCheckTask(onEnd: () => void): CheckTask {
  const address = useCampaignAddress()
  const { refetch } = useCampaign()
  const [running, setRunning] = useState<Running | null>(null)
  const { mutate, error } = useMutation({
    mutationFn: async () => {
      setRunning({ done: 0, total: null, rate: null, unit: 'chosen' })
      const asked = await answer(
        api.POST('/organisations/{organisation}/campaigns/{campaign}/check', {
          params: { path: address },
        }),
      )
      await ended(address.organisation, asked.id, setRunning)
    },
    onSettled: () => {
      setRunning(null)
      onEnd()
      void refetch()
    },
  })
  useLiveEvent('task', (event) => {
    const { subject, taskKind, state, done, total, rate, unit } = event as unknown as {
      readonly subject: string
      readonly taskKind: string
      readonly state: string
    } & Running
    if (taskKind !== 'check' || subject !== address.campaign || state !== 'running') return
    setRunning((before) => before && { done, total, rate, unit })
  })
  const start = useCallback(() => mutate(), [mutate])
  return { running, error, start }
}

/** The live line may be down: the task itself is asked too, and it alone says that it has ended. */
async function ended(
  organisation: number,
  task: number,
  onProgress: (running: Running) => void,
): Promise<void> {
  for (;;) {
    const found = await answer(
      api.GET('/organisations/{organisation}/tasks/{task}', {
        params: { path: { organisation, task } },
      }),
    )
    const { state, done, total, rate, unit, failure } = found
    if (state === 'done') return
    if (state === 'failed' || state === 'cancelled') {
      throw failure ? taskProblem(failure) : new ApiProblem(500, { detail: state, code: state })
    }
    onProgress({ done, total, rate, unit })
    await new Promise((resolve) => setTimeout(resolve, asksAgainMs))
  }
}
