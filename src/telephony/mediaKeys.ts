/**
 * The keys of a leg, as events (RFC 4733) and as tones in the sound: what the machines of rtp/ and audio/ believe,
 * told once. Step 10 of the path: from here the key that a person presses goes up.
 */
import { fromALaw, fromMuLaw } from '../audio/g711.ts'
import { hearKeyTone } from '../audio/keyTones.ts'
import type { DtmfKey } from '../base/dtmf.ts'
import type { MonoMs } from '../base/units.ts'
import { mergeEvent, mergeTone } from '../rtp/keyMerge.ts'
import { type KeyInput, nextKeyDeadline, noKeyYet, stepKeys } from '../rtp/keyReceiver.ts'
import type { RtpHeader } from '../rtp/packet.ts'
import { readTelephoneEvent } from '../rtp/telephoneEvent.ts'
import type { Codec, MediaEvent } from './mediaEngine.ts'
import type { Leg } from './mediaLeg.ts'
import type { Incoming } from './mediaSockets.ts'

export class MediaKeys {
  readonly #emit: (event: MediaEvent) => void

  constructor(emit: (event: MediaEvent) => void) {
    this.#emit = emit
  }

  takeEvent(leg: Leg, { bytes, at }: Incoming, header: RtpHeader): void {
    const { payloadStart: start, payloadEnd: end, timestamp } = header
    const event = readTelephoneEvent({ bytes, start, end })
    if (event !== undefined) this.#step(leg, { is: 'packet', timestamp, event }, at)
  }

  /** Does this leg look for keys in the sound? */
  hearsTones({ remote }: Leg): boolean {
    return remote?.telephoneEvent === undefined || remote.tonesToo === true
  }

  hearTones(leg: Leg, codec: Codec, { bytes, at }: Incoming, header: RtpHeader): void {
    const { payloadStart, payloadEnd } = header
    const decode = codec === 'pcma' ? fromALaw : fromMuLaw
    for (let i = payloadStart; i < payloadEnd; i += 1) {
      const key = hearKeyTone(leg.toneEar, decode(bytes[i] as number))
      if (key !== undefined) this.#takeTone(leg, key, at)
    }
  }

  /** Tells the key whose end packets were all lost, once its packets have stopped. */
  wake(leg: Leg, now: MonoMs): void {
    if (leg.keysHeard.is === 'quiet') return
    const deadline = nextKeyDeadline(leg.keysHeard)
    if (deadline === undefined || deadline.at > now) return
    this.#step(leg, { is: 'wake' }, now)
  }

  /** The leg closes, or another source speaks: a press that was about to be believed is told. */
  end(leg: Leg, now: MonoMs): void {
    this.#step(leg, { is: 'over' }, now)
    leg.keysHeard = noKeyYet
  }

  #step(leg: Leg, input: KeyInput, now: MonoMs): void {
    const [next, keys] = stepKeys(leg.keysHeard, input, now)
    leg.keysHeard = next
    for (const key of keys) {
      const [tones, isNew] = mergeEvent(leg.tonesTold, { key, at: now })
      leg.tonesTold = tones
      if (isNew) this.#emit({ is: 'key', leg: leg.number, at: now, key })
    }
  }

  #takeTone(leg: Leg, key: DtmfKey, at: MonoMs): void {
    const [tones, isNew] = mergeTone(leg.tonesTold, { key, at }, leg.keysHeard)
    leg.tonesTold = tones
    if (isNew) this.#emit({ is: 'key', leg: leg.number, at, key })
  }
}
