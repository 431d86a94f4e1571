/**
 * People who missed a call, or found a voicemail, and ring the number that was shown: who does, after how long, from
 * which phone, and what they press. Drawn from the seed like all they do, and lived by a pure machine; it goes by the
 * clock, as whoever is rung says what it likes.
 *
 *  waiting ─afterMs/invite→ ringing ─200→ talking ─their acts in turn, the last one hangs up→ over
 *                              │ refused │ ringsMs/cancel        └─ hung up by the far end ──→ over
 */
import { unreachable } from '../../base/assert.ts'
import { type DtmfKey, dtmfKeys } from '../../base/dtmf.ts'
import type { ClipId } from '../../base/ids.ts'
import { type Random, randomFrom, seedOf } from '../../base/random.ts'
import {
  after,
  between,
  type Deadline,
  type E164,
  type MonoMs,
  type Ms,
  ms,
} from '../../base/units.ts'
import type { Span } from './manners.ts'
import type { PersonRecord } from './personCall.ts'

interface RingBackFacts {
  readonly share: number
  readonly phone: 'own' | 'another' | 'hidden'
  /** `#`: the number that was called, typed. */
  readonly presses: readonly (DtmfKey | 'number')[]
  readonly meaning: string
}

// biome-ignore format: one row a way, read as a table
export const ringBackWays = {
  hears: { share: 40, phone: 'own', presses: [], meaning: 'listens and presses nothing' },
  chooses: { share: 20, phone: 'own', presses: ['1'], meaning: 'presses 1, as the message said' },
  asksSource: { share: 10, phone: 'own', presses: ['8'], meaning: 'asks where its number comes from' },
  objects: { share: 15, phone: 'own', presses: ['9'], meaning: 'objects' },
  hidden: { share: 5, phone: 'hidden', presses: [], meaning: 'hides its number and presses nothing' },
  hiddenObjects: { share: 4, phone: 'hidden', presses: ['number', '#', '9'], meaning: 'hides its number, types the one that was called, objects' },
  otherPhone: { share: 4, phone: 'another', presses: ['number', '#'], meaning: 'rings from another phone, types the number that was called' },
  otherPhoneObjects: { share: 2, phone: 'another', presses: ['number', '#', '9'], meaning: 'the same, and objects' },
} as const satisfies Record<string, RingBackFacts>

export type RingBackWay = keyof typeof ringBackWays
export const ringBackWayNames = Object.keys(ringBackWays) as RingBackWay[]

export interface RingBackMix {
  /** Of those who missed a call or found a voicemail: how many ring back, 0 to 1. */
  readonly share: number
  readonly weights: Readonly<Partial<Record<RingBackWay, number>>>
  /** From the end of the call they missed. */
  readonly afterMs: Span
  /** How long they let it ring. */
  readonly ringsMs: Ms
  /** From the answer to the first key, and from key to key. */
  readonly thinkMs: Span
  readonly betweenKeysMs: Span
  /** From the last key, or the answer, to hanging up. */
  readonly staysMs: Span
}

type Act = { readonly is: 'press'; readonly key: DtmfKey } | { readonly is: 'hangUp' }

export interface RingBackPlan {
  readonly way: RingBackWay
  readonly afterMs: Ms
  readonly ringsMs: Ms
  /** null: hidden. */
  readonly from: E164 | null
  /** In their order, each so long after the answer; the last one hangs up. */
  readonly acts: readonly { readonly afterMs: Ms; readonly act: Act }[]
}

export interface RingBackRecord {
  /** Who was called. */
  readonly number: E164
  /** What the INVITE shows as theirs. */
  readonly from: E164 | null
  /** The number they rang. */
  readonly rang: E164
  readonly way: RingBackWay
  readonly invitedAt?: MonoMs
  /** Final, whoever sent it. */
  readonly sipStatus?: number
  readonly answeredAt?: MonoMs
  readonly heard: readonly { readonly clip: ClipId; readonly heardMs: Ms; readonly at: MonoMs }[]
  /** In milliseconds since the answer. */
  readonly keys: readonly { readonly key: DtmfKey; readonly atMs: Ms }[]
  readonly hungUpBy?: 'person' | 'farEnd'
  readonly endedAt?: MonoMs
}

export interface RingBackCall {
  readonly is: 'waiting' | 'ringing' | 'talking' | 'over'
  /** When this state began. */
  readonly since: MonoMs
  readonly plan: RingBackPlan
  /** Acts done. */
  readonly done: number
  readonly record: RingBackRecord
}

export type RingBackInput =
  | { readonly is: 'time' }
  | { readonly is: 'answered' }
  | { readonly is: 'refused'; readonly status: number }
  | { readonly is: 'farEndHungUp' }
  | { readonly is: 'heard'; readonly clip: ClipId; readonly heardMs: Ms; readonly firstAt: MonoMs }

export type RingBackEffect =
  | { readonly is: 'invite' }
  | { readonly is: 'press'; readonly key: DtmfKey }
  /** CANCEL or BYE, whichever it is time for. */
  | { readonly is: 'hangUp' }

/** Did this call leave somebody who might ring back? Rung in vain, or a mailbox that took it. */
export const wasMissed = ({ answered, cancelled, behaviour }: PersonRecord): boolean =>
  answered ? behaviour?.startsWith('voicemail') === true : cancelled

/** undefined: this person does not ring back after that call. */
export function ringBackPlan(
  seed: number,
  { number, attemptIndex }: Pick<PersonRecord, 'number' | 'attemptIndex'>,
  mix: RingBackMix,
): RingBackPlan | undefined {
  const random = randomFrom(seedOf(seed, 'ringBack', number, String(attemptIndex)))
  if (random.next() >= mix.share) return undefined
  const way = drawn(random, mix)
  const { phone, presses }: RingBackFacts = ringBackWays[way]
  const from = (span: Span): Ms => ms(Math.round(span[0] + random.next() * (span[1] - span[0])))
  const afterMs = from(mix.afterMs)
  let at = from(mix.thinkMs)
  const keys = presses.flatMap((key) => (key === 'number' ? nationalDigits(number) : [key]))
  const pressed = keys.map((key) => {
    const act = { afterMs: at, act: { is: 'press', key } } as const
    at = ms(at + from(mix.betweenKeysMs))
    return act
  })
  const hangUp = { afterMs: ms(at + from(mix.staysMs)), act: { is: 'hangUp' } } as const
  const shown = phone === 'own' ? number : phone === 'another' ? anotherPhone(number) : null
  return { way, afterMs, ringsMs: mix.ringsMs, from: shown, acts: [...pressed, hangUp] }
}

function drawn(random: Random, { weights }: RingBackMix): RingBackWay {
  const weighed = ringBackWayNames.map((way) => ({ way, weight: weights[way] ?? 0 }))
  let left = random.next() * weighed.reduce((sum, { weight }) => sum + weight, 0)
  for (const { way, weight } of weighed) {
    left -= weight
    if (left < 0) return way
  }
  return 'hears'
}

/** As people type theirs: 0 and nine digits. */
function nationalDigits(number: E164): DtmfKey[] {
  const national = number.startsWith('+33') ? `0${number.slice(3)}` : `00${number.slice(1)}`
  return [...national].flatMap((digit) => dtmfKeys.find((key) => key === digit) ?? [])
}

/** Fiction ranges are blocks of ten thousand: half a block further is another number of the same. */
function anotherPhone(number: E164): E164 {
  const last = (Number(number.slice(-4)) + 5000) % 10_000
  return `${number.slice(0, -4)}${String(last).padStart(4, '0')}` as E164
}

export const waitingRingBack = (
  plan: RingBackPlan,
  call: Pick<RingBackRecord, 'number' | 'rang'>,
  now: MonoMs,
): RingBackCall => ({
  ...{ is: 'waiting', since: now, plan, done: 0 },
  record: { ...call, from: plan.from, way: plan.way, heard: [], keys: [] },
})

export function ringBackDeadline({ is, since, plan, done }: RingBackCall): Deadline | undefined {
  switch (is) {
    case 'waiting':
      return { at: after(since, plan.afterMs), why: 'afterMs' }
    case 'ringing':
      return { at: after(since, plan.ringsMs), why: 'ringsMs' }
    case 'talking': {
      const next = plan.acts[done]
      return next && { at: after(since, next.afterMs), why: next.act.is }
    }
    case 'over':
      return undefined
    default:
      return unreachable(is)
  }
}

type Next = readonly [RingBackCall, readonly RingBackEffect[]]

export function stepRingBack(call: RingBackCall, input: RingBackInput, now: MonoMs): Next {
  switch (input.is) {
    case 'time': {
      const due = ringBackDeadline(call)
      return due && now >= due.at ? act(call, now) : [call, []]
    }
    case 'answered': {
      if (call.is !== 'ringing') return [call, []]
      const record = { ...call.record, sipStatus: 200, answeredAt: now }
      return [{ ...call, is: 'talking', since: now, record }, []]
    }
    case 'refused':
      if (call.is !== 'ringing') return [call, []]
      return [over(call, { sipStatus: input.status, hungUpBy: 'farEnd' }, now), []]
    case 'farEndHungUp':
      if (call.is !== 'talking') return [call, []]
      return [over(call, { hungUpBy: 'farEnd' }, now), []]
    case 'heard': {
      // What was on its way when they hung up is heard out.
      const part = { clip: input.clip, heardMs: input.heardMs, at: input.firstAt }
      const heard = [...call.record.heard, part]
      return [{ ...call, record: { ...call.record, heard } }, []]
    }
    default:
      return unreachable(input)
  }
}

function act(call: RingBackCall, now: MonoMs): Next {
  const { is, since, plan, done, record } = call
  if (is === 'waiting') {
    const ringing = { ...call, is: 'ringing', since: now } as const
    return [{ ...ringing, record: { ...record, invitedAt: now } }, [{ is: 'invite' }]]
  }
  const next = is === 'talking' ? plan.acts[done]?.act : undefined
  if (next?.is !== 'press') return [over(call, { hungUpBy: 'person' }, now), [{ is: 'hangUp' }]]
  const keys = [...record.keys, { key: next.key, atMs: between(since, now) }]
  return [{ ...call, done: done + 1, record: { ...record, keys } }, [next]]
}

const over = (call: RingBackCall, how: Partial<RingBackRecord>, now: MonoMs): RingBackCall => ({
  ...{ ...call, is: 'over', since: now },
  record: { ...call.record, ...how, endedAt: now },
})
