/** /o/$organisation/campaigns/$campaign/listen: hear the message as a voter hears it. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { organisationRoute } from '../../app/rootRoutes.tsx'

const listenRoute = createRoute({
  getParentRoute: () => organisationRoute,
  path: '/campaigns/$campaign/listen',
  component: lazyRouteComponent(() => import('./ListenStep.tsx'), 'ListenStep'),
})

export const listenRoutes = [listenRoute] as const
