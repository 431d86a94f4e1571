/** The message step of a campaign, and the page for whoever is asked to approve (no session needed). */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { rootRoute } from '../../app/rootRoutes.tsx'
import { campaignRoute } from '../campaign/campaignRoute.tsx'

const stepRoute = createRoute({
  getParentRoute: () => campaignRoute,
  path: 'message',
  component: lazyRouteComponent(() => import('./MessageStep.tsx'), 'MessageStep'),
})

const approveRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/approve/$token',
  component: lazyRouteComponent(() => import('./ApproveScreen.tsx'), 'ApproveScreen'),
})

export const messageStepRoutes = [stepRoute] as const
export const approveRoutes = [approveRoute] as const
