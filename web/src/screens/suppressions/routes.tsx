/** Objections: who may not be called. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { organisationRoute } from '../../app/rootRoutes.tsx'

const listRoute = createRoute({
  getParentRoute: () => organisationRoute,
  path: 'suppressions',
  component: lazyRouteComponent(() => import('./SuppressionsScreen.tsx'), 'SuppressionsScreen'),
})

export const suppressionsRoutes = [listRoute] as const
