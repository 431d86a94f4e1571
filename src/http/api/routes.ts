/** Every route of the API, family by family. */
import { eventRoutes } from './eventRoutes.ts'
import type { AnyRoute } from './route.ts'
import { taskRoutes } from './taskRoutes.ts'

export const routes: readonly AnyRoute[] = [...eventRoutes, ...taskRoutes]
