/** Trunks and own phones of the organisation, read and changed. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { answer, api } from '../../../api/client.ts'
import { useOrganisation } from '../../../api/me.ts'
import type { components } from '../../../api/schema.gen.ts'

export type Trunk = components['schemas']['Trunk']
export type OwnPhone = components['schemas']['OwnPhone']

export function useTrunks() {
  const { id } = useOrganisation()
  return useQuery({
    queryKey: ['trunks', id],
    queryFn: ({ signal }) =>
      answer(
        api.GET('/organisations/{organisation}/trunks', {
          params: { path: { organisation: id } },
          signal,
        }),
      ),
  })
}

export function usePhones() {
  const { id } = useOrganisation()
  return useQuery({
    queryKey: ['phones', id],
    queryFn: ({ signal }) =>
      answer(
        api.GET('/organisations/{organisation}/phones', {
          params: { path: { organisation: id } },
          signal,
        }),
      ),
  })
}

/** After a change: both lists are asked for again. */
export function useReadAgain(): () => void {
  const client = useQueryClient()
  const { id } = useOrganisation()
  return () => {
    void client.invalidateQueries({ queryKey: ['trunks', id] })
    void client.invalidateQueries({ queryKey: ['phones', id] })
  }
}
