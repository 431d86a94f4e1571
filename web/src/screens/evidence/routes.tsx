/** Proofs and journal. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { organisationRoute } from '../../app/rootRoutes.tsx'

const evidenceRoute = createRoute({
  getParentRoute: () => organisationRoute,
  path: 'evidence',
  component: lazyRouteComponent(() => import('./EvidenceScreen.tsx'), 'EvidenceScreen'),
})

export const evidenceRoutes = [evidenceRoute] as const
