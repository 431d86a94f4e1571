/**
 * Phones in browsers behind the port of telephony: what is played on them, what keys they press, how they
 * end. They are rung by who sits before them, so no number is dialled and no proof of law is needed; the
 * rest of the port is that of a trunk. A phone without WebRTC has no sound of its own: its page plays
 * what it is told is being played.
 */
import { assert } from '../../base/assert.ts'
import type { DtmfKey } from '../../base/dtmf.ts'
import type { AttemptId, ClipId } from '../../base/ids.ts'
import { after, between, type MonoMs, type Ms, ms } from '../../base/units.ts'
import type { CallEvent, Telephony } from '../../call/telephony.ts'
import type { Clip } from '../../campaign/voiceMessage.ts'
import type { Alarm } from '../wakeUps.ts'
import { type Lateness, PacedSound } from './pacedSound.ts'
import { type BrowserPeer, openPeer, type PeerOptions } from './peer.ts'

export interface PhoneOptions {
  /** The browser's SDP; null: the page plays by itself. */
  readonly offer: string | null
  /** Where the browser found us. */
  readonly address: string
  readonly onConnected: () => void
  /** What may be played on it. */
  readonly clips: readonly Clip[]
}

export interface BrowserPhones extends Omit<Telephony, 'place' | 'loadClip'> {
  /** Resolves with the SDP answer; null where there was no offer. */
  open(attempt: AttemptId, options: PhoneOptions): Promise<string | null>
  ring(attempt: AttemptId): void
  /** The person takes the call, or refuses it. */
  answer(attempt: AttemptId): void
  refuse(attempt: AttemptId): void
  /** A key that came another way than as a telephone event. */
  press(attempt: AttemptId, key: DtmfKey): void
  /** The person hangs up, or their page is gone. */
  leave(attempt: AttemptId): void
  lateness(attempt: AttemptId): Lateness | undefined
}

/** How a phone makes its sound; tests have one without a network. */
export type OpenPeer = (options: PeerOptions) => Promise<BrowserPeer>

export interface BrowserPhonesOptions {
  readonly now: () => MonoMs
  readonly alarm: Alarm
  readonly openPeer?: OpenPeer
}

/** What is still on its way to the ear when we hang up. */
const tailMs: Ms = ms(300)

interface Phone {
  readonly sound: PacedSound
  readonly peer: BrowserPeer | undefined
  readonly clips: ReadonlyMap<ClipId, Clip>
  answeredAt: MonoMs | undefined
  received: number
}

export function browserPhones(options: BrowserPhonesOptions): BrowserPhones {
  return new Phones(options)
}

class Phones implements BrowserPhones {
  readonly #options: BrowserPhonesOptions
  readonly #phones = new Map<AttemptId, Phone>()
  readonly #listeners: ((event: CallEvent) => void)[] = []
  readonly #closing = new Set<Promise<void>>()

  constructor(options: BrowserPhonesOptions) {
    this.#options = options
  }

  onEvent(listener: (event: CallEvent) => void): void {
    this.#listeners.push(listener)
  }

  async open(attempt: AttemptId, phone: PhoneOptions): Promise<string | null> {
    const peer = phone.offer === null ? undefined : await this.#peer(attempt, phone, phone.offer)
    const { now, alarm } = this.#options
    const sound = new PacedSound({
      ...{ codec: peer?.read.codec ?? 'pcma', now, alarm },
      listener: {
        send: (frame, index) => peer?.send(frame, index),
        firstAudio: (at) => this.#firstAudio(attempt, at),
        playEnded: (clip, at) => this.#tell({ is: 'playEnded', attempt, at, clip }),
      },
    })
    const clips = new Map(phone.clips.map((clip) => [clip.id, clip]))
    this.#phones.set(attempt, { sound, peer, clips, answeredAt: undefined, received: 0 })
    return peer?.sdpAnswer ?? null
  }

  ring(attempt: AttemptId): void {
    const at = this.#options.now()
    this.#tell({ is: 'placed', attempt, at })
    this.#tell({ is: 'ringing', attempt, at, earlyMedia: false })
  }

  answer(attempt: AttemptId): void {
    const phone = this.#phones.get(attempt)
    if (!phone || phone.answeredAt !== undefined) return
    const at = this.#options.now()
    phone.answeredAt = at
    // Whoever hears this plays; what is played then is the first that leaves.
    this.#tell({ is: 'answered', attempt, at })
    if (this.#phones.has(attempt)) phone.sound.start()
  }

  refuse(attempt: AttemptId): void {
    if (this.#phones.get(attempt)?.answeredAt !== undefined) this.leave(attempt)
    else this.#end(attempt, { by: 'refused', outcome: 'declined', sipStatus: 603 })
  }

  press(attempt: AttemptId, key: DtmfKey): void {
    if (this.#phones.get(attempt)?.answeredAt === undefined) return
    this.#tell({ is: 'key', attempt, at: this.#options.now(), key })
  }

  leave(attempt: AttemptId): void {
    this.#end(attempt, { by: 'callee' })
  }

  play(attempt: AttemptId, clip: ClipId): void {
    const phone = this.#phones.get(attempt)
    if (!phone) return
    const loaded = phone.clips.get(clip)
    assert(loaded, 'a clip is known to the phone before it is played')
    phone.sound.play(loaded)
  }

  stopPlaying(attempt: AttemptId): void {
    this.#phones.get(attempt)?.sound.stopPlaying()
  }

  listen(): void {
    // Who holds a browser's phone in their hand is a person.
  }

  hangUp(attempt: AttemptId): void {
    this.#end(attempt, { by: 'us' })
  }

  lateness(attempt: AttemptId): Lateness | undefined {
    return this.#phones.get(attempt)?.sound.lateness
  }

  async close(): Promise<void> {
    for (const attempt of [...this.#phones.keys()]) this.hangUp(attempt)
    await Promise.all(this.#closing)
  }

  #peer(attempt: AttemptId, phone: PhoneOptions, offer: string): Promise<BrowserPeer> {
    const { now, alarm, openPeer: open = openPeer } = this.#options
    return open({
      ...{ offer, address: phone.address, now, alarm },
      listener: {
        connected: phone.onConnected,
        heard: () => {
          const known = this.#phones.get(attempt)
          if (known) known.received += 1
        },
        key: (key) => this.press(attempt, key),
        gone: () => this.leave(attempt),
      },
    })
  }

  #firstAudio(attempt: AttemptId, at: MonoMs): void {
    const answeredAt = this.#phones.get(attempt)?.answeredAt
    assert(answeredAt !== undefined, 'sound leaves after the answer')
    this.#tell({ is: 'firstAudio', attempt, at, sinceAckMs: between(answeredAt, at) })
  }

  #end(
    attempt: AttemptId,
    how: Pick<Extract<CallEvent, { is: 'ended' }>, 'by' | 'outcome' | 'sipStatus'>,
  ): void {
    const phone = this.#phones.get(attempt)
    if (!phone) return
    this.#phones.delete(attempt)
    phone.sound.stop()
    if (phone.peer) this.#closePeer(phone.peer)
    const { packets, meanMs } = phone.sound.lateness
    const rtp = { sent: packets, received: phone.received, lost: 0, jitterMs: meanMs }
    this.#tell({ is: 'ended', attempt, at: this.#options.now(), ...how, rtp })
  }

  #closePeer(peer: BrowserPeer): void {
    const { promise, resolve } = Promise.withResolvers<void>()
    this.#options.alarm(after(this.#options.now(), tailMs), resolve)
    const closed = promise
      .then(() => peer.close())
      .finally(() => {
        this.#closing.delete(closed)
      })
    this.#closing.add(closed)
  }

  #tell(event: CallEvent): void {
    for (const listener of this.#listeners) listener(event)
  }
}
