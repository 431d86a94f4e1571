/** What `law elections` prints: the elections the program knows, and the dates one of them sets. */
import { Failure } from '../base/failure.ts'
import { type EpochMs, epochMs } from '../base/units.ts'
import { isoDate } from '../law/civilDate.ts'
import { electionDates } from '../law/electionDates.ts'
import { type KnownElection, knownElections, undatedElections } from '../law/fr/elections.ts'
import { confidences } from '../law/lawPageWords.ts'
import type { Invocation } from './command.ts'

export async function electionsCommand(invocation: Invocation, key?: string): Promise<void> {
  if (key === undefined) list(invocation)
  else show(invocation, known(key))
}

function list({ output }: Invocation): void {
  output.result({ elections: knownElections, undated: undatedElections })
  for (const { key, election, confidence } of knownElections) {
    const rounds = election.rounds.map(({ pollDate }) => pollDate).join(', ')
    output.say(`${key}  ${rounds}  ${election.status}, ${confidence}`)
  }
  for (const { name, when } of undatedElections) output.say(`(no day yet)  ${name}: ${when}`)
}

function known(key: string): KnownElection {
  const found = knownElections.find((each) => each.key === key.trim().toLowerCase())
  if (found) return found
  throw new Failure(
    'notFound',
    `There is no election "${key}": \`portevoix law elections\` lists them.`,
  )
}

function show(
  { output, config }: Invocation,
  { key, election, confidence, source }: KnownElection,
): void {
  const dates = electionDates(election)
  if (!dates) throw new Failure('notFound', `The polling days of ${key} are not known.`)
  const { silences, noFreeNumber, accountDeposit } = dates
  const days = { from: isoDate(noFreeNumber.from), to: isoDate(noFreeNumber.to) }
  output.result({
    key,
    election,
    confidence,
    source,
    silences: silences.map(({ startsAt, endsAt, pollDay, ...where }) => ({
      ...where,
      pollDay: isoDate(pollDay),
      startsAt: utc(startsAt),
      endsAt: utc(endsAt),
    })),
    noFreeNumber: days,
    accountDeposit: accountDeposit === null ? null : utc(accountDeposit),
  })
  if (output.json) return
  const { language } = config()
  output.say(
    `${election.name}: ${election.status} (${confidence}, ${confidences[confidence][language]}; ${source})`,
  )
  output.say('No call may be live from … (UTC), until … (Code électoral L49):')
  for (const { territory, zone, startsAt, endsAt } of silences) {
    output.say(`  ${territory.padEnd(3)} ${zone.padEnd(22)} ${utc(startsAt)}  ${utc(endsAt)}`)
  }
  output.say(`No free number from ${days.from} until before ${days.to} (L50-1).`)
  output.say(
    accountDeposit === null
      ? 'Deposit of the account: the rule of the presidential election, not held here.'
      : `Deposit of the account: by ${utc(accountDeposit)} (L52-12).`,
  )
}

const utc = (at: EpochMs): string => new Date(epochMs(at)).toISOString().replace('.000Z', 'Z')
