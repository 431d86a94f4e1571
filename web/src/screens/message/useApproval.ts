/** What a link asks, and the acts of whoever holds it. The token is all there is: no session. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { answer, api, apiBase } from '../../api/client.ts'
import type { components, operations } from '../../api/schema.gen.ts'

export type Approval = components['schemas']['Approval']

export interface Answering {
  readonly answer: 'approved' | 'returned' | 'rejected'
  readonly name: string
  readonly email?: string
  readonly reason?: string
}

const keyOf = (token: string) => ['approval', token] as const

export function useApproval(token: string) {
  return useQuery({
    queryKey: keyOf(token),
    queryFn: ({ signal }) =>
      answer(api.GET('/approvals/{token}', { params: { path: { token } }, signal })),
  })
}

export function useAnswer(token: string, hash: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: Answering) =>
      answer(
        api.POST('/approvals/{token}/answer', {
          params: { path: { token } },
          body: { ...body, hash },
        }),
      ),
    onSuccess: (approval) => client.setQueryData(keyOf(token), approval),
  })
}

type ApprovalCall = operations['getApprovalCall']['responses'][200]['content']['application/json']

const askAgainMs = 700

export function useApprovalCall(token: string) {
  const client = useQueryClient()
  const ring = useMutation({
    mutationFn: (body: {
      readonly name: string
      readonly email: string
      readonly number: string
    }) => answer(api.POST('/approvals/{token}/calls', { params: { path: { token } }, body })),
  })
  const call = ring.data?.call
  const state = useQuery<ApprovalCall>({
    queryKey: [...keyOf(token), 'call', call],
    enabled: call !== undefined,
    refetchInterval: ({ state: { data } }) => (data?.state === 'ended' ? false : askAgainMs),
    queryFn: async ({ signal }) => {
      const said = await answer(
        api.GET('/approvals/{token}/calls/{call}', {
          params: { path: { token, call: call ?? '' } },
          signal,
        }),
      )
      const isAnswered = said.ended === 'approved' || said.ended === 'returned'
      if (isAnswered) void client.invalidateQueries({ queryKey: keyOf(token), exact: true })
      return said
    },
  })
  return { ring, state: state.data }
}

export const approvalSound = (token: string, name: string): string =>
  `${apiBase}/approvals/${encodeURIComponent(token)}/audio/${name}`
