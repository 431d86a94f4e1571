/** Contacts: the list, and everything about one number. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { organisationRoute } from '../../app/rootRoutes.tsx'

const listRoute = createRoute({
  getParentRoute: () => organisationRoute,
  path: 'contacts',
  component: lazyRouteComponent(() => import('./ContactsScreen.tsx'), 'ContactsScreen'),
})

const contactRoute = createRoute({
  getParentRoute: () => organisationRoute,
  path: 'contacts/$contact',
  component: lazyRouteComponent(() => import('./ContactScreen.tsx'), 'ContactScreen'),
})

export const contactsRoutes = [listRoute, contactRoute] as const
