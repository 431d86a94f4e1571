/** Who did it, as the log of a campaign names them. */
import type { Caller } from './route.ts'

export const nameOf = ({ caller }: { readonly caller: Caller }): string =>
  caller.is === 'nobody' ? 'nobody' : caller.name
