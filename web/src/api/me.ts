/** Who is signed in, where they may act and what they may do there (GET /me). */
import { queryOptions, useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import type { Permission, Role } from '../../../src/access/permission.ts'
import { answer, api, rememberCsrfToken } from './client.ts'

export interface OrganisationOfMine {
  readonly id: number
  readonly name: string
  readonly parent: number | null
  readonly roles: readonly Role[]
  readonly permissions: readonly Permission[]
  readonly practice: boolean
}

export interface Me {
  readonly name: string
  readonly email: string
  readonly csrfToken: string
  readonly organisations: readonly OrganisationOfMine[]
}

export const meQuery = queryOptions({
  queryKey: ['me'],
  staleTime: 60_000,
  queryFn: async ({ signal }): Promise<Me> => {
    const me = (await answer<unknown>(api.GET('/me' as never, { signal } as never))) as Me
    rememberCsrfToken(me.csrfToken)
    return me
  },
})

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
