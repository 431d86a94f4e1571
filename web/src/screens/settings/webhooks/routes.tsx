/** /o/$organisation/settings/webhooks, and the log of one of them. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { settingsRoute } from '../settingsRoute.tsx'

const webhooksRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: 'webhooks',
  component: lazyRouteComponent(() => import('./WebhooksScreen.tsx'), 'WebhooksScreen'),
})

export const webhookLogRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: 'webhooks/$webhook',
  component: lazyRouteComponent(() => import('./DeliveriesScreen.tsx'), 'DeliveriesScreen'),
})

export const webhooksRoutes = [webhooksRoute, webhookLogRoute] as const
