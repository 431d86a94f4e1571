/** Every kind of long work the server does. */
import type { AnyTaskKind } from '../../tasks/task.ts'

export const taskKinds: readonly AnyTaskKind[] = []
