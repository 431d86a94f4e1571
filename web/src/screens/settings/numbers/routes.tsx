/** /o/$organisation/settings/numbers */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { settingsRoute } from '../settingsRoute.tsx'

const numbersRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: 'numbers',
  component: lazyRouteComponent(() => import('./NumbersScreen.tsx'), 'NumbersScreen'),
})

export const numbersRoutes = [numbersRoute] as const
