/**
 * The one copy of each clip that all legs play from, and the index by which a leg recognises what it
 * hears: the hash of a frame's 160 bytes → the clip and the frame it was first seen in.
 */
import { fromALaw, fromMuLaw, SILENCE_A, SILENCE_U } from '../audio/g711.ts'
import type { ClipId } from '../base/ids.ts'
import type { Clip } from '../campaign/voiceMessage.ts'
import { FRAME_TICKS } from '../rtp/schedule.ts'
import type { Codec } from './mediaEngine.ts'
import type { Block, MediaSockets } from './mediaSockets.ts'

/** Sound of all clips together; a campaign has some, of a minute each (480 kB in each law). */
export const CLIP_BYTES_AT_MOST = 512 * 1024 * 1024
/** Peak of a frame (of 32,768) below which it is too quiet to tell clips apart: −44 dBFS. */
const TOO_QUIET = 200

export interface LoadedClip {
  readonly id: ClipId
  readonly frames: number
  readonly pcma: Block
  readonly pcmu: Block
}

export interface FrameFound {
  readonly clip: LoadedClip
  readonly frame: number
}

export class MediaClips {
  readonly silence: { readonly pcma: Block; readonly pcmu: Block }
  readonly #sockets: MediaSockets
  readonly #clips = new Map<ClipId, LoadedClip>()
  readonly #index = { pcma: new Map<number, FrameFound>(), pcmu: new Map<number, FrameFound>() }
  #bytes = 0

  constructor(sockets: MediaSockets) {
    this.#sockets = sockets
    this.silence = {
      pcma: this.#block(new Uint8Array(0), 1, SILENCE_A),
      pcmu: this.#block(new Uint8Array(0), 1, SILENCE_U),
    }
  }

  get(id: ClipId): LoadedClip | undefined {
    return this.#clips.get(id)
  }

  /** The reason when it cannot be kept. A clip that is known stays as it is: its id is its hash. */
  load(clip: Clip): string | undefined {
    if (this.#clips.has(clip.id)) return undefined
    const frames = Math.ceil(clip.pcma.length / FRAME_TICKS)
    if (frames === 0 || clip.pcma.length !== clip.pcmu.length) {
      return 'a clip needs sound, and as much in A-law as in µ-law'
    }
    const bytes = frames * FRAME_TICKS * 2
    if (this.#bytes + bytes > CLIP_BYTES_AT_MOST) {
      return `the recordings in use exceed ${CLIP_BYTES_AT_MOST / 1024 / 1024} MiB`
    }
    this.#bytes += bytes
    const loaded: LoadedClip = {
      id: clip.id,
      frames,
      pcma: this.#block(clip.pcma, frames, SILENCE_A),
      pcmu: this.#block(clip.pcmu, frames, SILENCE_U),
    }
    this.#clips.set(clip.id, loaded)
    this.#addToIndex(loaded, 'pcma')
    this.#addToIndex(loaded, 'pcmu')
    return undefined
  }

  /** Where the frame at `at` was first seen, or undefined when it is in no clip, or too quiet. */
  find(codec: Codec, bytes: Uint8Array, at: number): FrameFound | undefined {
    const found = this.#index[codec].get(hashOfFrame(bytes, at))
    if (found === undefined) return undefined
    return isFrame(found.clip[codec], found.frame, { bytes, at }) ? found : undefined
  }

  #addToIndex(clip: LoadedClip, codec: Codec): void {
    const { bytes } = clip[codec]
    const index = this.#index[codec]
    for (let frame = 0; frame < clip.frames; frame += 1) {
      const at = frame * FRAME_TICKS
      if (peakOfFrame(codec, bytes, at) < TOO_QUIET) continue
      const hash = hashOfFrame(bytes, at)
      if (!index.has(hash)) index.set(hash, { clip, frame })
    }
  }

  /** The last frame is filled up with silence. */
  #block(sound: Uint8Array, frames: number, silence: number): Block {
    const block = this.#sockets.block(frames * FRAME_TICKS)
    block.bytes.fill(silence)
    block.bytes.set(sound)
    return block
  }
}

/** Are the 160 bytes at `at` that frame of a clip? */
export function isFrame(
  clip: Block,
  frame: number,
  { bytes, at }: { readonly bytes: Uint8Array; readonly at: number },
): boolean {
  const from = frame * FRAME_TICKS
  for (let i = 0; i < FRAME_TICKS; i += 1) {
    if (bytes[at + i] !== clip.bytes[from + i]) return false
  }
  return true
}

/** FNV-1a, 32 bits; a coincidence is found by comparing the bytes. */
function hashOfFrame(bytes: Uint8Array, at: number): number {
  let hash = 0x811c9dc5 | 0
  for (let i = at; i < at + FRAME_TICKS; i += 1) {
    hash = Math.imul(hash ^ (bytes[i] as number), 0x01000193)
  }
  return hash
}

function peakOfFrame(codec: Codec, bytes: Uint8Array, at: number): number {
  const decode = codec === 'pcma' ? fromALaw : fromMuLaw
  let peak = 0
  for (let i = at; i < at + FRAME_TICKS; i += 1) {
    peak = Math.max(peak, Math.abs(decode(bytes[i] as number)))
  }
  return peak
}
