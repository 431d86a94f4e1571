/**
 * The sounds this page makes by itself: the ring, the tones of the keys, the test of the loudspeaker, and a
 * track without sound, which lets a call connect without asking for the microphone.
 */
import { keyToneHz } from './keyToneHz.ts'

let shared: AudioContext | undefined

/** Made and woken inside a click: browsers let no page speak before it. */
export async function wakeSound(): Promise<AudioContext> {
  shared ??= new AudioContext()
  if (shared.state !== 'running') await shared.resume()
  return shared
}

/** Sent to the server in place of a microphone. */
export function silentTrack(context: AudioContext): {
  readonly track: MediaStreamTrack
  stop(): void
} {
  const out = context.createMediaStreamDestination()
  const source = context.createConstantSource()
  const mute = context.createGain()
  mute.gain.value = 0
  source.connect(mute).connect(out)
  source.start()
  const [track] = out.stream.getAudioTracks()
  if (!track) throw new Error('a destination has a track')
  return {
    track,
    stop: () => {
      source.stop()
      track.stop()
    },
  }
}

const keyVolume = 0.06
const keySeconds = 0.16

/** What a telephone lets its owner hear of a key. */
export function keyTone(context: AudioContext, key: string): void {
  for (const hz of keyToneHz(key)) tone(context, { hz, volume: keyVolume, seconds: keySeconds })
}

/** Two notes, the higher one last. */
export async function testLoudspeaker(): Promise<void> {
  const context = await wakeSound()
  tone(context, { hz: 523.25, volume: 0.2, seconds: 0.5 })
  tone(context, { hz: 783.99, volume: 0.2, seconds: 0.6, after: 0.45 })
}

const frenchRingHz = 440
const ringOnSeconds = 1.5
const ringEveryMs = 5000

/** 1.5 s of ring, 3.5 s of pause, as in France; the returned function ends it. */
export function ring(context: AudioContext): () => void {
  const once = (): void => tone(context, { hz: frenchRingHz, volume: 0.08, seconds: ringOnSeconds })
  once()
  const timer = setInterval(once, ringEveryMs)
  return () => clearInterval(timer)
}

interface Tone {
  readonly hz: number
  readonly volume: number
  readonly seconds: number
  readonly after?: number
}

/** Faded in and out: a tone that begins or ends at once clicks. */
function tone(context: AudioContext, { hz, volume, seconds, after = 0 }: Tone): void {
  const from = context.currentTime + after
  const fade = 0.012
  const oscillator = context.createOscillator()
  const gain = context.createGain()
  oscillator.frequency.value = hz
  gain.gain.setValueAtTime(0, from)
  gain.gain.linearRampToValueAtTime(volume, from + fade)
  gain.gain.setValueAtTime(volume, from + seconds - fade)
  gain.gain.linearRampToValueAtTime(0, from + seconds)
  oscillator.connect(gain).connect(context.destination)
  oscillator.start(from)
  oscillator.stop(from + seconds)
}
