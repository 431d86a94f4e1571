/** The team and its invitations, read; and how they are read again after a change. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { answer, api } from '../../../api/client.ts'
import { useOrganisation } from '../../../api/me.ts'
import type { components } from '../../../api/schema.gen.ts'

export type Member = components['schemas']['Member']
export type Invitation = components['schemas']['Invitation']
export type Role = components['schemas']['Role']

export function useMembers() {
  const { id } = useOrganisation()
  return useQuery({
    queryKey: ['team', id],
    queryFn: ({ signal }) =>
      answer(
        api.GET('/organisations/{organisation}/members', {
          params: { path: { organisation: id } },
          signal,
        }),
      ),
  })
}

export function useInvitations() {
  const { id } = useOrganisation()
  return useQuery({
    queryKey: ['team', id, 'invitations'],
    queryFn: ({ signal }) =>
      answer(
        api.GET('/organisations/{organisation}/invitations', {
          params: { path: { organisation: id } },
          signal,
        }),
      ),
  })
}

export function useTeamAgain(): () => void {
  const { id } = useOrganisation()
  const client = useQueryClient()
  return () => void client.invalidateQueries({ queryKey: ['team', id] })
}
