/** The dates an election sets for a campaign: who is silent when, free numbers, deposit of the account. */
import type { EpochMs } from '../base/units.ts'
import { type Election, pollDatesOf } from '../campaign/election.ts'
import { type CivilDay, parseDay } from './civilDate.ts'
import { freezesAnywhere, isDated } from './electionFreeze.ts'
import { accountDepositDeadline, sixMonthWindow } from './fr/electionWindows.ts'

export interface ElectionDates {
  /** Code électoral L49: nothing may be live from `startsAt` on; calls resume at `endsAt`. */
  readonly silences: readonly {
    readonly territory: string
    readonly zone: string
    readonly pollDay: CivilDay
    readonly startsAt: EpochMs
    readonly endsAt: EpochMs
  }[]
  /** Code électoral L50-1, half-open. */
  readonly noFreeNumber: { readonly from: CivilDay; readonly to: CivilDay }
  /** Code électoral L52-12; null for a presidential election, which has a rule of its own. */
  readonly accountDeposit: EpochMs | null
}

/** undefined: its polling days are not known. */
export function electionDates(election: Election): ElectionDates | undefined {
  const window = sixMonthWindow(election)
  const first = election.rounds.flatMap(pollDatesOf).sort()[0]
  const round1 = first === undefined ? undefined : parseDay(first)
  if (!window || round1 === undefined || !isDated(election)) return undefined
  return {
    silences: freezesAnywhere(election).map(({ place, pollDay, startsAt, endsAt }) => {
      return { territory: place.territory, zone: place.zone.name, pollDay, startsAt, endsAt }
    }),
    noFreeNumber: window,
    accountDeposit: election.kind === 'presidential' ? null : accountDepositDeadline(round1),
  }
}
