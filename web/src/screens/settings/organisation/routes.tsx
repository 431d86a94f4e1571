/** /o/$organisation/settings/organisation */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { settingsRoute } from '../settingsRoute.tsx'

const organisationSettingsRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: 'organisation',
  component: lazyRouteComponent(() => import('./OrganisationScreen.tsx'), 'OrganisationScreen'),
})

export const organisationSettingsRoutes = [organisationSettingsRoute] as const
