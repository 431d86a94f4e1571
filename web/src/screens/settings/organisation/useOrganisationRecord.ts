/** The organisation as it is administered, read; and how it is read again after a change. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { answer, api } from '../../../api/client.ts'
import { meQuery, useOrganisation } from '../../../api/me.ts'
import type { components } from '../../../api/schema.gen.ts'

export type OrganisationRecord = components['schemas']['Organisation']

export function useOrganisationRecord() {
  const { id } = useOrganisation()
  return useQuery({
    queryKey: ['organisation', id],
    queryFn: ({ signal }) =>
      answer(
        api.GET('/organisations/{organisation}', {
          params: { path: { organisation: id } },
          signal,
        }),
      ),
  })
}

export function useRecordAgain(): () => void {
  const { id } = useOrganisation()
  const client = useQueryClient()
  return () => {
    void client.invalidateQueries({ queryKey: ['organisation', id] })
    void client.invalidateQueries({ queryKey: meQuery.queryKey })
  }
}
