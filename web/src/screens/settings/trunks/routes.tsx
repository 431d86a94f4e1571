/** /o/$organisation/settings/trunks */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { settingsRoute } from '../settingsRoute.tsx'

const trunksRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: 'trunks',
  component: lazyRouteComponent(() => import('./TrunksScreen.tsx'), 'TrunksScreen'),
})

export const trunksRoutes = [trunksRoute] as const
