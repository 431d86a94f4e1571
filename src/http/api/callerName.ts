/** Who did it, as the log of a campaign or the journal names them. */
import type { Caller } from './route.ts'

export const callerName = (caller: Caller): string =>
  caller.is === 'nobody' ? 'nobody' : caller.name

export const nameOf = ({ caller }: { readonly caller: Caller }): string => callerName(caller)
