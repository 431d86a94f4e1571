/** What rtpengine should play to the far end of a leg, and when that is something else than it plays. */
import { unreachable } from '../../base/assert.ts'
import type { DtmfKey } from '../../base/dtmf.ts'
import type { ClipId } from '../../base/ids.ts'
import { between, type MonoMs, type Ms, ms } from '../../base/units.ts'
import type { Codec, RemoteMedia } from '../mediaEngine.ts'

export const FRAME_MS = 20

export type Sound =
  | { readonly is: 'nothing' }
  | { readonly is: 'silence'; readonly codec: Codec }
  | {
      readonly is: 'clip'
      readonly clip: ClipId
      readonly play: number
      readonly codec: Codec
      readonly fromMs: Ms
    }
  | {
      readonly is: 'tone'
      readonly key: DtmfKey
      readonly heldMs: Ms
      readonly press: number
      readonly codec: Codec
    }

export interface Playing {
  readonly clip: ClipId
  readonly play: number
  readonly durationMs: Ms
  /** When its first frame left, or would have on hold; undefined: not yet. */
  readonly startedAt: MonoMs | undefined
}

export interface Press {
  readonly key: DtmfKey
  readonly heldMs: Ms
  readonly press: number
  readonly startedAt: MonoMs | undefined
}

export interface Wishes {
  readonly agreed: RemoteMedia | undefined
  readonly agreedPeer: object | undefined
  readonly playing: Playing | undefined
  readonly presses: readonly Press[]
}

export const nothing: Sound = { is: 'nothing' }

export function soundWanted({ agreed, agreedPeer, playing, presses }: Wishes, now: MonoMs): Sound {
  if (!agreed?.send || agreedPeer) return nothing
  const { codec } = agreed
  const [press] = presses
  if (press) {
    return { is: 'tone', key: press.key, heldMs: press.heldMs, press: press.press, codec }
  }
  if (!playing) return { is: 'silence', codec }
  const { clip, play, startedAt } = playing
  const elapsed = startedAt === undefined ? 0 : between(startedAt, now)
  const fromMs = ms(Math.floor(elapsed / FRAME_MS) * FRAME_MS)
  return { is: 'clip', clip, play, codec, fromMs }
}

/** Two sounds of one name are one: a clip goes on, wherever it is by now. */
export function nameOf(sound: Sound): string {
  switch (sound.is) {
    case 'nothing':
      return 'nothing'
    case 'silence':
      return `silence ${sound.codec}`
    case 'clip':
      return `play ${sound.play} ${sound.codec}`
    case 'tone':
      return `press ${sound.press} ${sound.codec}`
    default:
      return unreachable(sound)
  }
}
