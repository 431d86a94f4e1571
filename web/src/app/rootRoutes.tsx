/**
 * The three parents of every screen: `rootRoute` (no session needed), `signedInRoute` (any session) and
 * `organisationRoute` (/o/$organisation, inside the shell). Slices hang their routes on these.
 */
import { createRootRoute, createRoute, redirect } from '@tanstack/react-router'
import { meQuery } from '../api/me.ts'
import { problemOf } from '../api/problem.ts'
import { queryClient } from '../api/queries.ts'
import { BareErrorScreen } from './ErrorScreen.tsx'
import { BareNotFoundScreen, NotFoundScreen } from './NotFoundScreen.tsx'
import { OrganisationShell } from './OrganisationShell.tsx'
import { RootLayout } from './RootLayout.tsx'
import { SignedInLayout } from './SignedInLayout.tsx'

export const rootRoute = createRootRoute({
  component: RootLayout,
  notFoundComponent: BareNotFoundScreen,
  errorComponent: BareErrorScreen,
})

export const signedInRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'signedIn',
  component: SignedInLayout,
  errorComponent: BareErrorScreen,
  beforeLoad: async ({ location }) => {
    try {
      await queryClient.ensureQueryData(meQuery)
    } catch (thrown) {
      if (problemOf(thrown).status !== 401) throw thrown
      throw redirect({ to: '/sign-in', search: { next: location.href } })
    }
  },
})

export const organisationRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: 'o/$organisation',
  component: OrganisationShell,
  errorComponent: BareErrorScreen,
  notFoundComponent: NotFoundScreen,
})
