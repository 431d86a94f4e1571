/**
 * How one carrier wants to be spoken to: rows, never branches in code. Stored as JSON beside the trunk;
 * what is absent takes the default written here, so `{}` is a plain UDP trunk that wants E.164.
 * docs/trunk-profile.md is made of the words that stand beside each row.
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
/** As many as telephony has legs for callers (incomingLegsMax of telephony/incomingCalls.ts). */
const incomingCallsMax = 3000

/** What exchanges take for "hide my number" (ETSI EN 300 092): anywhere, in France, in North America. */
const hidingCodes = ['#31#', '3651', '*67']

const numberFormat = z.enum(numberFormats)
const host = z.string().regex(/^(\[[0-9a-fA-F:.]+\]|[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?)$/)
const pem = z.string().max(pemMax).nullable().default(null)

const tls = z.strictObject({
  ca: pem.describe('Whom we trust; null: the authorities of this machine.'),
  certificate: pem.describe('Ours, for carriers that want to know us (mutual TLS).'),
  privateKey: pem.describe('Of our certificate; never shown again.'),
  serverName: host
    .nullable()
    .default(null)
    .describe('The name in the carrier’s certificate when it is not the host (RFC 5922 §7.2).'),
})

const numbers = z.strictObject({
  called: numberFormat.default('e164').describe('How the called number is written.'),
  shown: numberFormat.default('e164').describe('How the number shown is written.'),
  prefix: z
    .string()
    .regex(/^[0-9*#]{0,16}$/)
    .refine(
      (prefix) => !hidingCodes.some((code) => prefix.includes(code)),
      'This prefix hides the number that calls: nobody is called by a hidden number.',
    )
    .default('')
    .describe('Dialled before the called number (`9`, an account code).'),
  userPhone: z.boolean().default(false).describe('`;user=phone` (RFC 3261 §19.1.1).'),
  country: z
    .string()
    .regex(/^[1-9][0-9]{0,2}$/)
    .default('33')
    .describe('Country code whose plan `national` means; +33 has the overseas codes with it.'),
  nationalPrefix: z
    .string()
    .regex(/^[0-9]{0,2}$/)
    .default('0')
    .describe('Before a national number: 0 in France, nothing in North America.'),
})

const identityRows = z.strictObject({
  header: z
    .enum(['none', 'pAssertedIdentity', 'pPreferredIdentity'])
    .default('none')
    .describe('RFC 3325: in which header the number shown is asserted, beside From.'),
  domain: host
    .nullable()
    .default(null)
    .describe('Host of From and of the identity; null: the trunk’s.'),
  fromIsUser: z
    .boolean()
    .default(false)
    .describe(
      'Some carriers want their account in From and the number in the identity header only.',
    ),
  sayPrivacyNone: z
    .boolean()
    .default(false)
    .describe('`Privacy: none` said in so many words (RFC 3323 §4.2). We never ask to be hidden.'),
})
const identity = identityRows.refine(
  ({ fromIsUser, header }) => !fromIsUser || header !== 'none',
  'With the account in From, the number shown must stand in an identity header: nobody is called by a hidden number.',
)

const media = z.strictObject({
  ports: z
    .enum(['perCall', 'shared'])
    .default('perCall')
    .describe(
      'A local RTP port a call, or few that all calls share: cheaper, for carriers that send from one address a call.',
    ),
  protection: z
    .enum(['none', 'sdes'])
    .default('none')
    .describe('`sdes`: RTP/SAVP with RFC 4568 keys, and nothing else.'),
  keys: z
    .enum(['events', 'inBand', 'both'])
    .default('events')
    .describe('How people’s keys come: RFC 4733 events, tones in the sound, or whichever comes.'),
  engine: z
    .enum(['embedded', 'rtpengine'])
    .default('embedded')
    .describe(
      'Who carries the sound: this program, or the rtpengine that PORTEVOIX_RTPENGINE names ' +
        '(which tells no machine from a person: no voicemail is left on its trunks).',
    ),
})

const network = z.strictObject({
  transport: z
    .enum(sipTransports)
    .default('udp')
    .describe('How SIP travels; a request too long for UDP goes over TCP.'),
  srv: z
    .boolean()
    .default(true)
    .describe('RFC 3263: look for NAPTR and SRV when the host is a name and no port is said.'),
  outboundProxy: z
    .string()
    .regex(/^sips?:[!#-+.-;=@-~-]{1,200}$/)
    .nullable()
    .default(null)
    .describe(
      'Loose-routed before the host (RFC 3261 §16.12): `sip:proxy.example:5060;transport=tcp`.',
    ),
  publicAddress: z
    .union([z.ipv4(), z.ipv6()])
    .nullable()
    .default(null)
    .describe('What we write in Contact and SDP when a NAT stands between; null: our own address.'),
  peers: z
    .array(z.union([z.ipv4(), z.ipv6()]))
    .max(peersMax)
    .default([])
    .describe(
      'Addresses beside those of the host from which the carrier sends us requests; all others are dropped.',
    ),
  tls: tls.prefault({}),
})

const signalling = z.strictObject({
  registerEveryS: z
    .number()
    .int()
    .min(60)
    .max(86_400)
    .nullable()
    .default(null)
    .describe('Seconds between REGISTERs; null: the carrier knows our address.'),
  optionsEveryS: z
    .number()
    .int()
    .min(0)
    .max(3600)
    .default(30)
    .describe('Seconds between OPTIONS; 0: none are sent.'),
  sessionExpiresS: z
    .number()
    .int()
    .min(sessionSecondsMin)
    .max(86_400)
    .nullable()
    .default(null)
    .describe('RFC 4028; null: not offered.'),
  reliableProvisional: z
    .enum(['off', 'supported', 'required'])
    .default('supported')
    .describe('RFC 3262.'),
  redirectsMax: z
    .number()
    .int()
    .min(0)
    .max(5)
    .default(3)
    .describe('How many 3xx a call follows, to the same number only; 0: none.'),
  redirectHosts: z
    .array(host)
    .max(redirectHostsMax)
    .default([])
    .describe('Hosts beside the trunk’s own to which a call may be redirected.'),
  incomingCalls: z
    .number()
    .int()
    .min(0)
    .max(incomingCallsMax)
    .default(30)
    .describe(
      'Calls that ring us at once, counted apart from those we place; one more hears the engaged tone. 0: none.',
    ),
})

/** How it is told who answers, where this carrier's calls differ from those of its country (call/amdSettings.ts). */
const answerers = z.strictObject({
  machineConfidence: z
    .number()
    .min(0.9)
    .max(0.99)
    .nullable()
    .default(null)
    .describe('How sure one must be to call something a machine; null: as in the country.'),
  decideWithinMs: z
    .number()
    .int()
    .min(2000)
    .max(30_000)
    .nullable()
    .default(null)
    .describe('Milliseconds until who is not told from a machine is a person.'),
  quietAfterMs: z
    .number()
    .int()
    .min(600)
    .max(5000)
    .nullable()
    .default(null)
    .describe('Milliseconds of silence that end a greeting.'),
  beepMs: z
    .number()
    .int()
    .min(60)
    .max(500)
    .nullable()
    .default(null)
    .describe('Milliseconds: a shorter tone is no beep.'),
})

/** When the trunk is taken for ill; over the last `callsJudged` calls. */
const health = z.strictObject({
  callsJudged: z
    .number()
    .int()
    .min(20)
    .max(10_000)
    .default(200)
    .describe('The trunk is judged by its last calls: so many.'),
  answerShareMin: z
    .number()
    .min(0)
    .max(1)
    .default(0)
    .describe(
      'Of calls that reached the network: fewer answered than this and the trunk stops (0: never).',
    ),
  faultShareMax: z
    .number()
    .min(0.01)
    .max(1)
    .default(0.5)
    .describe('Of all calls: more ended by the carrier’s own fault than this and the trunk stops.'),
})

export const trunkProfileSchema = z
  .strictObject({
    network: network.prefault({}),
    numbers: numbers.prefault({}),
    identity: identity.prefault({}),
    signalling: signalling.prefault({}),
    media: media.prefault({}),
    answerers: answerers.prefault({}),
    health: health.prefault({}),
  })
  .meta({ id: 'TrunkProfile' })

export type TrunkProfile = z.output<typeof trunkProfileSchema>
export type NumberFormat = (typeof numberFormats)[number]
export type SipTransport = (typeof sipTransports)[number]

export const plainProfile: TrunkProfile = trunkProfileSchema.parse({})
