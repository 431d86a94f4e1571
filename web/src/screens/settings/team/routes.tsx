/** /o/$organisation/settings/team */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { settingsRoute } from '../settingsRoute.tsx'

const teamRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: 'team',
  component: lazyRouteComponent(() => import('./TeamScreen.tsx'), 'TeamScreen'),
})

export const teamRoutes = [teamRoute] as const
