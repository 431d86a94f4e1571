/** `campaign check`: readiness, every gate of the law, and how many people may be called now, later, never. */
import { failures } from '../base/failure.ts'
import type { EpochMs } from '../base/units.ts'
import type { Campaign } from '../campaign/campaign.ts'
import { type Missing, missingFor } from '../campaign/readiness.ts'
import { findCampaign, trunkOf } from '../engine/campaigns.ts'
import { type Launching, launchingOf } from '../engine/launching.ts'
import { nowOf } from '../engine/line.ts'
import type { GateAnswer, LaunchVerdict } from '../law/launch.ts'
import { both } from '../law/say.ts'
import type { Said } from '../law/verdict.ts'
import { type Screening, screenCampaign } from '../screening/screenCampaign.ts'
import { type Invocation, readableInstant } from './command.ts'
import { type Session, withSession } from './session.ts'

interface Checked {
  readonly campaign: Campaign
  readonly now: EpochMs
  readonly verdict: LaunchVerdict
  /** Beside the gates. */
  readonly missing: readonly Missing[]
  readonly warnings: Launching['warnings']
  readonly launchable: boolean
  /** null: without a trunk nobody can be judged. */
  readonly people: Screening | null
}

export async function checkCommand(invocation: Invocation, id: string): Promise<void> {
  const { output, config, endWith } = invocation
  const checked = await withSession(invocation, async (session) => {
    const campaign = await findCampaign(session.store, id)
    const now = await nowOf(session, campaign)
    const people = await screened(invocation, session, campaign, now)
    output.progressDone()
    return checkedOf(campaign, now, await launchingOf(session, campaign, now), people)
  })
  for (const line of linesOf(checked, config().language)) output.say(line)
  output.result(resultOf(checked))
  if (!checked.launchable) endWith(failures.refused[0])
}

async function screened(
  { output }: Invocation,
  { database, store }: Session,
  campaign: Campaign,
  now: EpochMs,
): Promise<Screening | null> {
  const trunk = await trunkOf(store, campaign.trunk)
  if (trunk === null) return null
  return screenCampaign({
    ...{ database, store, campaign, trunk, now },
    onProgress: ({ people, share, leftMs }) =>
      output.progress(
        `${people} people judged · ${Math.floor(share * 100)} % · ${Math.ceil(leftMs / 1000)} s left`,
      ),
  })
}

/** `campaign start` chooses people: as long as nobody is chosen, those it would choose count. */
function checkedOf(
  campaign: Campaign,
  now: EpochMs,
  { verdict, facts, warnings }: Launching,
  people: Screening | null,
): Checked {
  const targets = facts.targets > 0 ? facts.targets : (people?.people ?? 0)
  const missing = missingFor(campaign, { ...facts, targets, refusedGates: [] }, now)
  const launchable = verdict.launchable && missing.length === 0
  return { campaign, now, verdict, missing, warnings, launchable, people }
}

function resultOf({
  campaign,
  now,
  verdict,
  missing,
  warnings,
  launchable,
  people,
}: Checked): object {
  return {
    campaign: campaign.id,
    name: campaign.name,
    state: campaign.state,
    practice: campaign.practiceStart !== null,
    launchable,
    judgedAt: new Date(now).toISOString(),
    lawVersion: verdict.lawVersion,
    readiness: missing.map(({ what, measured, limit, say }) => ({
      ...{ what, measured, limit, reason: say.en, reasonFr: say.fr },
    })),
    warnings: warnings.map(({ code, measured, limit, say }) => ({
      ...{ code, measured, limit, reason: say.en, reasonFr: say.fr },
    })),
    gates: verdict.gates.map(({ reason, title, ...gate }) => ({
      ...gate,
      title: title.en,
      titleFr: title.fr,
      ...(reason && { reason: reason.en, reasonFr: reason.fr }),
    })),
    people: people && {
      subject: people.subject,
      people: people.people,
      ...people.kinds,
      byRule: people.byRule,
      byTerritory: people.byTerritory,
      laterFrom: people.laterFrom.map(({ at, people: count }) => ({
        at: new Date(at).toISOString(),
        people: count,
      })),
      missing: people.missing,
    },
  }
}

type Language = 'en' | 'fr'

const words = {
  practice: both(', practice: no real phone rings', ', répétition : aucun vrai téléphone ne sonne'),
  mayBe: both('It may be launched.', 'Elle peut être lancée.'),
  mayNotBe: both('It may not be launched', 'Elle ne peut pas être lancée'),
  refusals: both('refusals', 'refus'),
  judged: both('Judged as of', 'Jugé à la date du'),
  law: both('law', 'droit'),
  readiness: both('Readiness', 'Préparation'),
  gates: both('Gates', 'Contrôles avant lancement'),
  passed: both('passed', 'accepté'),
  refused: both('refused', 'refusé'),
  unknown: both('unknown', 'inconnu'),
  warned: both('warned', 'averti'),
  measured: both('measured', 'mesuré'),
  passes: both('passes', 'passerait'),
  noTrunk: both(
    'People: nobody can be judged without a trunk.',
    'Personnes : personne ne peut être jugé sans raccordement opérateur.',
  ),
  chosen: both('People chosen', 'Personnes choisies'),
  wouldBe: both('People who would be chosen', 'Personnes qui seraient choisies'),
  now: both('callable now', 'appelables maintenant'),
  later: both('callable later', 'appelables plus tard'),
  from: both('from', 'dès'),
  never: both('never', 'jamais'),
  missing: both('a fact is missing', 'il manque un fait'),
} as const satisfies Record<string, Said>

function linesOf(checked: Checked, language: Language): readonly string[] {
  const { campaign, now, verdict, missing, warnings, launchable, people } = checked
  const say = (word: keyof typeof words): string => words[word][language]
  const refused = verdict.gates.filter(({ is }) => is === 'refused' || is === 'unknown').length
  const practice = campaign.practiceStart === null ? '' : say('practice')
  const outcome = launchable
    ? say('mayBe')
    : `${say('mayNotBe')}: ${missing.length + refused} ${say('refusals')}.`
  return [
    `${campaign.name} (${campaign.id}): ${campaign.state}${practice}.`,
    `${outcome} ${say('judged')} ${readableInstant(now)}, ${say('law')} ${verdict.lawVersion}.`,
    '',
    say('readiness'),
    ...(missing.length === 0
      ? ['  passed']
      : missing.flatMap((each) => missingLines(each, language))),
    ...warnings.map(
      ({ code, say: said }) => `  ${say('warned').padEnd(8)} ${code}: ${said[language]}`,
    ),
    '',
    say('gates'),
    ...verdict.gates.flatMap((gate) => gateLines(gate, language)),
    '',
    ...peopleLines(people, language),
  ]
}

const missingLines = ({ what, say, measured, limit }: Missing, language: Language) => [
  `  ${words.refused[language].padEnd(8)} ${what}: ${say[language]}`,
  `           ${words.measured[language]} ${measured}; ${words.passes[language]}: ${limit}`,
]

function gateLines(gate: GateAnswer, language: Language): readonly string[] {
  const { rule, is, title, article, measured, limit, reason } = gate
  const said = (words: Said): string => words[language]
  const found =
    measured === '' ? '' : `${said(words.measured)} ${measured}; ${said(words.passes)}: ${limit}`
  const head = `  ${said(words[is]).padEnd(8)} ${rule}: ${said(title)}`
  if (is === 'passed') return found === '' ? [head] : [head, `           ${found}`]
  return [
    head,
    ...(reason ? [`           ${said(reason)}`] : []),
    `           ${found}`,
    `           ${article}`,
  ]
}

/** How many rules are shown; --json has all of them. */
const rulesShown = 12

function peopleLines(people: Screening | null, language: Language): readonly string[] {
  const say = (word: keyof typeof words): string => words[word][language]
  if (people === null) return [say('noTrunk')]
  const { kinds, byRule, laterFrom } = people
  const [next] = laterFrom
  const rows: readonly (readonly [string, string])[] = [
    [say('now'), `${kinds.now}`],
    [say('later'), `${kinds.later}${next ? `, ${say('from')} ${readableInstant(next.at)}` : ''}`],
    [say('never'), `${kinds.never}`],
    [say('missing'), `${kinds.unknown}`],
  ]
  const width = Math.max(...rows.map(([label]) => label.length))
  return [
    `${say(people.subject === 'targets' ? 'chosen' : 'wouldBe')}: ${people.people}`,
    ...rows.map(([label, count]) => `  ${label.padEnd(width)}  ${count}`),
    ...byRule
      .filter(({ first }) => first > 0)
      .slice(0, rulesShown)
      .map(({ rule, first }) => `    ${String(first).padStart(9)} × ${rule}`),
  ]
}
