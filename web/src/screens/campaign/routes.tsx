/** Campaigns: the list, a new one, and of each the steps made here. */
import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router'
import { organisationRoute } from '../../app/rootRoutes.tsx'
import { campaignRoute } from './campaignRoute.tsx'

const listRoute = createRoute({
  getParentRoute: () => organisationRoute,
  path: 'campaigns',
  component: lazyRouteComponent(() => import('./CampaignsScreen.tsx'), 'CampaignsScreen'),
})

const newRoute = createRoute({
  getParentRoute: () => organisationRoute,
  path: 'campaigns/new',
  component: lazyRouteComponent(() => import('./NewCampaignScreen.tsx'), 'NewCampaignScreen'),
})

export const campaignsRoutes = [listRoute, newRoute] as const

const firstRoute = createRoute({
  getParentRoute: () => campaignRoute,
  path: '/',
  beforeLoad: ({ params }) => {
    throw redirect({ to: '/o/$organisation/campaigns/$campaign/purpose', params })
  },
})

const purposeRoute = createRoute({
  getParentRoute: () => campaignRoute,
  path: 'purpose',
  component: lazyRouteComponent(() => import('./PurposeStep.tsx'), 'PurposeStep'),
})

const scheduleRoute = createRoute({
  getParentRoute: () => campaignRoute,
  path: 'schedule',
  component: lazyRouteComponent(() => import('./ScheduleStep.tsx'), 'ScheduleStep'),
})

const checkRoute = createRoute({
  getParentRoute: () => campaignRoute,
  path: 'check',
  component: lazyRouteComponent(() => import('./CheckStep.tsx'), 'CheckStep'),
})

const launchRoute = createRoute({
  getParentRoute: () => campaignRoute,
  path: 'launch',
  component: lazyRouteComponent(() => import('./LaunchStep.tsx'), 'LaunchStep'),
})

const rehearsalRoute = createRoute({
  getParentRoute: () => campaignRoute,
  path: 'rehearsal',
  component: lazyRouteComponent(() => import('./RehearsalScreen.tsx'), 'RehearsalScreen'),
})

export const campaignStepRoutes = [
  firstRoute,
  purposeRoute,
  scheduleRoute,
  checkRoute,
  launchRoute,
  rehearsalRoute,
] as const
