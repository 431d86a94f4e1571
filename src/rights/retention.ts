/**
 * How long everything is kept, and what is due to be deleted (RGPD art. 5 § 1 e). Pure: the figures are
 * the dated parameters of the rules of law, and the plan says of each thing until when it is kept, why,
 * and whether its time has come.
 */
import { assert } from '../base/assert.ts'
import { after, type EpochMs, hours, type Ms } from '../base/units.ts'
import type { CampaignState } from '../campaign/campaign.ts'
import type { Election } from '../campaign/election.ts'
import { localDay, midnightOf, zoneOf } from '../law/calendar.ts'
import { addDays, type CivilDay, dateOf, day, dayOf, isoDate } from '../law/civilDate.ts'
import { type LegalRule, valueOn } from '../law/rule.ts'
import type { RuleSet } from '../law/ruleSets.ts'
import type { Said } from '../law/verdict.ts'

/** The figures in force on one day, with the text that gives each. */
export interface RetentionTimes {
  readonly purgeAfterElectionDays: Figure
  readonly prospectPurgeDays: Figure
  readonly proofYears: Figure
  /** Who agreed and was never called: counted from when they last came up. */
  readonly neverCalledYears: Figure
  readonly archiveYears: Figure
}

export interface Figure {
  readonly value: number
  readonly rule: string
  readonly article: string
}

const paris = zoneOf('Europe/Paris')

export function retentionTimes(rules: RuleSet, now: EpochMs): RetentionTimes {
  const today = localDay(paris, now)
  return {
    purgeAfterElectionDays: figure(rules, 'purgeAfterElectionDays', today),
    prospectPurgeDays: figure(rules, 'prospectPurgeDays', today),
    proofYears: figure(rules, 'proofYears', today),
    neverCalledYears: figure(rules, 'neverCalledYears', today),
    archiveYears: figure(rules, 'archiveYears', today),
  }
}

function figure({ kept }: RuleSet, name: string, today: CivilDay): Figure {
  const rule = kept.find(({ parameters }) => parameters?.[name] !== undefined)
  const value = rule?.parameters?.[name] && valueOn(rule.parameters[name], today)
  assert(rule && typeof value === 'number', `the rules give ${name}`)
  return { value, rule: rule.id, article: articleOf(rule) }
}

export const articleOf = ({ text }: Pick<LegalRule, 'text'>): string =>
  `${text.code}, ${text.article}`

/** One-time codes and proved browsers: long enough to answer "who asked for my file?" (our choice). */
export const codesKeptMs: Ms = hours(30 * 24)

export interface KeptCampaign {
  readonly id: string
  readonly name: string
  readonly practice: boolean
  readonly state: CampaignState
  readonly election: Election | null
  readonly deadline: EpochMs
  /** When it moved to completed or stopped. */
  readonly endedAt: EpochMs | null
}

export interface CampaignRetention {
  readonly campaign: string
  readonly name: string
  readonly practice: boolean
  /** null: kept as long as it runs, or of no concern here. */
  readonly keptUntil: EpochMs | null
  readonly due: boolean
  readonly rule: string
  readonly article: string
  readonly why: Said
}

/** Until when a campaign gives a reason to keep the people it chose. */
export function retentionOf(
  campaign: KeptCampaign,
  times: RetentionTimes,
  now: EpochMs,
): CampaignRetention {
  const { id, name, practice, state, election, deadline, endedAt } = campaign
  const of = { campaign: id, name, practice }
  const { purgeAfterElectionDays: afterElection, prospectPurgeDays: afterCampaign } = times
  const figures = election ? afterElection : afterCampaign
  const { rule, article } = figures
  if (practice) {
    const why = { en: 'practice: rang nobody', fr: 'exercice : n’a appelé personne' }
    return { ...of, rule, article, keptUntil: null, due: false, why }
  }
  if (state === 'running') {
    const why = { en: 'still calling', fr: 'appelle encore' }
    return { ...of, rule, article, keptUntil: null, due: false, why }
  }
  const endsAt = endedAt ?? deadline
  const keptUntil = election
    ? laterOf(endsAt, settledUntil(election, afterElection.value))
    : after(endsAt, hours(24 * afterCampaign.value))
  const why = election
    ? {
        en: `${afterElection.value} days after the last polling day of “${election.name}”`,
        fr: `${afterElection.value} jours après le dernier scrutin de « ${election.name} »`,
      }
    : {
        en: `no election: ${afterCampaign.value} days after the end of the campaign`,
        fr: `sans élection : ${afterCampaign.value} jours après la fin de la campagne`,
      }
  return { ...of, rule, article, keptUntil, due: now >= keptUntil, why }
}

/** Days are counted whole, in Paris: kept through the last of them. */
function settledUntil({ rounds }: Election, days: number): EpochMs {
  const last = rounds
    .map(({ pollDate }) => pollDate)
    .sort()
    .at(-1)
  assert(last !== undefined, 'an election has a polling day')
  return midnightOf(paris, addDays(day(last), days + 1))
}

const laterOf = (a: EpochMs, b: EpochMs): EpochMs => (a > b ? a : b)

/** What is older than its instant is due; what happened at it or later is kept. */
export interface Cutoffs {
  readonly neverCalled: EpochMs
  readonly proofs: EpochMs
  readonly codes: EpochMs
}

export function cutoffsAt(times: RetentionTimes, now: EpochMs): Cutoffs {
  return {
    neverCalled: yearsBefore(now, times.neverCalledYears.value),
    proofs: yearsBefore(now, times.proofYears.value),
    codes: after(now, -codesKeptMs as Ms),
  }
}

/** The first instant of the same day that many years ago, in Paris; 29 February becomes 1 March. */
export function yearsBefore(now: EpochMs, years: number): EpochMs {
  const { year, month, date } = dateOf(localDay(paris, now))
  return midnightOf(paris, dayOf(year - years, month, date))
}

/** What no purge touches, and the text that says so. */
export function keptWhatever(
  times: RetentionTimes,
): readonly { what: Said; until: Said; article: string }[] {
  const { archiveYears, proofYears } = times
  return [
    {
      what: { en: 'objections, as a keyed hash', fr: 'oppositions, en empreinte à clé' },
      until: { en: 'without end', fr: 'sans terme' },
      article: 'RGPD, art. 21 § 3',
    },
    {
      what: {
        en: 'the ledger: hashes, no personal data',
        fr: 'le registre chaîné : des empreintes, aucune donnée personnelle',
      },
      until: { en: 'without end', fr: 'sans terme' },
      article: 'RGPD, art. 5 § 2',
    },
    {
      what: {
        en: 'recordings, declarations, criteria, counts: no personal data of people called',
        fr: 'enregistrements, déclarations, critères, totaux : aucune donnée des personnes appelées',
      },
      until: {
        en: `${archiveYears.value} years at least`,
        fr: `${archiveYears.value} ans au moins`,
      },
      article: archiveYears.article,
    },
    {
      what: {
        en: 'proof of consents and verdicts of calls, by keyed hash',
        fr: 'preuve des accords et verdicts des appels, par empreinte à clé',
      },
      until: { en: `${proofYears.value} years`, fr: `${proofYears.value} ans` },
      article: proofYears.article,
    },
  ]
}

export const dayInParis = (at: EpochMs): string => isoDate(localDay(paris, at))
