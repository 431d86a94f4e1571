/** Every route of the API, family by family. */
import type { AnyRoute } from './route.ts'

export const routes: readonly AnyRoute[] = []
