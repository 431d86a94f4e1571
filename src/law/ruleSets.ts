/** The rules of each country, listed one by one: what is not listed here does not run. */

import { announcementsInCanada, announcersInCanada } from './ca/adad.ts'
import { shownInCanada, voterContactRegistry } from './ca/voterContactRegistry.ts'
import type { Country } from './country.ts'
import { ownRules } from './everywhere.ts'
import { numbering } from './fr/arcepAutres.ts'
import { calleeClass, pacificCallee } from './fr/arcepCallee.ts'
import { callerIdOfTrunk, humanCallerId, npvCallerId } from './fr/arcepNumerotation.ts'
import { budgetCap } from './fr/budgetCap.ts'
import { electoralCalendar } from './fr/calendrierElectoral.ts'
import { campaignHours, campaignStart } from './fr/campaignSchedule.ts'
import { consentSlot, consentToAutomate } from './fr/cnilAutomate.ts'
import { cnilReferences } from './fr/cnilReferences.ts'
import { campaignAccounts } from './fr/codeElectoralComptes.ts'
import { electionEve } from './fr/codeElectoralL49.ts'
import { readingsOfL49 } from './fr/codeElectoralL49Reading.ts'
import { propaganda } from './fr/codeElectoralPropagande.ts'
import { electoralSanctions } from './fr/codeElectoralSanctions.ts'
import { holidaysAndClocks } from './fr/codeTravail.ts'
import { conduct, ringTime } from './fr/conduct.ts'
import { consumerCode } from './fr/consommationAutres.ts'
import { callingHours } from './fr/consommationD223_9.ts'
import { attemptsInCampaign, attemptsInPeriod } from './fr/consommationD223_9Attempts.ts'
import { shownCallerId } from './fr/consommationL221_17.ts'
import { bloctelList, commercialConsent } from './fr/consommationL223.ts'
import { directoryNumber } from './fr/cpceR10.ts'
import { fiction } from './fr/fiction.ts'
import { killSwitch } from './fr/killSwitch.ts'
import { launchGates } from './fr/launchGates.ts'
import { opinionPolls } from './fr/loi77_808.ts'
import { objection, withdrawal } from './fr/objection.ts'
import { postsAndPenalCodes } from './fr/postesEtPenal.ts'
import { politicalAdvertising } from './fr/reglement2024_900.ts'
import { dataProtection } from './fr/rgpd.ts'
import { ringBackRules } from './fr/ringBack.ts'
import { tollFreeAbroad } from './fr/tollFreeAbroad.ts'
import { recordedAnswerers } from './recordedAnswerers.ts'
import type { DialRule, GateRule, KeptRule, LegalRule } from './rule.ts'
import { persistentMisuse } from './uk/ofcom.ts'
import { recordedCallsInUnitedKingdom, recordedMessagesInUnitedKingdom } from './uk/pecr.ts'
import { conductInUnitedStates, shownInUnitedStates } from './us/conduct.ts'
import { callsInPeriod, consentByLine, telephoneInUnitedStates } from './us/tcpaCallee.ts'
import {
  identityAtStart,
  numberSpoken,
  optOutOffered,
  tollFreeOnVoicemail,
} from './us/tcpaMessage.ts'

export interface RuleSet {
  readonly country: Country
  /** Changes with every rule, parameter or reading of a text; stored with each verdict. */
  readonly version: string
  /** Judge each call (decide.ts). */
  readonly dial: readonly DialRule[]
  /** Judge a campaign before it is launched (launch.ts). */
  readonly launch: readonly GateRule[]
  /** Kept by another part of the program, or only shown. */
  readonly kept: readonly KeptRule[]
  /** May the sound of who answers be kept, so that people can judge it? (recordedAnswerers.ts) */
  readonly recordsAnswerers: boolean
}

export const france: RuleSet = {
  country: 'fr',
  version: 'fr-2026-11-29',
  dial: [
    killSwitch,
    calleeClass,
    pacificCallee,
    fiction,
    objection,
    withdrawal,
    consentToAutomate,
    consentSlot,
    directoryNumber,
    commercialConsent,
    bloctelList,
    electionEve,
    callingHours,
    attemptsInPeriod,
    attemptsInCampaign,
    campaignStart,
    campaignHours,
    budgetCap,
    shownCallerId,
    npvCallerId,
    humanCallerId,
    callerIdOfTrunk,
  ],
  launch: [...launchGates, ringTime, tollFreeAbroad],
  kept: [
    ...readingsOfL49,
    ...propaganda,
    ...electoralSanctions,
    ...opinionPolls,
    ...campaignAccounts,
    ...cnilReferences,
    ...dataProtection,
    ...postsAndPenalCodes,
    ...politicalAdvertising,
    ...consumerCode,
    ...conduct,
    ...numbering,
    ...ringBackRules,
    ...holidaysAndClocks,
    ...electoralCalendar,
    recordedAnswerers.fr,
  ],
  recordsAnswerers: false,
}

const unitedKingdom: RuleSet = {
  country: 'uk',
  version: 'uk-2026-11-22',
  dial: [...recordedCallsInUnitedKingdom, ...ownRules('uk')],
  launch: recordedMessagesInUnitedKingdom,
  kept: [...persistentMisuse, recordedAnswerers.uk],
  recordsAnswerers: false,
}

const unitedStates: RuleSet = {
  country: 'us',
  version: 'us-2026-11-22',
  dial: [
    telephoneInUnitedStates,
    consentByLine,
    callsInPeriod,
    ...conductInUnitedStates,
    ...ownRules('us'),
  ],
  launch: [identityAtStart, numberSpoken, optOutOffered, tollFreeOnVoicemail],
  kept: [...shownInUnitedStates, recordedAnswerers.us],
  recordsAnswerers: false,
}

const canada: RuleSet = {
  country: 'ca',
  version: 'ca-2026-11-22',
  dial: [...announcersInCanada, ...ownRules('ca')],
  launch: [...announcementsInCanada, ...voterContactRegistry],
  kept: [...shownInCanada, recordedAnswerers.ca],
  recordsAnswerers: false,
}

const ruleSets: Readonly<Record<Country, RuleSet>> = {
  fr: france,
  uk: unitedKingdom,
  us: unitedStates,
  ca: canada,
}

export const ruleSetOf = (country: Country = 'fr'): RuleSet => ruleSets[country]

/** Every rule of a pack, whatever it judges. */
export const rulesOf = ({ dial, launch, kept }: RuleSet): readonly LegalRule[] => [
  ...dial,
  ...launch,
  ...kept,
]
