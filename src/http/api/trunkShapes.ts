/** A trunk and a phone as the API shows and takes them. */
import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import { Failure } from '../../base/failure.ts'
import type { TrunkId } from '../../base/ids.ts'
import { maskedNational, wholeNational } from '../../base/nationalNumber.ts'
import type { E164 } from '../../base/units.ts'
import { plainTrunk, type Trunk } from '../../call/trunk.ts'
import { type TrunkProfile, trunkProfileSchema } from '../../call/trunkProfile.ts'
import {
  classOf,
  type ParsedPhone,
  parseCallerId,
  parsePhoneNumber,
} from '../../contacts/phoneNumber.ts'
import { rejections } from '../../contacts/rejection.ts'
import type { OwnPhone, SavedTrunk, TrunkEntry } from '../../store/postgres/trunkBook.ts'
import { instant, isoOf } from './times.ts'

/** What any operator seen so far grants to one account, with room to spare. */
const callsPerSecondMax = 1_000
const concurrentCallsMax = 50_000
const callerIdsMax = 200
const moneyMax = 100_000_000

export const priceList = z
  .object({
    perMinuteMicroEuro: z.number().int().min(0).max(moneyMax).describe('Millionths of a euro.'),
    perCallMicroEuro: z.number().int().min(0).max(moneyMax).default(0),
    firstIncrementSeconds: z.number().int().min(0).max(3600).default(1),
    incrementSeconds: z.number().int().min(1).max(3600).default(1),
  })
  .meta({ id: 'PriceList' })

const label = z.string().trim().min(1).max(60).describe('How you call it.')
const host = z
  .string()
  .trim()
  .max(253)
  .regex(
    /^(\[[0-9a-fA-F:.]+\]|[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?)$/,
    'Give a name or an IP address.',
  )
const port = z.number().int().min(1).max(65_535)
const secret = z
  .string()
  .max(200)
  .regex(/^[^\p{Cc}]*$/u, 'Leave out line breaks.')
const callsPerSecond = z.number().int().min(1).max(callsPerSecondMax)
const concurrentCalls = z.number().int().min(1).max(concurrentCallsMax)
const route = z
  .string()
  .trim()
  .min(1)
  .max(60)
  .nullable()
  .describe('Trunks of one route carry each other’s calls; null: a trunk by itself.')
const priority = z.number().int().min(0).max(65_535).describe('The lowest is called over first.')
const weight = z.number().int().min(1).max(1000).describe('Share among equals.')
const profile = trunkProfileSchema.describe(
  'How this operator wants to be spoken to; what is left out takes its default.',
)
const callerIds = z.array(z.string().max(40)).max(callerIdsMax).describe('Numbers to show.')

export const newTrunk = z.object({
  label,
  host,
  port: port.default(5060),
  user: secret.optional(),
  password: secret.optional(),
  callsPerSecond,
  concurrentCalls,
  callerIds: callerIds.default([]),
  price: priceList.nullable().default(null),
  profile: profile.optional(),
  route: route.default(null),
  priority: priority.default(plainTrunk.priority),
  weight: weight.default(plainTrunk.weight),
})

export const trunkChange = z.object({
  label: label.optional(),
  host: host.optional(),
  port: port.optional(),
  user: secret.optional().describe('Empty: none.'),
  password: secret.optional().describe('Absent: stays as it is. Empty: none.'),
  callsPerSecond: callsPerSecond.optional(),
  concurrentCalls: concurrentCalls.optional(),
  callerIds: callerIds.optional(),
  price: priceList.nullable().optional(),
  profile: profile
    .optional()
    .describe('Replaces the whole profile; a private key left out stays with its certificate.'),
  route: route.optional(),
  priority: priority.optional(),
  weight: weight.optional(),
})

export const trunkShape = z
  .object({
    id: z.string(),
    label: z.string(),
    kind: z.enum(['practice', 'real']).describe('`practice`: rings nobody.'),
    builtIn: z.boolean().describe('The practice carrier inside the program: no address to change.'),
    host: z.string(),
    port: z.number().int(),
    user: z.string().nullable(),
    hasPassword: z.boolean(),
    callsPerSecond: z.number().int(),
    concurrentCalls: z.number().int(),
    callerIds: z.array(
      z.object({
        number: z.string().describe('E.164.'),
        shown: z.string(),
        automated: z.boolean().describe('A number that automated calls may show (NPV).'),
      }),
    ),
    price: priceList.nullable(),
    profile: trunkProfileSchema.describe('The private key is never shown.'),
    hasPrivateKey: z.boolean(),
    route: z.string().nullable(),
    priority: z.number().int(),
    weight: z.number().int(),
    campaigns: z.number().int().describe('That call over it, or would.'),
    running: z.number().int().describe('Of those: that may call now.'),
  })
  .meta({ id: 'Trunk' })

export function shownTrunk({
  trunk,
  label: name,
  campaigns,
  running,
}: TrunkEntry): z.input<typeof trunkShape> {
  const { id, kind, host: at, port: by } = trunk
  return {
    ...{ id, label: name, kind, host: at, port: by, campaigns, running },
    builtIn: kind === 'practice' && by === 0,
    user: trunk.user ?? null,
    hasPassword: trunk.password !== undefined,
    ...{ callsPerSecond: trunk.callsPerSecond, concurrentCalls: trunk.concurrentCalls },
    callerIds: trunk.callerIds.map((number) => ({
      ...{ number, shown: wholeNational(number) },
      automated: classOf(number) === 'npv',
    })),
    price: trunk.price ?? null,
    profile: withPrivateKey(trunk.profile, null),
    hasPrivateKey: trunk.profile.network.tls.privateKey !== null,
    ...{ route: trunk.route, priority: trunk.priority, weight: trunk.weight },
  }
}

/** A new one leads to a real operator; its id is nobody's but ours. */
export function trunkOf(sent: z.output<typeof newTrunk>, organisation: number): SavedTrunk {
  const id = `t${organisation}-${randomBytes(5).toString('hex')}` as TrunkId
  const empty: Trunk = {
    ...{ id, kind: 'real', host: sent.host, port: sent.port, callerIds: [] },
    ...{ callsPerSecond: sent.callsPerSecond, concurrentCalls: sent.concurrentCalls },
    ...plainTrunk,
  }
  return changedTrunk({ trunk: empty, label: sent.label }, sent)
}

export function changedTrunk(
  { trunk, label: name }: SavedTrunk,
  sent: z.output<typeof trunkChange>,
): SavedTrunk {
  const { user, password, price, ...others } = trunk
  const said = {
    user: sent.user ?? user,
    password: sent.password ?? password,
    price: sent.price === undefined ? price : (sent.price ?? undefined),
  }
  return {
    label: sent.label ?? name,
    trunk: {
      ...others,
      host: sent.host ?? trunk.host,
      port: sent.port ?? trunk.port,
      callsPerSecond: sent.callsPerSecond ?? trunk.callsPerSecond,
      concurrentCalls: sent.concurrentCalls ?? trunk.concurrentCalls,
      profile: sent.profile ? changedProfile(trunk.profile, sent.profile) : trunk.profile,
      route: sent.route === undefined ? trunk.route : sent.route,
      priority: sent.priority ?? trunk.priority,
      weight: sent.weight ?? trunk.weight,
      callerIds: sent.callerIds ? readCallerIds(sent.callerIds) : trunk.callerIds,
      ...(said.user ? { user: said.user } : {}),
      ...(said.password ? { password: said.password } : {}),
      ...(said.price === undefined ? {} : { price: said.price }),
    },
  }
}

/** Who changes a profile has not seen its private key: it stays as long as its certificate does. */
function changedProfile(before: TrunkProfile, sent: TrunkProfile): TrunkProfile {
  const [old, { certificate, privateKey }] = [before.network.tls, sent.network.tls]
  const stays = privateKey === null && certificate !== null && certificate === old.certificate
  const profile = stays ? withPrivateKey(sent, old.privateKey) : sent
  const { tls } = profile.network
  if ((tls.certificate === null) === (tls.privateKey === null)) return profile
  const sentence = 'Give the certificate and its private key together, or neither.'
  const fr = 'Donnez le certificat et sa clef privée ensemble, ou aucun des deux.'
  const field = 'profile.network.tls.privateKey'
  throw new Failure('badInput', sentence, { fr, fields: [{ field, sentence, fr }] })
}

const withPrivateKey = (profile: TrunkProfile, privateKey: string | null): TrunkProfile => ({
  ...profile,
  network: { ...profile.network, tls: { ...profile.network.tls, privateKey } },
})

const readCallerIds = (texts: readonly string[]): readonly E164[] => [
  ...new Set(texts.map((text, index) => numberOr(`callerIds.${index}`, parseCallerId(text)))),
]

/** A phone that may ring: one's own, or of fiction. */
export const readPhone = (field: string, text: string): E164 =>
  numberOr(field, parsePhoneNumber(text))

export const readCallerId = (field: string, text: string): E164 =>
  numberOr(field, parseCallerId(text))

function numberOr(field: string, parsed: ParsedPhone): E164 {
  if (parsed.is === 'number') return parsed.number
  const { why, howToFix } = rejections[parsed.code]
  const sentence = `${why.en} ${howToFix.en}`
  const fr = `${why.fr} ${howToFix.fr}`
  throw new Failure('badInput', sentence, { fr, fields: [{ field, sentence, fr }] })
}

export const phoneShape = z
  .object({
    id: z.string().describe('Stands for the number, which lists do not show.'),
    shown: z.string().describe('Masked.'),
    label: z.string(),
    addedAt: instant,
  })
  .meta({ id: 'OwnPhone' })

export const shownPhone = (
  { number, label: name, addedAt }: OwnPhone,
  id: string,
): z.input<typeof phoneShape> => ({
  ...{ id, label: name },
  shown: maskedNational(number),
  addedAt: isoOf(addedAt),
})
