/**
 * The line that is rung back, inside the server: its desk, and a telephony of its own for the real trunks that can
 * reach us while nothing is called: those we register with, and, where a port for SIP is set, all others. Runs put
 * their telephonies to the same desk. Trunks are looked at again from time to time.
 */
import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { realClock } from '../base/clock.ts'
import type { AttemptId } from '../base/ids.ts'
import { maskNumbersIn } from '../base/redact.ts'
import { type Ms, seconds } from '../base/units.ts'
import type { Trunk } from '../call/trunk.ts'
import { realTimer } from '../runner/timer.ts'
import type { Database } from '../store/database.ts'
import type { ObjectionJournal } from '../store/objectionJournal.ts'
import { withOwnPool } from '../store/ownPool.ts'
import { postgresStore } from '../store/postgres/postgresStore.ts'
import { ringBackStore } from '../store/postgres/ringBack.ts'
import { sealedObjection } from '../store/ringBackJournal.ts'
import type { Store } from '../store/store.ts'
import { openTelephony, type SipTelephony } from '../telephony/telephony.ts'
import { openTrunkMedia, type TrunkMediaSetting } from '../telephony/trunkMedia.ts'
import { openRingBackDesk, type RingBackDesk } from './ringBackDesk.ts'
import { loadRingBackVoices } from './ringBackSounds.ts'

/** Callers never wait behind the locks of calls, nor calls behind callers. */
const connectionsMax = 4
/** A trunk that was added, changed or taken away is seen within so long. */
const trunksLookedAtEvery: Ms = seconds(15)

export interface RingBackSetting extends TrunkMediaSetting {
  readonly system: Database
  readonly journal?: ObjectionJournal
  readonly version: string
  /** Where carriers reach us that we do not register with; absent: they cannot. */
  readonly sipPort?: number
  readonly log: (line: string) => void
}

export interface RingBackLines {
  readonly desk: RingBackDesk
  close(): Promise<void>
}

export async function openRingBackLines(setting: RingBackSetting): Promise<RingBackLines> {
  const { system, journal, log } = setting
  const database = withOwnPool(system, connectionsMax)
  const store = postgresStore(database, 'server')
  const ringBacks = ringBackStore(database)
  const desk = openRingBackDesk({
    ...{ store: ringBacks, timer: realTimer, log, newAttemptId, ...(journal && { journal }) },
    seal: (objection) => sealedObjection(database.numberKey, objection),
    lookup: {
      lookUp: ringBacks.lookUp,
      campaign: (id) => store.campaign(id),
      isKilled: async (hash) => (await store.messageKill(hash)) !== null,
      clip: (id) => store.clip(id),
      voices: await loadRingBackVoices(),
    },
  })
  const ending = new AbortController()
  const listening = listen(setting, store, desk, ending.signal)
  return {
    desk,
    async close() {
      ending.abort()
      await desk.close()
      await listening
      await store.close()
      await database.close()
    },
  }
}

/** Opens, changes and closes the line of trunks, until told to end. */
async function listen(
  setting: RingBackSetting,
  store: Pick<Store, 'trunks'>,
  desk: RingBackDesk,
  ending: AbortSignal,
): Promise<void> {
  let open = null as { readonly of: string; readonly telephony: SipTelephony } | null
  const trouble = (error: unknown): void =>
    setting.log(`nobody can ring back: ${maskNumbersIn(String(error))}`)
  while (!ending.aborted) {
    try {
      const trunks = (await store.trunks()).filter((trunk) => canReachUs(trunk, setting.sipPort))
      const of = JSON.stringify(trunks)
      // Who talks is not hung up because a trunk was changed: the next look is soon.
      if (open?.of !== of && desk.callsUp() === 0) {
        await open?.telephony.close()
        open = null
        if (trunks.length > 0) open = { of, telephony: await openLine(setting, trunks, desk) }
      }
    } catch (error) {
      trouble(error)
    }
    await pause(trunksLookedAtEvery, undefined, { signal: ending }).catch(() => undefined)
  }
  await open?.telephony.close().catch(trouble)
}

export const canReachUs = ({ kind, profile }: Trunk, sipPort: number | undefined): boolean => {
  const { incomingCalls, registerEveryS } = profile.signalling
  return kind === 'real' && incomingCalls > 0 && (registerEveryS !== null || sipPort !== undefined)
}

async function openLine(
  setting: RingBackSetting,
  trunks: readonly Trunk[],
  desk: RingBackDesk,
): Promise<SipTelephony> {
  const { version, sipPort = 0, log } = setting
  const telephony = await openTelephony({
    ...{ trunks, version, clock: realClock, port: sipPort, newAttemptId, log },
    media: await openTrunkMedia(trunks, setting, log),
  })
  desk.attach({ telephony, clock: realClock, trunks: trunks.map(lineOfTrunk) })
  return telephony
}

export const newAttemptId = (): AttemptId => randomUUID() as string as AttemptId

export const lineOfTrunk = ({ id, profile }: Pick<Trunk, 'id' | 'profile'>) => ({
  id,
  incomingCalls: profile.signalling.incomingCalls,
})
