/** docs/outcomes.md: how a call can end, and which SIP reply or Q.850 cause leads there. */
import { outcomes } from '../call/outcome.ts'
import { q850Outcomes, sipOutcomes } from './sipOutcome.ts'

export function outcomesPage(): string {
  return [
    '# How a call can end',
    '',
    'Generated from `src/call/outcome.ts` and `src/telephony/sipOutcome.ts`; `npm run docs` writes this page.',
    '*Counts*: against the cap of attempts that law sets per person. *Retry*: a new attempt may be planned,',
    'through the law again.',
    '',
    '| outcome | meaning | whose doing | retry | counts |',
    '| --- | --- | --- | --- | --- |',
    ...Object.entries(outcomes).map(
      ([name, { meaning, fault, retry, counts }]) =>
        `| \`${name}\` | ${meaning} | ${fault} | ${yes(retry)} | ${yes(counts)} |`,
    ),
    '',
    '## SIP replies (RFC 3261 §21)',
    '',
    'A class (`4xx`) stands for every status of it that has no row of its own. *Retry-After*: whom it concerns,',
    'the whole trunk (no call leaves over it meanwhile) or only this phone.',
    '',
    '| status | outcome | after ringing | Retry-After | because |',
    '| --- | --- | --- | --- | --- |',
    ...sipOutcomes.map(
      ({ status, outcome, afterRinging, backOff, because }) =>
        `| ${status} | \`${outcome}\` | ${afterRinging ? `\`${afterRinging}\`` : ''} | ${backOff ? 'trunk' : 'phone'} | ${because} |`,
    ),
    '',
    '## Q.850 causes in a Reason header (RFC 3326)',
    '',
    '| cause | outcome | because |',
    '| --- | --- | --- |',
    ...q850Outcomes.map(
      ({ cause, outcome, because }) => `| ${cause} | \`${outcome}\` | ${because} |`,
    ),
    '',
  ].join('\n')
}

const yes = (value: boolean): string => (value ? 'yes' : 'no')
