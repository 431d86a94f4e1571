/** Requests of people about their data: the inbox, and one request. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { organisationRoute } from '../../app/rootRoutes.tsx'

const inboxRoute = createRoute({
  getParentRoute: () => organisationRoute,
  path: 'rights',
  component: lazyRouteComponent(() => import('./RightsScreen.tsx'), 'RightsScreen'),
})

const requestRoute = createRoute({
  getParentRoute: () => organisationRoute,
  path: 'rights/$reference',
  component: lazyRouteComponent(() => import('./RequestScreen.tsx'), 'RequestScreen'),
})

export const rightsRoutes = [inboxRoute, requestRoute] as const
