/** /o/$organisation/settings: the parent of every screen of settings, with their list beside them. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { organisationRoute } from '../../app/rootRoutes.tsx'

export const settingsRoute = createRoute({
  getParentRoute: () => organisationRoute,
  path: 'settings',
  component: lazyRouteComponent(() => import('./SettingsLayout.tsx'), 'SettingsLayout'),
})

export const settingsIndexRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: '/',
  component: lazyRouteComponent(() => import('./SettingsStart.tsx'), 'SettingsStart'),
})
