/** What blocks or warns, each with the step that mends it; and from that the mark of every step. */
import type { Campaign } from '../../campaign/campaign.ts'
import { type Missing, missingFor } from '../../campaign/readiness.ts'
import type { Launching } from '../../engine/launching.ts'
import type { GateAnswer } from '../../law/launch.ts'
import { both } from '../../law/say.ts'
import type { RuleId, Said } from '../../law/verdict.ts'
import type { StepName } from './campaignShapes.ts'

export interface Finding {
  readonly step: StepName
  readonly weight: 'blocks' | 'warns'
  readonly code: string
  readonly title: Said
  readonly article: string | null
  readonly measured: string
  readonly limit: string
  readonly say: Said
}

/** What is heard is mended in the message; who pays, who speaks and through which number in the purpose. */
const stepOfRule: Readonly<Record<RuleId, StepName>> = {
  ...Object.fromEntries(
    [
      ...['fr.CNIL-identity', 'fr.CNIL-objection', 'fr.RGPD-13-14', 'fr.RPP-11', 'fr.AIA-50-voice'],
      ...['fr.loi77-808-keys', 'fr.L48', 'fr.L48-2', 'fr.AIA-50-consent'],
    ].map((rule) => [rule, 'message' as const]),
  ),
  'fr.CPCE-R10-sources': 'people',
  'fr.ring': 'schedule',
}

const stepOfMissing: Readonly<Record<Missing['what'], StepName>> = {
  message: 'message',
  approval: 'message',
  trunk: 'purpose',
  callerId: 'purpose',
  deadline: 'schedule',
  targets: 'people',
  controller: 'purpose',
  practiceStart: 'schedule',
  ringTimeout: 'schedule',
  maxTalk: 'schedule',
  voicemail: 'message',
  menu: 'message',
  retry: 'schedule',
  gate: 'purpose',
  houseMode: 'purpose',
  houseTries: 'schedule',
  houseApprovals: 'message',
  houseHours: 'schedule',
  houseBudget: 'schedule',
}

const ofTheHouse = both('Rule of your organisation', 'Règle de votre organisation')

const titleOfMissing: Readonly<Record<Missing['what'], Said>> = {
  message: both('Voice message', 'Message vocal'),
  approval: both('Approval', 'Approbation'),
  trunk: both('Operator trunk', 'Raccordement opérateur'),
  callerId: both('Number shown', 'Numéro affiché'),
  deadline: both('Do not call after', 'Ne plus appeler après'),
  targets: both('People', 'Personnes'),
  controller: both('On whose behalf', 'Pour le compte de'),
  practiceStart: both('Practice clock', 'Horloge de répétition'),
  ringTimeout: both('Ring time', 'Durée de sonnerie'),
  maxTalk: both('Longest talk', 'Durée maximale d’un appel'),
  voicemail: both('Message for answering machines', 'Message pour les répondeurs'),
  menu: both('Keys', 'Touches'),
  retry: both('New attempts', 'Nouveaux essais'),
  gate: both('Gate', 'Contrôle'),
  houseMode: ofTheHouse,
  houseTries: ofTheHouse,
  houseApprovals: ofTheHouse,
  houseHours: ofTheHouse,
  houseBudget: ofTheHouse,
}

/** `people`: how many would be chosen, where nobody is yet. */
export function findingsOf(
  campaign: Campaign,
  { verdict, facts, warnings }: Launching,
  people: number,
  now: Campaign['deadline'],
): readonly Finding[] {
  const targets = Math.max(facts.targets, people)
  const missing = missingFor(campaign, { ...facts, targets, refusedGates: [] }, now)
  const gates = verdict.gates.filter(({ is }) => is !== 'passed')
  const findings = [...missing.map(ofMissing), ...gates.map(ofGate), ...warnings.map(ofWarning)]
  // Where there is no recording, what each gate does not hear of it says nothing more; and one that is
  // not approved is told once: the readiness names its version.
  const isSilent = missing.some(({ what }) => what === 'message')
  const isOpen = missing.some(({ what }) => what === 'approval')
  return findings
    .filter(({ step, code }) => !isSilent || step !== 'message' || code === 'message')
    .filter(({ code }) => !isOpen || code !== 'fr.L48')
    .sort((a, b) => Number(a.weight === 'warns') - Number(b.weight === 'warns'))
}

const ofMissing = ({ what, measured, limit, say }: Missing): Finding => ({
  ...{ step: stepOfMissing[what], weight: 'blocks', code: what, title: titleOfMissing[what] },
  ...{ article: null, measured, limit, say },
})

const ofWarning = (warning: Launching['warnings'][number]): Finding => ({
  ...{ step: 'schedule', weight: 'warns', article: null },
  ...warning,
})

const ofGate = ({ rule, title, article, is, measured, limit, reason }: GateAnswer): Finding => ({
  step: stepOfRule[rule] ?? 'purpose',
  weight: is === 'warned' ? 'warns' : 'blocks',
  ...{ code: rule, title, article, measured, limit, say: reason ?? title },
})

export interface StepMark {
  readonly step: StepName
  readonly mark: 'done' | 'attention' | 'open'
  readonly blocks: number
  readonly warns: number
}

/** What was not begun is open; what blocks asks for attention; a warning of practice does not. */
export interface Begun {
  readonly people: boolean
  readonly checked: 'never' | 'stale' | 'launchable' | 'blocked'
  readonly heard: boolean
}

export function stepMarks(
  campaign: Campaign,
  findings: readonly Finding[],
  begun: Begun,
): readonly StepMark[] {
  const of = (step: StepName, isBegun: boolean): StepMark => {
    const own = findings.filter((finding) => finding.step === step)
    const blocks = own.filter(({ weight }) => weight === 'blocks').length
    const mark = !isBegun ? 'open' : blocks > 0 ? 'attention' : 'done'
    return { step, mark, blocks, warns: own.length - blocks }
  }
  const check =
    begun.checked === 'launchable' ? 'done' : begun.checked === 'blocked' ? 'attention' : 'open'
  return [
    of('purpose', campaign.purpose === 'other' || campaign.election !== null),
    of('people', begun.people),
    of('message', campaign.message !== null),
    of('schedule', true),
    { step: 'check', mark: check, blocks: 0, warns: 0 },
    { step: 'listen', mark: begun.heard ? 'done' : 'open', blocks: 0, warns: 0 },
  ]
}
