/** Every route of the API, family by family. */

import { answererRoutes } from './answererRoutes.ts'
import { audienceRoutes } from './audienceRoutes.ts'
import { authRoutes } from './authRoutes.ts'
import { budgetRoutes } from './budgetRoutes.ts'
import { campaignRoutes } from './campaignRoutes.ts'
import { contactRoutes } from './contactRoutes.ts'
import { dashboardRoutes } from './dashboardRoutes.ts'
import { eventRoutes } from './eventRoutes.ts'
import { evidenceRoutes } from './evidenceRoutes.ts'
import { listenRoutes } from './listenRoutes.ts'
import { liveRoutes } from './liveRoutes.ts'
import { meRoutes } from './meRoutes.ts'
import { messageRoutes } from './messageRoutes.ts'
import { organisationRoutes } from './organisationRoutes.ts'
import { peopleRoutes } from './peopleRoutes.ts'
import { reportRoutes } from './reportRoutes.ts'
import { rightsRoutes } from './rightsRoutes.ts'
import type { AnyRoute } from './route.ts'
import { suppressionRoutes } from './suppressionRoutes.ts'
import { taskRoutes } from './taskRoutes.ts'
import { teamRoutes } from './teamRoutes.ts'
import { trunkRoutes } from './trunkRoutes.ts'
import { webhookRoutes } from './webhookRoutes.ts'

export const routes: readonly AnyRoute[] = [
  ...authRoutes,
  ...meRoutes,
  ...organisationRoutes,
  ...teamRoutes,
  ...dashboardRoutes,
  ...eventRoutes,
  ...taskRoutes,
  ...campaignRoutes,
  ...budgetRoutes,
  ...messageRoutes,
  ...peopleRoutes,
  ...suppressionRoutes,
  ...rightsRoutes,
  ...evidenceRoutes,
  ...contactRoutes,
  ...audienceRoutes,
  ...listenRoutes,
  ...liveRoutes,
  ...reportRoutes,
  ...answererRoutes,
  ...trunkRoutes,
  ...webhookRoutes,
]
