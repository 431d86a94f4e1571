/** Step 2 of a campaign: the people it may call, and whom of them it chooses. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { campaignRoute } from '../campaign/campaignRoute.tsx'

const stepRoute = createRoute({
  getParentRoute: () => campaignRoute,
  path: 'people',
  component: lazyRouteComponent(() => import('./PeopleStep.tsx'), 'PeopleStep'),
})

export const peopleStepRoutes = [stepRoute] as const
