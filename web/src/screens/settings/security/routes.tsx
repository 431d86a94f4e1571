/** /o/$organisation/settings/security */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { settingsRoute } from '../settingsRoute.tsx'

const securityRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: 'security',
  component: lazyRouteComponent(() => import('./SecurityScreen.tsx'), 'SecurityScreen'),
})

export const securityRoutes = [securityRoute] as const
