/**
 * The core of `portevoix call`: one call to try a trunk. It sends nothing but the call itself, plays the
 * recording once after the answer, notes the keys, and hangs up.
 */
import { randomUUID } from 'node:crypto'
import type { Clock } from '../base/clock.ts'
import type { DtmfKey } from '../base/dtmf.ts'
import { Failure } from '../base/failure.ts'
import type { AttemptId, TrunkId } from '../base/ids.ts'
import { between, type E164, hours, type MonoMs, type Ms, ms } from '../base/units.ts'
import type { Outcome } from '../call/outcome.ts'
import type { CallEvent, RtpStats } from '../call/telephony.ts'
import { plainTrunk, type Trunk } from '../call/trunk.ts'
import { type SipTransport, sipTransports, type TrunkProfile } from '../call/trunkProfile.ts'
import type { Clip } from '../campaign/voiceMessage.ts'
import { decideTrunkTest, type LawfulCall } from '../law/decide.ts'
import type { BaseTimers } from '../sip/transaction/timers.ts'
import { isLoopback, parseUri, type SipUri } from '../sip/uri.ts'
import type { MediaEngine } from './mediaEngine.ts'
import { openTelephony, type SipTelephony } from './telephony.ts'

export interface TrunkTestOptions {
  /** sip:NUMBER@HOST:PORT as it will be dialled. */
  readonly uri: string
  /** The account to call over, in its own way of writing numbers; absent: the URI says it all. */
  readonly trunk?: Trunk
  /** NUMBER, read as a telephone number. */
  readonly number: E164
  readonly message: Clip
  readonly user?: string
  readonly password?: string
  readonly callerId: E164
  readonly ringTimeoutMs: Ms
  /** Absent: silence from the phone never ends the test. */
  readonly mediaTimeoutMs?: Ms
  /** Phones declared as the organisation's own. */
  readonly ownPhones: readonly E164[]
  /** Owned from now on: closed at the end. */
  readonly media: MediaEngine
  readonly clock: Clock
  readonly version: string
  /** Base timers of RFC 3261; tests shorten them. */
  readonly timers?: BaseTimers
  readonly log?: (line: string) => void
}

export interface TrunkTestResult {
  readonly outcome: Outcome
  readonly sipStatus: number | null
  readonly keys: readonly DtmfKey[]
  /** From the INVITE to our ACK. */
  readonly answeredMs: number | null
  /** From our ACK to the first packet of the message. */
  readonly firstAudioMs: number | null
  /** From our ACK to the end. */
  readonly talkMs: number | null
  readonly rtp: RtpStats
  /** Why the account is not registered, where the trunk wants it; the call was then held. */
  readonly notRegistered: { readonly is: 'refused' | 'lost'; readonly why: string } | null
}

/** After the last packet of the message: a late key, and RTP still on its way. */
export const tailMs: Ms = ms(500)
/** For the reply to our CANCEL; `close` then waits a little more, and gives the leg up. */
export const afterCancelMs: Ms = ms(1000)
/** A message longer than this is no test. */
const neverMs: Ms = hours(1)

export async function runTrunkTest(options: TrunkTestOptions): Promise<TrunkTestResult> {
  const uri = parseUri(options.uri)
  const transport = uri?.scheme === 'sip' ? transportIn(uri) : undefined
  if (uri?.scheme !== 'sip' || uri.user === '' || !transport) {
    await options.media.close()
    throw new Failure(
      'usage',
      'Give the phone as sip:NUMBER@HOST or sip:NUMBER@HOST:PORT, with ;transport=tcp or tls when it is not UDP.',
    )
  }
  const telephony = await openTelephony({
    trunks: [trunkOf(uri, transport, options)],
    media: options.media,
    clock: options.clock,
    version: options.version,
    ...(options.trunk ? {} : { dialled: uri.user }),
    ...(options.timers ? { timers: options.timers } : {}),
    ...(options.log ? { log: options.log } : {}),
  }).catch(async (error: unknown) => {
    await options.media.close()
    throw error
  })
  try {
    await telephony.loadClip(options.message)
    // Decided last, so that the proof does not age while sockets and threads are opened.
    return await call(telephony, proofOf(uri, options), options)
  } finally {
    await telephony.close()
  }
}

const loopbackOf = (uri: SipUri): boolean => isLoopback(uri.host)

/** One call, and nothing beside it but the registration it needs. */
const withoutOptions = (profile: TrunkProfile): TrunkProfile => ({
  ...profile,
  signalling: { ...profile.signalling, optionsEveryS: 0 },
})

function trunkOf(
  uri: SipUri,
  transport: SipTransport,
  { trunk, user, password, callerId }: TrunkTestOptions,
): Trunk {
  if (trunk) return { ...trunk, callerIds: [callerId], profile: withoutOptions(trunk.profile) }
  return {
    id: 'trunkTest' as TrunkId,
    kind: loopbackOf(uri) ? 'practice' : 'real',
    host: uri.host,
    port: uri.port ?? 5060,
    ...(user === undefined ? {} : { user }),
    ...(password === undefined ? {} : { password }),
    callsPerSecond: 1,
    concurrentCalls: 1,
    ...plainTrunk,
    profile: withoutOptions(over(transport, plainTrunk.profile)),
    callerIds: [callerId],
  }
}

const over = (transport: SipTransport, profile: TrunkProfile): TrunkProfile => ({
  ...profile,
  network: { ...profile.network, transport },
})

/** RFC 3261 §19.1.1: `;transport=tcp`. undefined: one we do not speak. */
function transportIn(uri: SipUri): SipTransport | undefined {
  const said = uri.params.get('transport')?.toLowerCase() ?? 'udp'
  return sipTransports.find((each) => each === said)
}

function proofOf(
  uri: SipUri,
  { number, callerId, ownPhones, clock }: TrunkTestOptions,
): LawfulCall {
  const loopback = loopbackOf(uri)
  const trunkKind = loopback ? 'practice' : 'real'
  const decision = decideTrunkTest({
    now: clock.epoch(),
    number,
    trunkKind,
    loopback,
    ownPhones,
    callerId,
  })
  if (decision.lawful) return decision.lawful
  const [refusal] = decision.verdict.refusals
  throw new Failure('refused', refusal?.reason.en ?? 'This call is not allowed.', {
    fr: refusal?.reason.fr ?? 'Cet appel n’est pas permis.',
    ...(refusal ? { measured: refusal.measured, limit: refusal.limit } : {}),
  })
}

/** What the test saw, and the timers it holds. */
interface Progress {
  readonly placedAt: MonoMs
  readonly keys: DtmfKey[]
  answeredAt: MonoMs | undefined
  firstAudioMs: number | undefined
  isHeard: boolean
  isUnanswered: boolean
  notRegistered: TrunkTestResult['notRegistered']
}

function call(
  telephony: SipTelephony,
  lawful: LawfulCall,
  { message, clock, ringTimeoutMs, mediaTimeoutMs = neverMs }: TrunkTestOptions,
): Promise<TrunkTestResult> {
  const attempt = randomUUID() as string as AttemptId
  const progress: Progress = {
    placedAt: clock.mono(),
    keys: [],
    answeredAt: undefined,
    firstAudioMs: undefined,
    isHeard: false,
    isUnanswered: false,
    notRegistered: null,
  }
  telephony.onTrunkSign((sign) => {
    if (sign.is === 'registered') progress.notRegistered = null
    else if (sign.is === 'refused' || sign.is === 'lost') {
      progress.notRegistered = { is: sign.is, why: sign.why }
    }
  })
  return new Promise((resolve) => {
    let timer = setTimeout(() => {
      progress.isUnanswered = true
      telephony.hangUp(attempt)
      // A network that never replied holds the leg until timer B; a test does not wait for that.
      timer = setTimeout(() => void telephony.close(), afterCancelMs)
    }, ringTimeoutMs)
    telephony.onEvent((event) => {
      note(progress, event)
      if (event.is === 'answered') {
        clearTimeout(timer)
        telephony.play(attempt, message.id)
      } else if (event.is === 'playEnded') {
        timer = setTimeout(() => telephony.hangUp(attempt), tailMs)
      } else if (event.is === 'ended') {
        clearTimeout(timer)
        resolve(resultOf(progress, event))
      }
    })
    telephony.place({ attempt, lawful, mediaTimeoutMs })
  })
}

function note(progress: Progress, event: CallEvent): void {
  if (event.is === 'answered') progress.answeredAt = event.at
  else if (event.is === 'firstAudio') progress.firstAudioMs = event.sinceAckMs
  else if (event.is === 'key') progress.keys.push(event.key)
  else if (event.is === 'playEnded') progress.isHeard = true
}

function resultOf(progress: Progress, ended: Extract<CallEvent, { is: 'ended' }>): TrunkTestResult {
  const { placedAt, answeredAt, firstAudioMs, keys } = progress
  const isAnswered = answeredAt !== undefined
  return {
    outcome: outcomeOf(progress, ended),
    sipStatus: ended.sipStatus ?? (isAnswered ? 200 : null),
    keys,
    answeredMs: isAnswered ? tenths(between(placedAt, answeredAt)) : null,
    firstAudioMs: firstAudioMs === undefined ? null : tenths(firstAudioMs),
    talkMs: isAnswered ? tenths(between(answeredAt, ended.at)) : null,
    rtp: ended.rtp,
    notRegistered: progress.notRegistered,
  }
}

function outcomeOf(
  { isHeard, isUnanswered }: Progress,
  ended: Extract<CallEvent, { is: 'ended' }>,
): Outcome {
  switch (ended.by) {
    case 'refused':
      return ended.outcome ?? 'carrierFault'
    case 'internalError':
      return 'internalError'
    case 'mediaTimeout':
      return isHeard ? 'heardToEnd' : 'mediaLost'
    case 'callee':
      return isHeard ? 'heardToEnd' : 'heardPart'
    case 'us':
      if (isUnanswered) return 'noAnswer'
      return isHeard ? 'heardToEnd' : 'stopped'
  }
}

const tenths = (value: number): number => Math.round(value * 10) / 10
