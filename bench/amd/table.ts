/** The scores in words and tables, as bench/RESULTS.md keeps them. */
import {
  type Group,
  groupsBy,
  type Percentiles,
  type Score,
  type Scored,
  type Share,
} from './score.ts'

const percent = (share: number): string => `${(share * 100).toFixed(2)} %`

export const shareText = ({ count, of, share, from, to }: Share): string =>
  `${percent(share)} (${count} of ${of}; ${percent(from)} to ${percent(to)})`

const timesText = ({ p50, p90 }: Percentiles): string => `${p50} / ${p90}`

export function printScores(scores: Readonly<Record<string, Score>>): void {
  const rows: Record<string, Record<string, string>> = {}
  const row = (name: string, textOf: (score: Score) => string): void => {
    rows[name] = Object.fromEntries(
      Object.entries(scores).map(([detector, score]) => [detector, textOf(score)]),
    )
  }
  row('accuracy, people and mailboxes', ({ accuracy }) => shareText(accuracy))
  row('humans called machine', ({ humansCalledMachine }) => shareText(humansCalledMachine))
  row('humans called anything else', ({ humansTakenForOther }) => shareText(humansTakenForOther))
  row('machines called human (or unsure)', ({ machinesCalledHuman }) =>
    shareText(machinesCalledHuman),
  )
  row('treated rightly in the end', ({ treatedRightly }) => shareText(treatedRightly))
  row('  … humans treated as a machine', ({ humansTreatedAsMachine }) =>
    shareText(humansTreatedAsMachine),
  )
  row('  … machines treated as a human', ({ machinesTreatedAsHuman }) =>
    shareText(machinesTreatedAsHuman),
  )
  row('right of everything', ({ accepted }) => shareText(accepted))
  row('beeps found', ({ beepsFound }) => shareText(beepsFound))
  row('speech with a false beep', ({ clipsWithFalseBeep }) => shareText(clipsWithFalseBeep))
  row('false beeps a minute of it', ({ falseBeepsPerMinute }) => falseBeepsPerMinute.toFixed(3))
  row('false beeps in other tones', ({ falseBeepsInTones }) => String(falseBeepsInTones))
  row('human said after ms, p50 / p90', ({ humanMs }) => timesText(humanMs))
  row('  … after their first sound', ({ humanSinceSpeechMs }) => timesText(humanSinceSpeechMs))
  row('machine said after ms, p50 / p90', ({ machineMs }) => timesText(machineMs))
  row('  … after its first sound', ({ machineSinceSpeechMs }) => timesText(machineSinceSpeechMs))
  console.table(rows)
}

export function printConfusion(detector: string, { confusion }: Score): void {
  console.log(`${detector}: what it is (rows), what was said (columns)`)
  console.table(confusion)
}

/** Where it fails: groups with an error, a beep that was missed or one that was none. */
export function printFailures(all: readonly Scored[]): void {
  const by: Readonly<Record<string, readonly Group[]>> = {
    kind: groupsBy(all, ({ kind }) => kind),
    noise: groupsBy(all, ({ noise }) => noise),
    'signal to noise': groupsBy(all, ({ snrDb }) => bucket(snrDb, 10, 'dB')),
    level: groupsBy(all, ({ levelDbfs }) => bucket(levelDbfs, 5, 'dBFS')),
    codec: groupsBy(all, ({ codec }) => codec),
    loss: groupsBy(all, ({ lossPercent }) =>
      lossPercent === 0 ? 'none' : bucket(lossPercent, 1, '%'),
    ),
    echo: groupsBy(all, ({ echoDb }) => (echoDb === null ? 'none' : bucket(echoDb, 10, 'dB'))),
    synthesiser: groupsBy(all, ({ voice }) => voice?.split(':')[0] ?? 'nobody'),
  }
  for (const [what, groups] of Object.entries(by)) {
    console.log(`by ${what}, the worst first`)
    const shown = groups.filter(
      ({ wrong, beepsMissed, falseBeeps }) =>
        what !== 'kind' || wrong + beepsMissed + falseBeeps > 0,
    )
    console.table(Object.fromEntries(shown.map(({ name, ...group }) => [name, group])))
  }
}

const bucket = (value: number | null, step: number, unit: string): string => {
  if (value === null) return 'none'
  const from = Math.floor(value / step) * step
  return `${from} to ${from + step} ${unit}`
}
