/**
 * Calls in browsers, for the API: so many at once, none longer than it may be, each ended when its page is
 * gone. What happens in a call is kept until its page has read it, and for a while after its end.
 */
import { randomUUID } from 'node:crypto'
import type { DtmfKey } from '../../base/dtmf.ts'
import { Failure } from '../../base/failure.ts'
import type { AttemptId, CampaignId } from '../../base/ids.ts'
import { after, type MonoMs, type Ms, minutes, seconds } from '../../base/units.ts'
import type { EndReason, HeardVersion, ListenEvent } from '../../call/listening.ts'
import type { Menu } from '../../campaign/campaign.ts'
import type { Clip } from '../../campaign/voiceMessage.ts'
import type { Alarm } from '../wakeUps.ts'
import { type BrowserPhones, browserPhones, type OpenPeer } from './browserPhones.ts'
import { ListenCall } from './listenCall.ts'
import type { Lateness } from './pacedSound.ts'

/** Calls of one organisation at once, and of all. */
export const callsOfOneMax = 5
export const callsMax = 20
/** From ring to end, whatever the recordings last. */
export const longestCallMs: Ms = minutes(15)
/** ICE and DTLS take a tenth of a second; later than this they will not come. */
export const connectWithinMs: Ms = seconds(10)
/** A call whose events nobody reads has nobody at its other end. */
export const lonelyAfterMs: Ms = seconds(15)
/** An ended call is still told of for so long. */
export const keptAfterEndMs: Ms = minutes(1)
/** A call has some dozens; keys beyond this are no longer told. */
export const eventsKeptMax = 500

export interface ListenRequest {
  readonly organisation: number
  readonly campaign: CampaignId
  readonly version: HeardVersion
  readonly clips: readonly Clip[]
  readonly settings: { readonly menu: Menu; readonly ringTimeoutMs: Ms; readonly maxTalkMs: Ms }
  /** The browser's SDP; null: its page plays the sound by itself. */
  readonly offer: string | null
  /** Where the browser found us. */
  readonly address: string
}

export interface ToldEvent {
  readonly id: number
  readonly event: ListenEvent
}

export interface Following {
  readonly past: readonly ToldEvent[]
  end(): void
}

export interface ListenDesk {
  /** The phone rings; resolves when the browser can connect. */
  ring(
    request: ListenRequest,
  ): Promise<{ readonly call: string; readonly sdpAnswer: string | null }>
  /** Whose message is heard now. */
  answer(organisation: number, call: string): CampaignId
  press(organisation: number, call: string, key: DtmfKey): void
  /** Refuses before the answer, hangs up after. */
  leave(organisation: number, call: string): void
  follow(
    organisation: number,
    call: string,
    afterId: number,
    onEvent: (told: ToldEvent) => void,
  ): Following
  clip(organisation: number, call: string, clip: string): Clip
  lateness(call: string): Lateness | undefined
  readonly count: number
  close(): Promise<void>
}

interface Kept {
  readonly organisation: number
  readonly campaign: CampaignId
  readonly clips: ReadonlyMap<string, Clip>
  readonly call: ListenCall
  readonly needsConnection: boolean
  readonly told: ToldEvent[]
  readonly followers: Set<(told: ToldEvent) => void>
  readonly timers: Set<() => void>
  lonely: (() => void) | undefined
  isConnected: boolean
  isTaken: boolean
}

export interface ListenDeskOptions {
  readonly now: () => MonoMs
  readonly alarm: Alarm
  readonly openPeer?: OpenPeer
}

export function openListenDesk(options: ListenDeskOptions): ListenDesk {
  return new Desk(options)
}

class Desk implements ListenDesk {
  readonly #options: ListenDeskOptions
  readonly #phones: BrowserPhones
  readonly #calls = new Map<string, Kept>()
  /** Being connected: they count, and cannot be told of yet. */
  readonly #opening = new Map<number, number>()

  constructor(options: ListenDeskOptions) {
    this.#options = options
    this.#phones = browserPhones(options)
    this.#phones.onEvent((event) => this.#calls.get(event.attempt)?.call.take(event))
  }

  get count(): number {
    return [...this.#calls.values()].filter(({ call }) => !call.isOver).length
  }

  async ring(request: ListenRequest) {
    const { organisation, offer, address } = request
    this.#refuseTooMany(organisation)
    const call = randomUUID()
    const attempt = call as string as AttemptId
    this.#opening.set(organisation, (this.#opening.get(organisation) ?? 0) + 1)
    try {
      const onConnected = (): void => this.#connected(call)
      const phone = { offer, address, onConnected, clips: request.clips }
      const sdpAnswer = await this.#phones.open(attempt, phone)
      this.#keep(call, request)
      return { call, sdpAnswer }
    } finally {
      this.#opening.set(organisation, (this.#opening.get(organisation) ?? 1) - 1)
    }
  }

  answer(organisation: number, id: string): CampaignId {
    const kept = this.#of(organisation, id)
    kept.isTaken = true
    // Before they are connected nothing of the first words would be heard.
    if (kept.isConnected) this.#phones.answer(id as AttemptId)
    return kept.campaign
  }

  press(organisation: number, id: string, key: DtmfKey): void {
    const kept = this.#of(organisation, id)
    if (kept.told.length < eventsKeptMax) this.#phones.press(id as AttemptId, key)
  }

  leave(organisation: number, id: string): void {
    this.#hangUp(id, this.#of(organisation, id), 'hungUp')
  }

  follow(organisation: number, id: string, afterId: number, onEvent: (told: ToldEvent) => void) {
    const kept = this.#of(organisation, id)
    kept.followers.add(onEvent)
    kept.lonely?.()
    kept.lonely = undefined
    return {
      past: kept.told.filter((told) => told.id > afterId),
      end: () => {
        kept.followers.delete(onEvent)
        if (kept.followers.size === 0 && !kept.call.isOver) this.#waitForReader(id, kept)
      },
    }
  }

  clip(organisation: number, id: string, clip: string): Clip {
    const found = this.#of(organisation, id).clips.get(clip)
    if (found) return found
    throw new Failure('notFound', 'This call plays no such recording.', {
      fr: 'Cet appel ne joue pas cet enregistrement.',
    })
  }

  lateness(id: string): Lateness | undefined {
    return this.#phones.lateness(id as AttemptId)
  }

  async close(): Promise<void> {
    await this.#phones.close()
    for (const [id, kept] of [...this.#calls]) this.#forget(id, kept)
  }

  #keep(id: string, request: ListenRequest): void {
    const { organisation, campaign, version, clips, settings, offer } = request
    const { now, alarm } = this.#options
    const kept: Kept = {
      ...{ organisation, campaign, clips: new Map(clips.map((clip) => [clip.id, clip])) },
      needsConnection: offer !== null,
      call: new ListenCall({
        ...{ attempt: id as AttemptId, version, settings, phone: this.#phones, now, alarm },
        tell: (event) => this.#tell(id, kept, event),
      }),
      ...{ told: [], followers: new Set(), timers: new Set(), lonely: undefined },
      ...{ isConnected: offer === null, isTaken: false },
    }
    this.#calls.set(id, kept)
    this.#wait(kept, longestCallMs, () => this.#hangUp(id, kept, 'tooLong'))
    if (kept.needsConnection) {
      this.#wait(kept, connectWithinMs, () => {
        if (!kept.isConnected) this.#hangUp(id, kept, 'noConnection')
      })
    }
    this.#waitForReader(id, kept)
    kept.call.start()
  }

  #connected(id: string): void {
    const kept = this.#calls.get(id)
    if (!kept || kept.isConnected) return
    kept.isConnected = true
    this.#tell(id, kept, { is: 'connected' })
    if (kept.isTaken) this.#phones.answer(id as AttemptId)
  }

  #hangUp(id: string, kept: Kept, why: EndReason): void {
    const wasAnswered = kept.told.some(({ event }) => event.is === 'answered')
    kept.call.because(why === 'hungUp' && !wasAnswered ? 'refused' : why)
    this.#phones.refuse(id as AttemptId)
  }

  #tell(id: string, kept: Kept, event: ListenEvent): void {
    const told = { id: (kept.told.at(-1)?.id ?? 0) + 1, event }
    kept.told.push(told)
    for (const follower of [...kept.followers]) follower(told)
    if (event.is !== 'ended') return
    for (const callOff of kept.timers) callOff()
    kept.timers.clear()
    this.#wait(kept, keptAfterEndMs, () => this.#forget(id, kept))
  }

  #forget(id: string, kept: Kept): void {
    for (const callOff of kept.timers) callOff()
    kept.lonely?.()
    kept.followers.clear()
    this.#calls.delete(id)
  }

  #waitForReader(id: string, kept: Kept): void {
    kept.lonely?.()
    const at = after(this.#options.now(), lonelyAfterMs)
    kept.lonely = this.#options.alarm(at, () => {
      kept.lonely = undefined
      if (!kept.call.isOver) this.#hangUp(id, kept, 'hungUp')
    })
  }

  #wait(kept: Kept, duration: Ms, run: () => void): void {
    const callOff = this.#options.alarm(after(this.#options.now(), duration), () => {
      kept.timers.delete(callOff)
      run()
    })
    kept.timers.add(callOff)
  }

  #of(organisation: number, id: string): Kept {
    const kept = this.#calls.get(id)
    if (kept && kept.organisation === organisation) return kept
    throw new Failure('notFound', 'This call is over: ring again.', {
      fr: 'Cet appel est terminé : faites sonner de nouveau.',
    })
  }

  #refuseTooMany(organisation: number): void {
    const live = [...this.#calls.values()].filter(({ call }) => !call.isOver)
    const own = live.filter((kept) => kept.organisation === organisation).length
    const opening = [...this.#opening.values()].reduce((sum, count) => sum + count, 0)
    const ownAll = own + (this.#opening.get(organisation) ?? 0)
    if (ownAll < callsOfOneMax && live.length + opening < callsMax) return
    throw new Failure(
      'tooMany',
      'Too many people listen in their browsers at this moment: wait until one of them hangs up.',
      {
        fr:
          'Trop de personnes écoutent en ce moment dans leur navigateur : attendez que l’une ' +
          'd’elles raccroche.',
        measured: String(ownAll),
        limit: String(callsOfOneMax),
      },
    )
  }
}
