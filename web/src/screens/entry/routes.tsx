/** How one comes in: sign-in, first run, invitation; and where / leads. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { rootRoute, signedInRoute } from '../../app/rootRoutes.tsx'

interface SignInSearch {
  /** Where the person wanted to go. */
  readonly next?: string
}

interface FirstRunSearch {
  /** Of the single-use link that the server printed. */
  readonly token?: string
}

const signInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sign-in',
  validateSearch: ({ next }: Record<string, unknown>): SignInSearch =>
    typeof next === 'string' ? { next } : {},
  component: lazyRouteComponent(() => import('./SignInScreen.tsx'), 'SignInScreen'),
})

const firstRunRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/first-run',
  validateSearch: ({ token }: Record<string, unknown>): FirstRunSearch =>
    token === undefined ? {} : { token: String(token) },
  component: lazyRouteComponent(() => import('./FirstRunScreen.tsx'), 'FirstRunScreen'),
})

const invitationRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/invitation/$token',
  component: lazyRouteComponent(() => import('./InvitationScreen.tsx'), 'InvitationScreen'),
})

export const homeRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/',
  component: lazyRouteComponent(() => import('./HomeScreen.tsx'), 'HomeScreen'),
})

export const entryRoutes = [signInRoute, firstRunRoute, invitationRoute] as const
