/** The voice message of a campaign, from the first recording to the approval of a second person. */
import { approvalRoutes } from './message/approvalRoutes.ts'
import { messageDraftRoutes } from './message/draftRoutes.ts'
import { messageVersionRoutes } from './message/versionRoutes.ts'
import type { AnyRoute } from './route.ts'

export const messageRoutes: readonly AnyRoute[] = [
  ...messageDraftRoutes,
  ...messageVersionRoutes,
  ...approvalRoutes,
]
