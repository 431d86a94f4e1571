/**
 * /o/$organisation/campaigns/$campaign: the page of one campaign, whose steps are its children. A step of
 * another slice hangs its route here (`getParentRoute: () => campaignRoute, path: 'listen'`).
 */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { organisationRoute } from '../../app/rootRoutes.tsx'

export const campaignRoute = createRoute({
  getParentRoute: () => organisationRoute,
  path: 'campaigns/$campaign',
  component: lazyRouteComponent(() => import('./CampaignLayout.tsx'), 'CampaignLayout'),
})
