/**
 * A scene on a line: level, noise, handset, echo of our message, coder, loss. What arrives, and what is known of
 * it.
 */
import { ratioOf } from '../../src/audio/sound.ts'
import type { Random } from '../../src/base/random.ts'
import { type Codec, echoOf, lostFrames, throughCodec, throughHandset, withLoss } from './line.ts'
import type { ClipRow } from './manifest.ts'
import { toInt16 } from './manifest.ts'
import { between, inRoom, msOf, put, samplesOf, scaled, silence } from './mix.ts'
import { type NoiseKind, noise, noiseKinds } from './noise.ts'
import type { Scene } from './scene.ts'

export interface Surroundings {
  readonly random: Random
  /** People of the same split, for babble. */
  readonly voices: readonly Float32Array[]
  /** Our own message, for its echo; active level 1. */
  readonly ourMessage: Float32Array
}

export type ClipFacts = Omit<ClipRow, 'file' | 'split' | 'seed' | 'words'>

const ourLevelDbfs = -19

export function clipOf(
  scene: Scene,
  around: Surroundings,
): { samples: Int16Array; facts: ClipFacts } {
  const { random } = around
  const line = someLine(scene, random)
  const { noiseKind, snrDb, levelDbfs, codec, lossPercent, echo } = line
  const lengthMs = msOf(scene.sound.length)
  const studio = scene.around === 'never'
  const there = studio
    ? scene.sound
    : inRoom(random, scene.sound, between(random, 40, 350), between(random, 0.05, 0.35))
  const mixed = scaled(there.slice(0, scene.sound.length), ratioOf(levelDbfs))
  if (noiseKind !== 'none') {
    const sound = noise(noiseKind, lengthMs, random, around.voices)
    put(mixed, whereItIs(scene, sound, random), 0, ratioOf(levelDbfs - snrDb))
  }
  const sent = studio ? mixed : throughHandset(mixed, random)
  if (scene.network) put(sent, scaled(scene.network, ratioOf(levelDbfs)), 0)
  // Amplifiers and line cards are never wholly silent.
  const lineNoise = noise('white', lengthMs, random, [])
  put(sent, lineNoise, 0, ratioOf(between(random, -78, -62)))
  if (echo) echoOf(scaled(around.ourMessage, ratioOf(ourLevelDbfs)), echo)(sent)
  const lost = lostFrames(Math.floor(lengthMs / 20), lossPercent, random)
  const samples = toInt16(withLoss(throughCodec(sent, codec, random), lost))
  return {
    samples,
    facts: {
      ...scene.truth,
      durationMs: Math.round(lengthMs),
      noise: noiseKind,
      snrDb: noiseKind === 'none' ? null : Math.round(snrDb),
      levelDbfs: Math.round(levelDbfs),
      codec,
      lossPercent: Math.round(lossPercent * 10) / 10,
      lost,
      echoDb: echo ? Math.round(echo.db) : null,
      weSpeakUntilMs: Math.round(echo?.untilMs ?? lengthMs),
    },
  }
}

function someLine(scene: Scene, random: Random) {
  const noisy =
    scene.around !== 'never' && (scene.truth.kind === 'noiseOnly' || random.next() < 0.8)
  const machine = scene.truth.label !== 'human'
  return {
    noiseKind: noisy
      ? random.pick(noiseKinds.filter((kind) => kind !== 'none'))
      : ('none' as NoiseKind),
    // More often a quiet room than a station.
    snrDb: 5 + 35 * Math.sqrt(random.next()),
    levelDbfs: random.next() < 0.1 ? between(random, -14, -10) : between(random, -35, -14),
    codec: random.pick<Codec>(['alaw', 'alaw', 'mulaw', 'gsm', 'amr']),
    lossPercent: random.next() < 0.6 ? 0 : 5 * random.next() ** 2,
    echo:
      random.next() < 0.4
        ? {
            db: between(random, -45, -25),
            delayMs: between(random, 20, 250),
            // Whoever finds a machine stops speaking to it.
            untilMs: machine ? between(random, 2500, 5000) : 12_000,
          }
        : undefined,
  }
}

/** A greeting was recorded in a room: the room is heard as long as it plays, and then no more. */
function whereItIs(scene: Scene, sound: Float32Array, random: Random): Float32Array {
  if (scene.around === 'always') return sound
  const { speechStartMs, greetingEndMs } = scene.truth
  const out = silence(msOf(sound.length))
  const from = Math.max(0, (speechStartMs ?? 0) - between(random, 20, 400))
  const to = Math.min(
    msOf(sound.length),
    (greetingEndMs ?? msOf(sound.length)) + between(random, 10, 300),
  )
  put(out, sound.subarray(0, samplesOf(to - from)), from)
  return out
}
