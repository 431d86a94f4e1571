/** What a detector heard against what is known: counts, shares with their intervals, times. */
import type { Heard } from './hear.ts'
import type { ClipRow, Label } from './manifest.ts'

export interface Scored {
  readonly row: ClipRow
  readonly heard: Heard
}

export interface Share {
  readonly of: number
  readonly count: number
  readonly share: number
  /** Wilson's interval, 95 %. */
  readonly from: number
  readonly to: number
}

/** E. B. Wilson, 1927: holds near 0 and 1 too, where the usual interval says nothing. */
export function wilson(count: number, of: number, z = 1.96): Share {
  if (of === 0) return { of, count, share: 0, from: 0, to: 1 }
  const p = count / of
  const scale = 1 + z ** 2 / of
  const centre = (p + z ** 2 / (2 * of)) / scale
  const half = (z * Math.sqrt((p * (1 - p)) / of + z ** 2 / (4 * of ** 2))) / scale
  return { of, count, share: p, from: Math.max(0, centre - half), to: Math.min(1, centre + half) }
}

export interface Score {
  readonly clips: number
  /** Label → verdict → how many. */
  readonly confusion: Readonly<Record<string, Readonly<Record<string, number>>>>
  /** Of people and mailboxes only: what most publications measure. */
  readonly accuracy: Share
  /** Of everything, by what each clip accepts. */
  readonly accepted: Share
  /** Anything but human or unknown, said of a person. */
  readonly humansTakenForOther: Share
  readonly humansCalledMachine: Share
  /** Human or unknown, said of a mailbox: both are treated as a person. */
  readonly machinesCalledHuman: Share
  /** Of people and mailboxes, by what the call does in the end: a beep makes a machine of `human` and `unknown`. */
  readonly treatedRightly: Share
  readonly humansTreatedAsMachine: Share
  readonly machinesTreatedAsHuman: Share
  readonly beepsFound: Share
  /** Clips with speech in which a beep was heard where none was. */
  readonly clipsWithFalseBeep: Share
  readonly falseBeepsPerMinute: number
  /** False beeps in tones that are none (ringback, busy, fax, the three tones). */
  readonly falseBeepsInTones: number
  readonly humanMs: Percentiles
  readonly machineMs: Percentiles
  /** The same from the far end's first sound of speech. */
  readonly humanSinceSpeechMs: Percentiles
  readonly machineSinceSpeechMs: Percentiles
}

export interface Percentiles {
  readonly p50: number
  readonly p90: number
}

export const isRight = ({ row, heard }: Scored): boolean => row.accepts.includes(heard.verdict)

export function score(all: readonly Scored[]): Score {
  const of = (label: Label): readonly Scored[] => all.filter(({ row }) => row.label === label)
  const [humans, machines] = [of('human'), of('machine')]
  const says = (scored: readonly Scored[], ...verdicts: readonly string[]): Share =>
    wilson(scored.filter(({ heard }) => verdicts.includes(heard.verdict)).length, scored.length)
  const treated = (scored: readonly Scored[], as: string): Share =>
    wilson(scored.filter((each) => treatedAs(each) === as).length, scored.length)
  const both = [...humans, ...machines]
  const beeped = all.filter(({ row }) => row.beeps.length > 0)
  const tones = all.filter(
    ({ row }) => ['fax', 'ringback', 'busy'].includes(row.label) || /^sit/.test(row.kind),
  )
  const speech = all.filter(
    ({ row }) => row.speechStartMs !== null && !/^sit|^ringback/.test(row.kind),
  )
  const falseOnes = (scored: readonly Scored[]): number =>
    scored.reduce((sum, each) => sum + falseBeeps(each), 0)
  const minutes = speech.reduce((sum, { row }) => sum + row.durationMs, 0) / 60_000
  return {
    clips: all.length,
    confusion: confusionOf(all),
    accuracy: wilson(both.filter(isRight).length, both.length),
    accepted: wilson(all.filter(isRight).length, all.length),
    humansTakenForOther: says(humans, 'machine', 'screening', 'fax'),
    humansCalledMachine: says(humans, 'machine'),
    machinesCalledHuman: says(machines, 'human', 'unknown'),
    treatedRightly: wilson(
      both.filter((each) => treatedAs(each) === each.row.label).length,
      both.length,
    ),
    humansTreatedAsMachine: treated(humans, 'machine'),
    machinesTreatedAsHuman: treated(machines, 'human'),
    beepsFound: wilson(beeped.filter(beepFound).length, beeped.length),
    clipsWithFalseBeep: wilson(speech.filter((each) => falseBeeps(each) > 0).length, speech.length),
    falseBeepsPerMinute: minutes === 0 ? 0 : falseOnes(speech) / minutes,
    falseBeepsInTones: falseOnes(tones),
    humanMs: percentiles(humans.map(({ heard }) => heard.atMs)),
    machineMs: percentiles(machines.map(({ heard }) => heard.atMs)),
    humanSinceSpeechMs: percentiles(humans.flatMap(sinceSpeech)),
    machineSinceSpeechMs: percentiles(machines.flatMap(sinceSpeech)),
  }
}

/** As call/answeringMachine.ts does: who beeps is left the voicemail, though it was called a person before. */
function treatedAs({ heard }: Scored): 'human' | 'machine' | 'other' {
  if (heard.verdict === 'machine') return 'machine'
  if (heard.verdict !== 'human' && heard.verdict !== 'unknown') return 'other'
  return heard.beeps.length > 0 ? 'machine' : 'human'
}

const sinceSpeech = ({ row, heard }: Scored): readonly number[] =>
  row.speechStartMs === null ? [] : [heard.atMs - row.speechStartMs]

function confusionOf(all: readonly Scored[]): Score['confusion'] {
  const table: Record<string, Record<string, number>> = {}
  for (const { row, heard } of all) {
    table[row.label] ??= { human: 0, machine: 0, screening: 0, fax: 0, unknown: 0 }
    const line = table[row.label] as Record<string, number>
    line[heard.verdict] = (line[heard.verdict] ?? 0) + 1
  }
  return table
}

/** An ear may believe that a beep began a little earlier or later than it did. */
const beepToleranceMs = 80

export const beepFound = ({ row, heard }: Scored): boolean =>
  heard.beeps.some(({ startedAtMs }) => isIn(row, startedAtMs))

const falseBeeps = ({ row, heard }: Scored): number =>
  heard.beeps.filter(({ startedAtMs }) => !isIn(row, startedAtMs)).length

const isIn = ({ beeps }: ClipRow, atMs: number): boolean =>
  beeps.some(
    ({ startMs, endMs }) => atMs >= startMs - beepToleranceMs && atMs <= endMs + beepToleranceMs,
  )

export const hasFalseBeep = (scored: Scored): boolean => falseBeeps(scored) > 0

export function percentiles(values: readonly number[]): Percentiles {
  const sorted = [...values].sort((a, b) => a - b)
  const at = (share: number): number =>
    Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN)
  return { p50: at(0.5), p90: at(0.9) }
}

export interface Group {
  readonly name: string
  readonly clips: number
  readonly wrong: number
  readonly p50: number
  readonly beeps: number
  readonly beepsMissed: number
  readonly falseBeeps: number
}

/** The same by kind, by noise, by coder …, those with the most errors first. */
export function groupsBy(
  all: readonly Scored[],
  nameOf: (row: ClipRow) => string,
): readonly Group[] {
  const groups = Map.groupBy(all, ({ row }) => nameOf(row))
  return [...groups]
    .map(([name, scored]) => {
      const beeped = scored.filter(({ row }) => row.beeps.length > 0)
      return {
        name,
        clips: scored.length,
        wrong: scored.filter((each) => !isRight(each)).length,
        p50: percentiles(scored.map(({ heard }) => heard.atMs)).p50,
        beeps: beeped.length,
        beepsMissed: beeped.filter((each) => !beepFound(each)).length,
        falseBeeps: scored.filter((each) => falseBeeps(each) > 0).length,
      }
    })
    .sort((a, b) => b.wrong / b.clips - a.wrong / a.clips || (a.name < b.name ? -1 : 1))
}
