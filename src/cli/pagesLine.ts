/**
 * The line over which codes are dictated: the trunk that was named, or the practice carrier of this
 * program. What practice phones heard can be read on this machine; with any other carrier it cannot.
 */

import { realClock } from '../base/clock.ts'
import { Failure } from '../base/failure.ts'
import type { TrunkId } from '../base/ids.ts'
import { maskNumber } from '../base/redact.ts'
import type { E164 } from '../base/units.ts'
import type { Telephony } from '../call/telephony.ts'
import { plainTrunk, type Trunk } from '../call/trunk.ts'
import { mediaSettingOf } from '../config.ts'
import { BUILT_IN_PORT, PRACTICE_TRUNK, trunkOf } from '../engine/campaigns.ts'
import { callerIdOf } from '../http/codeCalls.ts'
import { codeHeard, loadVoices, partsOf, type Voices } from '../http/codeVoice.ts'
import type { PracticePhone } from '../http/desk.ts'
import type { Hold } from '../store/store.ts'
import { type PracticeCarrier, startPracticeCarrier } from '../telephony/practice/carrier.ts'
import { demoMix, only } from '../telephony/practice/population.ts'
import { openTelephony } from '../telephony/telephony.ts'
import { openTrunkMedia } from '../telephony/trunkMedia.ts'
import type { Invocation } from './command.ts'
import type { Session } from './session.ts'
import { version } from './version.ts'

export interface CodeLine {
  readonly trunk: Trunk
  readonly callerId: E164
  readonly telephony: Telephony
  readonly voices: Voices
  readonly practice: boolean
  /** Only with the practice carrier of this very program. */
  readonly practicePhone: PracticePhone | null
  /** A code call is over: what its practice phone heard is noted and said on the terminal. */
  onEnded(number: E164): void
  close(): Promise<void>
}

/** A number for automated systems from a block no operator holds. */
const PRACTICE_CALLER_ID = '+33163001234' as E164
const CALLS_PER_SECOND = 2
const CONCURRENT_CALLS = 4

interface LineOptions {
  readonly trunk: string | undefined
  readonly log: (line: string) => void
}

export async function openCodeLine(
  invocation: Invocation,
  { store }: Session,
  { trunk: name, log }: LineOptions,
): Promise<CodeLine> {
  const named = name === undefined ? null : await trunkOf(store, name as TrunkId)
  if (name !== undefined && !named) {
    throw new Failure(
      'notFound',
      `There is no trunk "${name}": \`portevoix trunk list\` shows them.`,
    )
  }
  const voices = await loadVoices()
  const isOwn = !named || (named.kind === 'practice' && named.port === BUILT_IN_PORT)
  const carrier = isOwn ? await ownCarrier(voices, log) : null
  const closing: (() => Promise<unknown>)[] = carrier ? [() => carrier.close()] : []
  const close = async (): Promise<void> => {
    for (const each of closing.splice(0).reverse()) await each()
  }
  try {
    const trunk = carrier ? practiceTrunk(named, carrier) : (named as Trunk)
    // Its calls a second and its lines are counted in the process that calls: one process a trunk.
    const hold = carrier ? null : await heldTrunk(() => store.holdTrunk(trunk.id), trunk)
    if (hold) closing.push(() => hold.release())
    const media = await openTrunkMedia([trunk], mediaSettingOf(invocation.config()), log)
    const telephony = await openTelephony({
      trunks: [trunk],
      media,
      clock: realClock,
      ...(carrier ? { mediaPorts: 'shared' as const } : {}),
      version,
      log,
    }).catch(async (error: unknown) => {
      await media.close()
      throw error
    })
    closing.push(() => telephony.close())
    const phone = carrier ? practicePhones(carrier, voices, log) : null
    return {
      ...{ trunk, telephony, voices, close, callerId: callerIdOf(trunk) },
      practice: trunk.kind === 'practice',
      practicePhone: phone,
      onEnded: (number) => phone?.listen(number),
    }
  } catch (error) {
    await close()
    throw error
  }
}

/** Its people answer, listen, and press nothing: they are the phones of whoever tries the pages. */
const ownCarrier = (voices: Voices, log: (line: string) => void): Promise<PracticeCarrier> =>
  startPracticeCarrier({
    seed: 1,
    mix: only('pressesNothing', demoMix),
    parts: partsOf(voices),
    clips: voices.clips,
    log,
  })

const practiceTrunk = (named: Trunk | null, { host, port }: PracticeCarrier): Trunk => ({
  id: named?.id ?? PRACTICE_TRUNK,
  kind: 'practice',
  ...{ host, port, callsPerSecond: CALLS_PER_SECOND, concurrentCalls: CONCURRENT_CALLS },
  ...plainTrunk,
  callerIds: named?.callerIds.length ? named.callerIds : [PRACTICE_CALLER_ID],
})

async function heldTrunk(take: () => Promise<Hold | null>, { id }: Trunk): Promise<Hold> {
  const hold = await take()
  if (hold) return hold
  throw new Failure(
    'busy',
    `Another process calls over the trunk ${id}: give the pages a trunk of their own.`,
  )
}

interface Phones extends PracticePhone {
  listen(number: E164): void
}

function practicePhones(
  carrier: PracticeCarrier,
  voices: Voices,
  log: (line: string) => void,
): Phones {
  const heard = async (number: E164): Promise<string> => {
    const calls = (await carrier.records()).filter((record) => record.number === number)
    return codeHeard(calls.at(-1)?.heard.map(({ clip }) => clip) ?? [], voices)
  }
  const say = async (number: E164): Promise<void> => {
    const code = await heard(number)
    if (code !== '') {
      log(`practice phone ${maskNumber(number)} heard the code ${[...code].join(' ')}`)
    }
  }
  return {
    heard,
    listen: (number) => {
      say(number).catch((error: unknown) => log(`a practice phone was not read: ${String(error)}`))
    },
  }
}
