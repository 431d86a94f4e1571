/** /o/$organisation/campaigns/$campaign/report: how it went, with the list behind each sum in the address. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { drawnOutcomes } from '../../../../src/report/drawings.ts'
import { organisationRoute } from '../../app/rootRoutes.tsx'
import { peopleTerms, type ReportSearch } from './terms.ts'

const reportRoute = createRoute({
  getParentRoute: () => organisationRoute,
  path: '/campaigns/$campaign/report',
  validateSearch: (search: Record<string, unknown>): ReportSearch => {
    const group = drawnOutcomes.find((each) => each === search['group'])
    const people = peopleTerms.find((each) => each === search['people'])
    return { ...(group && { group }), ...(people && { people }) }
  },
  component: lazyRouteComponent(() => import('./ReportScreen.tsx'), 'ReportScreen'),
})

export const reportRoutes = [reportRoute] as const
