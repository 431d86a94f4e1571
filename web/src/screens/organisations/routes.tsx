/** /o/$organisation/organisations */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { organisationRoute } from '../../app/rootRoutes.tsx'

const organisationsRoute = createRoute({
  getParentRoute: () => organisationRoute,
  path: 'organisations',
  component: lazyRouteComponent(() => import('./OrganisationsScreen.tsx'), 'OrganisationsScreen'),
})

export const organisationsRoutes = [organisationsRoute] as const
