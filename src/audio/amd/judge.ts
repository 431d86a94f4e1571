/**
 * Who answered, from what was measured: tones say it outright; otherwise a score over the cadence does. A verdict is
 * reached when the score suffices, again and again until it does (a sequential test), and unsure means human.
 */
import type { AmdFeatures, AmdHow, AmdVerdict, AmdVerdictName } from '../../base/amd.ts'
import { unreachable } from '../../base/assert.ts'
import { ms } from '../../base/units.ts'
import {
  asFeatures,
  type FeatureName,
  type FeatureRow,
  featureAt,
  featureNames,
} from './features.ts'
import { machineScore } from './score.ts'

/** How sure tones make: as sure as anything ever is here. */
const SURE = 0.99
/** By trial on voices left out of the fit (`node scripts/amdWeights.ts trial`, docs/adr/0029-who-answered.md). */
export interface JudgeBounds {
  /** Below this chance of a machine, a person has answered: soon said, for what they say next is still judged. */
  readonly humanBelow: number
  /**
   * A chance that never fell for as long as the ear keeps them (`leastScore`) says as much as one of odds so many times
   * higher that is there for a moment.
   */
  readonly lastingOdds: number
  /** Of machines: an assistant that asks who is calling, by what it says (a logit); what may still become one. */
  readonly asksWho: number
  readonly mayAskWho: number
}

export const judgeBounds: JudgeBounds = {
  ...{ humanBelow: 0.3, lastingOdds: 6, asksWho: 3, mayAskWho: -0.5 },
}

/** Once a machine has answered, its next sentence must not be taken for somebody who picked up. */
const HUMAN_AFTER_MACHINE_BELOW = 0.04
/** Without so much voice nothing is a machine: silence is a person who listens, a word is one who answers. */
const LEAST_SPEECH_MS = 700
/** A person is said to be one once they wait for us, never in the middle of a word. */
const WAITS_FOR_US_MS = 260
/** Which machine it is, is heard out while it goes on speaking, but not for ever; by trial (docs/adr/0029). */
const HEARD_OUT_SPEECH_MS = 6000
const GOES_ON_MS = 600

/** undefined: not yet. */
export function decide(
  row: FeatureRow,
  settings: AmdHow,
  bounds: JudgeBounds = judgeBounds,
): AmdVerdict | undefined {
  const get = (name: FeatureName): number => row[featureAt[name]] as number
  const verdict = (name: AmdVerdictName, confidence: number): AmdVerdict => ({
    ...{ verdict: name, atMs: ms(get('atMs')), confidence, features: asFeatures(row) },
  })
  if (get('fax') > 0 && settings.machineConfidence <= SURE) return verdict('fax', SURE)
  const asksWho = get('saidScreening') > bounds.asksWho
  const ofMachine = asksWho ? 'screening' : 'machine'
  const machineTones = get('special') + get('busy')
  if (machineTones > 0 && settings.machineConfidence <= SURE) return verdict('machine', SURE)
  if (get('beeps') > 0 && settings.machineConfidence <= SURE) return verdict(ofMachine, SURE)
  const isLate = get('atMs') >= settings.decideWithinMs
  if (get('speechMs') === 0) return isLate ? verdict('unknown', 0.5) : undefined
  const score = machineScore(row)
  const { machineConfidence } = settings
  const lasting = lastingOf(machineConfidence, bounds.lastingOdds)
  const isSure = score >= machineConfidence || get('leastScore') >= lasting
  if (isSure && get('speechMs') >= LEAST_SPEECH_MS) {
    const mayAsk = get('saidScreening') > bounds.mayAskWho && !asksWho
    const goesOn = get('silenceMs') < GOES_ON_MS && get('speechMs') < HEARD_OUT_SPEECH_MS
    return mayAsk && goesOn && !isLate ? undefined : verdict(ofMachine, score)
  }
  const waits = get('silenceMs')
  const humanBelow = settings.afterMachine ? HUMAN_AFTER_MACHINE_BELOW : bounds.humanBelow
  if (score <= humanBelow && waits >= WAITS_FOR_US_MS) return verdict('human', 1 - score)
  return isLate ? verdict('unknown', 1 - score) : undefined
}

/** l / (1 − l) · odds = c / (1 − c). */
const lastingOf = (confidence: number, odds: number): number =>
  confidence / (confidence + odds * (1 - confidence))

/** After what was told, is this told too? Only that a person is none after all: what was a machine stays one. */
export function isNews(told: AmdVerdictName | null, now: AmdVerdictName): boolean {
  switch (told) {
    case null:
      return true
    case 'human':
      return now !== 'human' && now !== 'unknown'
    case 'machine':
    case 'screening':
    case 'fax':
    case 'unknown':
      return false
    default:
      return unreachable(told)
  }
}

/** The same verdict from kept features, or the one that other settings give; what they leave open is unknown. */
export function judge(features: AmdFeatures, settings: AmdHow): AmdVerdict {
  const row = Float64Array.from(featureNames, (name) => features[name] ?? 0)
  return (
    decide(row, settings) ?? {
      verdict: 'unknown',
      atMs: ms(features['atMs'] ?? 0),
      confidence: 0.5,
      features,
    }
  )
}
