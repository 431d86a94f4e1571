/** How one comes in: sign-in, first run, invitation; and where / leads. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { rootRoute, signedInRoute } from '../../app/rootRoutes.tsx'

interface SignInSearch {
  /** Where the person wanted to go. */
  readonly next?: string
}

const signInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sign-in',
  validateSearch: ({ next }: Record<string, unknown>): SignInSearch =>
    typeof next === 'string' ? { next } : {},
  component: lazyRouteComponent(() => import('./SignInScreen.tsx'), 'SignInScreen'),
})

export const homeRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/',
  component: lazyRouteComponent(() => import('./HomeScreen.tsx'), 'HomeScreen'),
})

export const entryRoutes = [signInRoute] as const
