/** /o/$organisation/settings/keys */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { settingsRoute } from '../settingsRoute.tsx'

const keysRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: 'keys',
  component: lazyRouteComponent(() => import('./KeysScreen.tsx'), 'KeysScreen'),
})

export const keysRoutes = [keysRoute] as const
