/**
 * How one carrier wants to be spoken to: rows, never branches in code. Stored as JSON beside the trunk;
 * what is absent takes the default written here, so `{}` is a plain UDP trunk that wants E.164.
 */
import { z } from 'zod'

/** `e164` +33…, `digits` 33…, `national` 0…, `international` 0033… */
export const numberFormats = ['e164', 'digits', 'national', 'international'] as const
export const sipTransports = ['udp', 'tcp', 'tls'] as const
/** Of OPTIONS, REGISTER and sessions; RFC 4028 §5 asks for 90 s at least. */
const sessionSecondsMin = 90
const pemMax = 20_000
const peersMax = 64
const redirectHostsMax = 20

const numberFormat = z.enum(numberFormats)
const host = z.string().regex(/^(\[[0-9a-fA-F:.]+\]|[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?)$/)
const pem = z.string().max(pemMax).nullable().default(null)

const tls = z.strictObject({
  /** Whom we trust; null: the authorities of this machine. */
  ca: pem,
  /** Ours, for carriers that want to know us (mutual TLS). */
  certificate: pem,
  privateKey: pem,
  /** The name in the carrier's certificate when it is not the host (RFC 5922 §7.2). */
  serverName: host.nullable().default(null),
})

const numbers = z.strictObject({
  called: numberFormat.default('e164'),
  shown: numberFormat.default('e164'),
  /** Dialled before the called number (`9`, an account code). */
  prefix: z
    .string()
    .regex(/^[0-9*#]{0,16}$/)
    .default(''),
  /** `;user=phone` (RFC 3261 §19.1.1). */
  userPhone: z.boolean().default(false),
  /** Country code whose plan `national` means; +33 has the overseas codes with it. */
  country: z
    .string()
    .regex(/^[1-9][0-9]{0,2}$/)
    .default('33'),
  /** Before a national number: 0 in France, nothing in North America. */
  nationalPrefix: z
    .string()
    .regex(/^[0-9]{0,2}$/)
    .default('0'),
})

const identityRows = z.strictObject({
  /** RFC 3325: in which header the number shown is asserted, beside From. */
  header: z.enum(['none', 'pAssertedIdentity', 'pPreferredIdentity']).default('none'),
  /** Host of From and of the identity; null: the trunk's. */
  domain: host.nullable().default(null),
  /** Some carriers want their account in From and the number in the identity header only. */
  fromIsUser: z.boolean().default(false),
  /** `Privacy: none` said in so many words (RFC 3323 §4.2). We never ask to be hidden. */
  sayPrivacyNone: z.boolean().default(false),
})
const identity = identityRows.refine(
  ({ fromIsUser, header }) => !fromIsUser || header !== 'none',
  'With the account in From, the number shown must stand in an identity header: nobody is called by a hidden number.',
)

const media = z.strictObject({
  ports: z.enum(['perCall', 'shared']).default('shared'),
  /** `sdes`: RTP/SAVP with RFC 4568 keys, and nothing else. */
  protection: z.enum(['none', 'sdes']).default('none'),
  /** How people's keys come: RFC 4733 events, tones in the sound, or whichever comes. */
  keys: z.enum(['events', 'inBand', 'both']).default('events'),
  engine: z.enum(['embedded', 'rtpengine']).default('embedded'),
})

const network = z.strictObject({
  transport: z.enum(sipTransports).default('udp'),
  /** RFC 3263: look for NAPTR and SRV when the host is a name and no port is said. */
  srv: z.boolean().default(true),
  /** Loose-routed before the host (RFC 3261 §16.12): `sip:proxy.example:5060;transport=tcp`. */
  outboundProxy: z
    .string()
    .regex(/^sips?:[!#-+.-;=@-~-]{1,200}$/)
    .nullable()
    .default(null),
  /** What we write in Contact and SDP when a NAT stands between; null: our own address. */
  publicAddress: z.union([z.ipv4(), z.ipv6()]).nullable().default(null),
  /** Addresses beside those of the host from which the carrier sends us requests; all others are dropped. */
  peers: z
    .array(z.union([z.ipv4(), z.ipv6()]))
    .max(peersMax)
    .default([]),
  tls: tls.prefault({}),
})

const signalling = z.strictObject({
  /** Seconds between REGISTERs; null: the carrier knows our address. */
  registerEveryS: z.number().int().min(60).max(86_400).nullable().default(null),
  /** Seconds between OPTIONS; 0: none are sent. */
  optionsEveryS: z.number().int().min(0).max(3600).default(30),
  /** RFC 4028; null: not offered. */
  sessionExpiresS: z.number().int().min(sessionSecondsMin).max(86_400).nullable().default(null),
  /** RFC 3262. */
  reliableProvisional: z.enum(['off', 'supported', 'required']).default('supported'),
  redirectsMax: z.number().int().min(0).max(5).default(3),
  /** Hosts beside the trunk's own to which a call may be redirected. */
  redirectHosts: z.array(host).max(redirectHostsMax).default([]),
})

/** When the trunk is taken for ill; over the last `callsJudged` calls. */
const health = z.strictObject({
  callsJudged: z.number().int().min(20).max(10_000).default(200),
  /** Of calls that reached the network: fewer answered than this and the trunk stops (0: never). */
  answerShareMin: z.number().min(0).max(1).default(0),
  /** Of all calls: more ended by the carrier's own fault than this and the trunk stops. */
  faultShareMax: z.number().min(0.01).max(1).default(0.5),
})

export const trunkProfileSchema = z
  .strictObject({
    network: network.prefault({}),
    numbers: numbers.prefault({}),
    identity: identity.prefault({}),
    signalling: signalling.prefault({}),
    media: media.prefault({}),
    health: health.prefault({}),
  })
  .meta({ id: 'TrunkProfile' })

export type TrunkProfile = z.output<typeof trunkProfileSchema>
export type NumberFormat = (typeof numberFormats)[number]
export type SipTransport = (typeof sipTransports)[number]

export const plainProfile: TrunkProfile = trunkProfileSchema.parse({})
