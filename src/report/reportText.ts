/** A report as a person reads it in the terminal, in French or English. */
import type { Outcome } from '../call/outcome.ts'
import type { Report } from './report.ts'
import { entriesOf } from './tally.ts'
import {
  headings,
  type Language,
  outcomeWords,
  rehearsedWords,
  rejectionIn,
  stateWords,
  whyIn,
} from './words.ts'

const width = 34
/** More reasons than this are summed up: the export has them all. */
const reasonsShown = 8

export function reportText(report: Report, language: Language): string {
  const write = writerOf(language)
  return [
    ...headerOf(report, language),
    ...rowsOf(report, language, write),
    ...peopleOf(report, language, write),
    ...measuresOf(report, write),
  ].join('\n')
}

interface Writer {
  say(key: keyof typeof headings): string
  count(value: number): string
  share(part: number | null): string
  milliseconds(value: number): string
  /** A label, its value at a fixed column, and what is said beside it. */
  line(label: string, value: string, beside?: string): string
}

function writerOf(language: Language): Writer {
  const locale = language === 'fr' ? 'fr-FR' : 'en-GB'
  const whole = new Intl.NumberFormat(locale)
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 })
  const precise = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 })
  return {
    say: (key) => headings[key][language],
    count: (value) => whole.format(value),
    share: (part) => (part === null ? '–' : percent.format(part)),
    milliseconds: (value) => `${precise.format(value)} ms`,
    line: (label, value, beside = '') =>
      `${label.padEnd(width)}${value.padStart(10)}${beside === '' ? '' : `  ${beside}`}`,
  }
}

function headerOf({ campaign }: Report, language: Language): string[] {
  const state = `${stateWords[campaign.state][language]} (${whyIn(campaign.why, language)})`
  const title = `${campaign.name}${language === 'fr' ? ' : ' : ': '}${state}`
  if (!campaign.practice) return [title, '']
  const { rehearsal } = campaign
  const rehearsed = rehearsal ? [rehearsedWords[language](rehearsal)] : []
  return [title, headings.practice[language], ...rehearsed, '']
}

function rowsOf({ rows }: Report, language: Language, { say, count, line }: Writer): string[] {
  const rejected = [...rows.rejectedBy].sort((a, b) => b.rows - a.rows)
  return [
    say('rows'),
    line(`  ${say('read')}`, count(rows.read)),
    line(`  ${say('accepted')}`, count(rows.accepted)),
    line(`  ${say('duplicates')}`, count(rows.duplicates)),
    line(`  ${say('rejected')}`, count(rows.rejected)),
    ...shortened(
      rejected,
      ({ reason, rows: n }) => `      ${count(n)} × ${rejectionIn(reason, language)}`,
    ),
    '',
  ]
}

function peopleOf(report: Report, language: Language, write: Writer): string[] {
  const { say, count, line } = write
  const { people, notCalledBecause } = report
  const reasons = Object.entries(notCalledBecause) as [keyof typeof notCalledBecause, number][]
  const refusedBy = [...report.refusedBy].sort((a, b) => b.targets - a.targets)
  return [
    say('people'),
    line(`  ${say('targets')}`, count(people.targets)),
    line(`  ${say('reached')}`, count(people.reached)),
    line(`  ${say('notReached')}`, count(people.notReached)),
    line(`  ${say('refused')}`, count(people.refused)),
    ...shortened(
      refusedBy,
      ({ rule, targets, reason }) => `      ${count(targets)} × ${rule}: ${reason[language]}`,
    ),
    line(`  ${say('notCalled')}`, count(people.notCalled)),
    ...reasons
      .filter(([, people]) => people > 0)
      .map(([why, people]) => `      ${count(people)} × ${say(why)}`),
    '',
    say('lastOutcomes'),
    ...entriesOf(report.lastOutcomes).map(([outcome, people]: readonly [Outcome, number]) =>
      line(`  ${outcomeWords[outcome][language]}`, count(people)),
    ),
    '',
  ]
}

function measuresOf(report: Report, { say, count, share, milliseconds, line }: Writer): string[] {
  const { heardToEnd, firstAudioMs } = report
  const beside = [
    `${share(heardToEnd.ofReached)} ${say('ofReached')}`,
    `${share(heardToEnd.ofTargets)} ${say('ofTargets')}`,
  ].join(', ')
  const audio =
    firstAudioMs === null
      ? '–'
      : `${say('median')} ${milliseconds(firstAudioMs.p50)}, p99 ${milliseconds(firstAudioMs.p99)}, ` +
        `${say('most')} ${milliseconds(firstAudioMs.max)}`
  return [
    line(say('heardToEnd'), count(heardToEnd.people), beside),
    line(say('objections'), count(report.objections)),
    line(say('attempts'), count(report.attempts.total)),
    line(say('firstAudio'), '', audio),
    line(say('pace'), count(report.callsPerSecondMax)),
    line(say('lines'), count(report.concurrentCallsMax)),
  ]
}

function shortened<Item>(items: readonly Item[], write: (item: Item) => string): string[] {
  const shown = items.slice(0, reasonsShown).map(write)
  return items.length > reasonsShown ? [...shown, `      … +${items.length - reasonsShown}`] : shown
}
