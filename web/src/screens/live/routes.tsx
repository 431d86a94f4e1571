/** /o/$organisation/campaigns/$campaign/live: watch a campaign, and act. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { organisationRoute } from '../../app/rootRoutes.tsx'

const liveRoute = createRoute({
  getParentRoute: () => organisationRoute,
  path: '/campaigns/$campaign/live',
  component: lazyRouteComponent(() => import('./LiveScreen.tsx'), 'LiveScreen'),
})

export const liveRoutes = [liveRoute] as const
