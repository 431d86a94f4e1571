/** The calls that wait, one after another: judging one shows the next at once, the last can be taken back. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { AnswererLabel } from '../../../../src/report/answerers.ts'
import { answer, api, idempotencyKey } from '../../api/client.ts'
import type { components } from '../../api/schema.gen.ts'
import type { Where } from '../report/terms.ts'
import type { JudgedCall } from './CallFacts.tsx'

const path = '/organisations/{organisation}/campaigns/{campaign}/answerers' as const

export function useAnswererFigures(where: Where) {
  return useQuery({
    queryKey: ['answerers', where.organisation, where.campaign],
    queryFn: ({ signal }) => answer(api.GET(path, { params: { path: where }, signal })),
  })
}

export interface Judged {
  readonly call: JudgedCall
  readonly label: AnswererLabel
  readonly heard: components['schemas']['AnswererHeard']
}

/** Only for who may judge. */
export function useJudging(where: Where) {
  const queries = useQueryClient()
  const listKey = ['answerersToLabel', where.organisation, where.campaign]
  const [last, setLast] = useState<Judged>()
  const list = useQuery({
    queryKey: listKey,
    // Judged calls are taken out by hand, so that the next one is there at once.
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: ({ signal }) =>
      answer(api.GET(`${path}/sample`, { params: { path: where, query: { limit: 100 } }, signal })),
  })
  const figuresChanged = (): Promise<void> =>
    queries.invalidateQueries({ queryKey: ['answerers', where.organisation, where.campaign] })
  const change = (of: (calls: readonly JudgedCall[]) => JudgedCall[]): void => {
    queries.setQueryData<components['schemas']['AnswererSample']>(listKey, (before) => {
      if (!before) return before
      const calls = of(before.calls)
      return { calls, waiting: before.waiting + calls.length - before.calls.length }
    })
  }
  const label = useMutation({
    mutationFn: async ({ call, label: said }: Pick<Judged, 'call' | 'label'>) => {
      const at = { ...where, attempt: call.attempt }
      const heard = await answer(
        api.PUT(`${path}/{attempt}/label`, { params: { path: at }, body: { label: said } }),
      )
      setLast({ call, label: said, heard })
      change((calls) => calls.filter(({ attempt }) => attempt !== call.attempt))
      void figuresChanged()
    },
  })
  const undo = useMutation({
    mutationFn: async ({ call }: Judged) => {
      const at = { ...where, attempt: call.attempt }
      await answer(api.DELETE(`${path}/{attempt}/label`, { params: { path: at } }))
      setLast(undefined)
      change((calls) => [call, ...calls])
      void figuresChanged()
    },
  })
  const draw = useMutation({
    mutationFn: async () => {
      const header = { 'Idempotency-Key': idempotencyKey() }
      await answer(api.POST(`${path}/sample`, { params: { path: where, header } as never }))
      await Promise.all([list.refetch(), figuresChanged()])
    },
  })
  return { list, label, undo, draw, last }
}
