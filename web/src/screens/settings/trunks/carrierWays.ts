/** What an operator asks for beyond its address, as text fields of the form, and as the rows of its profile. Pure. */
import type { components } from '../../../api/schema.gen.ts'

type Profile = components['schemas']['TrunkProfile']

export interface CarrierWays extends Record<string, string> {
  transport: string
  called: string
  shown: string
  identity: string
  /** `yes`, or empty. */
  register: string
  protect: string
  keys: string
  /** `yes`: who rings its numbers is answered. */
  ringBack: string
  /** Name of the route; empty: a trunk by itself. */
  route: string
  priority: string
  weight: string
}

export interface WithWays {
  readonly profile: Profile
  readonly route: string | null
  readonly priority: number
  readonly weight: number
}

/** Often enough for the routers that forget an address after some minutes. */
const registerEveryS = 300
/** As trunkProfile.ts has it. */
const incomingCalls = 30

export const usualWays: CarrierWays = {
  ...{ transport: 'udp', called: 'e164', shown: 'e164', identity: 'none', register: '' },
  ringBack: 'yes',
  ...{ protect: '', keys: 'events', route: '', priority: '10', weight: '10' },
}

export const waysOf = ({ profile, route, priority, weight }: WithWays): CarrierWays => ({
  transport: profile.network.transport,
  ...{ called: profile.numbers.called, shown: profile.numbers.shown },
  identity: profile.identity.header,
  register: profile.signalling.registerEveryS === null ? '' : 'yes',
  protect: profile.media.protection === 'sdes' ? 'yes' : '',
  keys: profile.media.keys,
  ringBack: profile.signalling.incomingCalls > 0 ? 'yes' : '',
  ...{ route: route ?? '', priority: String(priority), weight: String(weight) },
})

/** `before`: its other rows stay as they are; null: a new trunk, whose other rows take what is usual. */
export function waysSent(values: CarrierWays, before: Profile | null) {
  const every = before?.signalling.registerEveryS ?? registerEveryS
  const transport = values.transport as Profile['network']['transport']
  const numbers = { called: values.called, shown: values.shown } as Profile['numbers']
  const header = values.identity as Profile['identity']['header']
  const register = values.register === 'yes' ? every : null
  const callers = before?.signalling.incomingCalls || incomingCalls
  const incoming = { incomingCalls: values.ringBack === 'yes' ? callers : 0 }
  const protection = values.protect === 'yes' ? 'sdes' : 'none'
  const keys = values.keys as Profile['media']['keys']
  // Rows that are left out take their defaults (docs/trunk-profile.md).
  const profile = {
    ...before,
    network: { ...before?.network, transport },
    numbers: { ...before?.numbers, ...numbers },
    identity: { ...before?.identity, header },
    signalling: { ...before?.signalling, registerEveryS: register, ...incoming },
    media: { ...before?.media, protection, keys },
  } as Profile
  return {
    route: values.route.trim() === '' ? null : values.route.trim(),
    priority: Number(values.priority),
    weight: Number(values.weight),
    profile,
  }
}
