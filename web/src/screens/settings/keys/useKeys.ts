/** The keys of an organisation, read; and how they are read again after a change. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { answer, api } from '../../../api/client.ts'
import { useOrganisation } from '../../../api/me.ts'
import type { components } from '../../../api/schema.gen.ts'

export type ApiKey = components['schemas']['ApiKey']

export function useKeys() {
  const { id } = useOrganisation()
  return useQuery({
    queryKey: ['keys', id],
    queryFn: ({ signal }) =>
      answer(
        api.GET('/organisations/{organisation}/keys', {
          params: { path: { organisation: id } },
          signal,
        }),
      ),
  })
}

export function useKeysAgain(): () => void {
  const { id } = useOrganisation()
  const client = useQueryClient()
  return () => void client.invalidateQueries({ queryKey: ['keys', id] })
}

export const isOver = ({ revokedAt, expiresAt }: ApiKey, now: number): boolean =>
  revokedAt !== null || (expiresAt !== null && Date.parse(expiresAt) <= now)
