/** Every route of the API, family by family. */
import { authRoutes } from './authRoutes.ts'
import { dashboardRoutes } from './dashboardRoutes.ts'
import { eventRoutes } from './eventRoutes.ts'
import { listenRoutes } from './listenRoutes.ts'
import { meRoutes } from './meRoutes.ts'
import { messageRoutes } from './messageRoutes.ts'
import { organisationRoutes } from './organisationRoutes.ts'
import { peopleRoutes } from './peopleRoutes.ts'
import type { AnyRoute } from './route.ts'
import { taskRoutes } from './taskRoutes.ts'
import { teamRoutes } from './teamRoutes.ts'
import { webhookRoutes } from './webhookRoutes.ts'

export const routes: readonly AnyRoute[] = [
  ...authRoutes,
  ...meRoutes,
  ...organisationRoutes,
  ...teamRoutes,
  ...dashboardRoutes,
  ...eventRoutes,
  ...taskRoutes,
  ...messageRoutes,
  ...peopleRoutes,
  ...listenRoutes,
  ...webhookRoutes,
]
