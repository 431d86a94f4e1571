/** Every screen of the app: one line a slice. */
import { createRouter } from '@tanstack/react-router'
import { answerersRoutes } from '../screens/answerers/routes.tsx'
import { campaignRoute } from '../screens/campaign/campaignRoute.tsx'
import { campaignStepRoutes, campaignsRoutes } from '../screens/campaign/routes.tsx'
import { contactsRoutes } from '../screens/contacts/routes.tsx'
import { dashboardRoutes } from '../screens/dashboard/routes.tsx'
import { entryRoutes, homeRoute } from '../screens/entry/routes.tsx'
import { evidenceRoutes } from '../screens/evidence/routes.tsx'
import { listenRoutes } from '../screens/listen/routes.tsx'
import { liveRoutes } from '../screens/live/routes.tsx'
import { approveRoutes, messageStepRoutes } from '../screens/message/routes.tsx'
import { organisationsRoutes } from '../screens/organisations/routes.tsx'
import { peopleStepRoutes } from '../screens/people/routes.tsx'
import { reportRoutes } from '../screens/report/routes.tsx'
import { rightsRoutes } from '../screens/rights/routes.tsx'
import { keysRoutes } from '../screens/settings/keys/routes.tsx'
import { numbersRoutes } from '../screens/settings/numbers/routes.tsx'
import { organisationSettingsRoutes } from '../screens/settings/organisation/routes.tsx'
import { securityRoutes } from '../screens/settings/security/routes.tsx'
import { settingsIndexRoute, settingsRoute } from '../screens/settings/settingsRoute.tsx'
import { teamRoutes } from '../screens/settings/team/routes.tsx'
import { trunksRoutes } from '../screens/settings/trunks/routes.tsx'
import { webhooksRoutes } from '../screens/settings/webhooks/routes.tsx'
import { suppressionsRoutes } from '../screens/suppressions/routes.tsx'
import { ErrorScreen } from './ErrorScreen.tsx'
import { PendingScreen } from './PendingScreen.tsx'
import { organisationRoute, rootRoute, signedInRoute } from './rootRoutes.tsx'

const routeTree = rootRoute.addChildren([
  ...entryRoutes,
  ...approveRoutes,
  signedInRoute.addChildren([
    homeRoute,
    // Screens of people signed in, beyond one organisation: one line a slice.
    organisationRoute.addChildren([
      ...dashboardRoutes,
      ...organisationsRoutes,
      // Screens of an organisation: one line a slice.
      settingsRoute.addChildren([
        settingsIndexRoute,
        ...trunksRoutes,
        ...numbersRoutes,
        ...webhooksRoutes,
        ...teamRoutes,
        ...keysRoutes,
        ...organisationSettingsRoutes,
        ...securityRoutes,
      ]),
      ...campaignsRoutes,
      ...evidenceRoutes,
      ...rightsRoutes,
      ...suppressionsRoutes,
      ...contactsRoutes,
      campaignRoute.addChildren([
        // Steps of a campaign, inside its layout: one line a slice.
        ...campaignStepRoutes,
        ...peopleStepRoutes,
        ...messageStepRoutes,
        ...listenRoutes,
      ]),
      ...liveRoutes,
      ...reportRoutes,
      ...answerersRoutes,
    ]),
  ]),
])

export const router = createRouter({
  routeTree,
  basepath: '/app',
  defaultPreload: 'intent',
  defaultPendingComponent: PendingScreen,
  defaultPendingMs: 150,
  defaultPendingMinMs: 0,
  // A screen that fails leaves the shell around it.
  defaultErrorComponent: ErrorScreen,
  scrollRestoration: true,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
