/** /o/$organisation/campaigns/$campaign/answerers: who answered, call by call, as people judge it. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { organisationRoute } from '../../app/rootRoutes.tsx'

const answerersRoute = createRoute({
  getParentRoute: () => organisationRoute,
  path: '/campaigns/$campaign/answerers',
  component: lazyRouteComponent(() => import('./AnswerersScreen.tsx'), 'AnswerersScreen'),
})

export const answerersRoutes = [answerersRoute] as const
