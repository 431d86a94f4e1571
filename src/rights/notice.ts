/**
 * The transparency notice of one version of a voice message (Regulation (EU) 2024/900, art. 12): who
 * speaks and who pays, for which election, to whom it was addressed and what was said. Made of what the
 * campaign declared; what is not known is said to be unknown, never left out. The public page and the
 * evidence pack show this same value.
 */
import { type EpochMs, epochMs } from '../base/units.ts'
import type { Sentence } from '../campaign/audience.ts'
import type { Campaign } from '../campaign/campaign.ts'
import { type Election, pollDatesOf } from '../campaign/election.ts'
import type { LegalFile } from '../campaign/legalFile.ts'
import {
  type Recorded,
  type SpokenSegment,
  spokenVersions,
  type VersionName,
} from '../campaign/voiceMessage.ts'
import { civilDay, parseDay } from '../law/civilDate.ts'
import { both, sayDay } from '../law/say.ts'
import type { Said } from '../law/verdict.ts'

export interface NoticeFacts {
  readonly campaign: Pick<
    Campaign,
    'id' | 'name' | 'controller' | 'purpose' | 'election' | 'deadline' | 'callerId'
  >
  readonly message: Recorded & { readonly version: number; readonly hash: string }
  readonly addedAt: EpochMs
  /** Every version there is, this one too, oldest first. */
  readonly versions: readonly { readonly version: number; readonly addedAt: EpochMs }[]
  readonly legalFile: LegalFile
  /** The criteria, in sentences (campaign/audience.ts). */
  readonly audience: readonly Sentence[]
  /** First and last call; null: none yet. */
  readonly called: {
    readonly from: EpochMs
    readonly to: EpochMs
    readonly attempts: number
  } | null
  /** What is charged, once it is known. */
  readonly amount: { readonly euro: number; readonly method: Said } | null
  /** Calls were made to practice phones only. */
  readonly practice: boolean
}

/** One statement of the notice, with the article that asks for it. */
export interface NoticeEntry {
  readonly term: Said
  readonly value: Said
  readonly asked: Said
}

export interface TransparencyNotice {
  readonly campaign: string
  readonly version: number
  readonly hash: string
  /** Regulation (EU) 2024/900 art. 11: the label. */
  readonly label: Said
  readonly entries: readonly NoticeEntry[]
  /** What is said, word for word, where it was declared. */
  readonly spoken: Partial<Record<VersionName, readonly SpokenSegment[]>>
  readonly otherVersions: readonly { readonly version: number; readonly addedAt: EpochMs }[]
  readonly practice: boolean
}

const article12 = both(
  'Regulation (EU) 2024/900, art. 12(1)',
  'Règlement (UE) 2024/900, art. 12, § 1',
)

/** `say`: how an instant is written, in the two languages. */
export function noticeOf(facts: NoticeFacts, say: (at: EpochMs) => Said): TransparencyNotice {
  const { campaign, message, versions } = facts
  return {
    campaign: campaign.id,
    version: message.version,
    hash: message.hash,
    label: labelOf(facts),
    entries: [
      ...whoSpeaks(facts),
      ...whoPays(facts),
      ...whenAndWhere(facts, say),
      ...toWhom(facts),
    ],
    spoken: spokenVersions(message),
    otherVersions: versions.filter(({ version }) => version !== message.version),
    practice: facts.practice,
  }
}

const unchanged = (text: string): Said => both(text, text)
const notDeclared = both('Not declared yet.', 'Pas encore déclaré.')
const entry = (asked: Said, term: Said, value: Said): NoticeEntry => ({ asked, term, value })

function labelOf({ campaign }: NoticeFacts): Said {
  if (campaign.purpose !== 'electoral') {
    return both('Recorded message.', 'Message enregistré.')
  }
  return both(
    `Political advertisement of ${campaign.controller}.`,
    `Publicité politique de ${campaign.controller}.`,
  )
}

function whoSpeaks({ campaign, legalFile, message }: NoticeFacts): readonly NoticeEntry[] {
  const { sponsor, dataProtectionContact } = legalFile
  const sponsorText = sponsor && `${sponsor.name} (${sponsor.establishedIn})`
  return [
    entry(
      article12,
      both('Sponsor', 'Commanditaire'),
      sponsorText ? unchanged(sponsorText) : notDeclared,
    ),
    entry(
      article12,
      both('Who controls the sponsor', 'Qui contrôle le commanditaire'),
      sponsor ? unchanged(sponsor.controlledBy ?? sponsor.name) : notDeclared,
    ),
    entry(
      both('GDPR, art. 13(1)(a)', 'RGPD, art. 13, § 1, a'),
      both('Controller of the data', 'Responsable du traitement des données'),
      unchanged(
        dataProtectionContact
          ? `${campaign.controller} – ${dataProtectionContact}`
          : campaign.controller,
      ),
    ),
    entry(
      both('Regulation (EU) 2024/1689, art. 50', 'Règlement (UE) 2024/1689, art. 50'),
      both('Voice', 'Voix'),
      voices[message.voiceOrigin],
    ),
  ]
}

const voices: Readonly<Record<Recorded['voiceOrigin'], Said>> = {
  recorded: both('A person’s, recorded.', 'Celle d’une personne, enregistrée.'),
  synthetic: both('Synthetic: made by a machine.', 'De synthèse\u202f: faite par une machine.'),
  cloned: both(
    'Cloned from a person’s, with their consent.',
    'Clonée sur celle d’une personne, avec son accord.',
  ),
}

function whoPays({ legalFile, amount }: NoticeFacts): readonly NoticeEntry[] {
  const { payer, financialAgent, sponsor, rebate } = legalFile
  return [
    entry(article12, both('Who pays', 'Qui paie'), payer ? unchanged(payer.name) : notDeclared),
    entry(
      unchanged('Code électoral, art. L52-4'),
      both('Financial agent of the candidate', 'Mandataire financier du candidat'),
      financialAgent ? unchanged(financialAgent.name) : notDeclared,
    ),
    entry(article12, both('Amount', 'Montant'), amount ? amountText(amount.euro) : notKnownYet),
    entry(
      article12,
      both('How it is calculated', 'Comment il est calculé'),
      amount?.method ?? perCall,
    ),
    entry(
      article12,
      both('Where the money comes from', 'Origine des fonds'),
      sponsor ? unchanged(sponsor.funding) : notDeclared,
    ),
    ...(rebate
      ? [
          entry(
            unchanged('Code électoral, art. L52-8'),
            both('Rebate', 'Remise'),
            unchanged(`${rebate.percent} % – ${rebate.publicRule ?? '–'}`),
          ),
        ]
      : []),
  ]
}

const notKnownYet = both(
  'Not known yet: it is shown here once it is invoiced.',
  'Pas encore connu\u202f: il s’affiche ici une fois facturé.',
)
const perCall = both(
  'By the time of the calls that were answered, at the public price of the carrier.',
  'D’après la durée des appels décrochés, au tarif public de l’opérateur.',
)

function amountText(euro: number): Said {
  const cents = Math.round(euro * 100)
  const whole = Math.floor(cents / 100)
  const rest = String(cents % 100).padStart(2, '0')
  return both(`€${whole}.${rest}`, `${whole},${rest}\u202f€`)
}

function whenAndWhere(
  { campaign, called, addedAt, versions, message }: NoticeFacts,
  say: (at: EpochMs) => Said,
): readonly NoticeEntry[] {
  const [first, last] = [say(called?.from ?? addedAt), say(called?.to ?? campaign.deadline)]
  const next = versions.find(({ version }) => version === message.version + 1)
  const replaced = next && say(epochMs(next.addedAt))
  return [
    entry(
      article12,
      both('Period of the calls', 'Période des appels'),
      called
        ? both(`From ${first.en} to ${last.en}.`, `Du ${first.fr} au ${last.fr}.`)
        : both(
            `None yet; until ${last.en} at the latest.`,
            `Aucun encore\u202f; jusqu’au ${last.fr} au plus tard.`,
          ),
    ),
    entry(
      article12,
      both('Calls placed', 'Appels lancés'),
      unchanged(String(called?.attempts ?? 0)),
    ),
    entry(
      article12,
      both('Election', 'Élection'),
      campaign.election ? electionText(campaign.election) : both('None.', 'Aucune.'),
    ),
    ...(replaced
      ? [
          entry(
            article12,
            both('Replaced', 'Remplacée'),
            both(
              `By version ${message.version + 1} on ${replaced.en}.`,
              `Par la version ${message.version + 1} le ${replaced.fr}.`,
            ),
          ),
        ]
      : []),
  ]
}

function electionText({ name, rounds, status }: Election): Said {
  const days = [...new Set(rounds.flatMap(pollDatesOf))].sort().map(sayPollDay)
  const [en, fr] = status === 'decreed' ? ['decreed', 'décret paru'] : ['announced', 'annoncée']
  return both(
    `${name}: ${days.map((day) => day.en).join(', ')} (${en})`,
    `${name}\u202f: ${days.map((day) => day.fr).join(', ')} (${fr})`,
  )
}

/** With its year: a notice is read years later. */
function sayPollDay(date: string): Said {
  const when = parseDay(date)
  return when === undefined ? unchanged(date) : sayDay(when, civilDay(0))
}

function toWhom({ audience }: NoticeFacts): readonly NoticeEntry[] {
  const asked = article12
  const term = both('Who is called', 'Qui est appelé')
  if (audience.length === 0) return [entry(asked, term, notDeclared)]
  return [
    entry(
      asked,
      term,
      both(audience.map(({ en }) => en).join(' '), audience.map(({ fr }) => fr).join(' ')),
    ),
  ]
}
