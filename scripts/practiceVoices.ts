/**
 * `node scripts/practiceVoices.ts`: does the ear hear the people and mailboxes of practice as what they are, wherever
 * a frame begins and through A-law? Their voices say no word, so that each fit of the ear hears them otherwise; where
 * one is not always heard right, the first invented voice that is gets proposed (src/telephony/practice/soundPlans.ts).
 */
import { openAmdEar } from '../src/audio/amd/ear.ts'
import { encodeALaw, fromALaw } from '../src/audio/g711.ts'
import { amdDefaults } from '../src/call/amdSettings.ts'
import { soundOf } from '../src/telephony/practice/ownSounds.ts'
import {
  allos,
  type OwnSound,
  operatorGreetings,
  planOf,
  privateGreetings,
  soundNames,
} from '../src/telephony/practice/soundPlans.ts'

const frame = 160
const shifts = 24
/** Who says "allô" says it again so much later, in ms; 0: once only. */
const againMs = [0, 160, 500, 1200, 2000, 3200]
const voicesMax = 600
/** No two have one voice. */
const taken = new Set(soundNames.map((name) => planOf(name).voice))

for (const name of [...allos, ...privateGreetings, ...operatorGreetings]) {
  const right = rightOf(name)
  if (right === 1) console.log(`${name}: heard right every time`)
  else {
    console.log(`${name}: heard right ${Math.round(100 * right)} times in 100; ${proposed(name)}`)
  }
}

function proposed(name: OwnSound): string {
  for (let voice = 1; voice <= voicesMax; voice += 1) {
    if (taken.has(voice)) continue
    if (rightOf(name, voice) === 1) return `voice ${voice} always`
  }
  return `none of ${voicesMax} voices always`
}

function rightOf(name: OwnSound, voice = planOf(name).voice): number {
  const isPerson = planOf(name).speaker === 'person'
  const sound = soundOf(name, voice)
  let right = 0
  let count = 0
  for (const pauseMs of isPerson ? againMs : [0]) {
    for (let shift = 0; shift < shifts; shift += 1) {
      count += 1
      const told = verdictsOf(sound, pauseMs, shift)
      if (isPerson ? told[0] === 'human' && told.length === 1 : told.at(-1) === 'machine')
        right += 1
      // Of a voice that is tried, one error is enough.
      else if (voice !== planOf(name).voice) return 0
    }
  }
  return right / count
}

function verdictsOf(sound: Float32Array, pauseMs: number, shift: number): readonly string[] {
  const before = 15 * frame + Math.round((shift * frame) / shifts)
  const again = pauseMs === 0 ? [] : [new Float32Array(pauseMs * 8), sound]
  const played = [new Float32Array(before), sound, ...again, new Float32Array(250 * frame)]
  const whole = new Float32Array(played.reduce((length, piece) => length + piece.length, 0))
  let at = 0
  for (const piece of played) {
    whole.set(piece, at)
    at += piece.length
  }
  const samples = Int16Array.from(encodeALaw(whole), fromALaw)
  const ear = openAmdEar(amdDefaults)
  const told: string[] = []
  for (let from = 0; from + frame <= samples.length; from += frame) {
    for (const sign of ear.hear(samples.subarray(from, from + frame), false)) {
      if (sign.is === 'verdict') told.push(sign.verdict.verdict)
    }
  }
  return told
}
