/** /o/$organisation: what needs me now. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { organisationRoute } from '../../app/rootRoutes.tsx'

const dashboardRoute = createRoute({
  getParentRoute: () => organisationRoute,
  path: '/',
  component: lazyRouteComponent(() => import('./DashboardScreen.tsx'), 'DashboardScreen'),
})

export const dashboardRoutes = [dashboardRoute] as const
