/** Who is signed in, where they may act and what they may do there (GET /me). */
import { queryOptions, useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import type { Permission } from '../../../src/access/permission.ts'
import { answer, api, rememberCsrfToken } from './client.ts'
import { queryClient } from './queries.ts'
import type { components } from './schema.gen.ts'

export type Me = components['schemas']['Me']

export const meQuery = queryOptions({
  queryKey: ['me'],
  staleTime: 60_000,
  queryFn: async ({ signal }): Promise<Me> => {
    const me = await answer(api.GET('/me', { signal }))
    rememberCsrfToken(me.csrfToken)
    return me
  },
})

/** Who just came in is known without asking again. */
export function rememberMe(me: Me): void {
  rememberCsrfToken(me.csrfToken)
  queryClient.clear()
  queryClient.setQueryData(meQuery.queryKey, me)
}

export interface OrganisationHere {
  readonly id: number
  readonly name: string
  /** It practises: no real phone rings. */
  readonly practice: boolean
  readonly me: Me
  readonly may: (permission: Permission) => boolean
}

/** The organisation of the address, as the person signed in sees it. Inside /o/$organisation only. */
export function useOrganisation(): OrganisationHere {
  const { organisation } = useParams({ strict: false })
  const { data: me } = useQuery(meQuery)
  const id = Number(organisation)
  const here = me?.organisations.find((each) => each.id === id)
  if (!me || !here) throw new Error('useOrganisation outside an organisation')
  return {
    ...{ id, me, name: here.name, practice: here.practice },
    may: (permission) => here.permissions.includes(permission),
  }
}
