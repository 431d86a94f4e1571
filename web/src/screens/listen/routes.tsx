/** /o/$organisation/campaigns/$campaign/listen: hear the message as a voter hears it. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { campaignRoute } from '../campaign/campaignRoute.tsx'

const listenRoute = createRoute({
  getParentRoute: () => campaignRoute,
  path: 'listen',
  component: lazyRouteComponent(() => import('./ListenStep.tsx'), 'ListenStep'),
})

export const listenRoutes = [listenRoute] as const
