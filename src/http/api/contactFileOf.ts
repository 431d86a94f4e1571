/** Puts together what is known of one number, also of one nobody knows. */
import type { z } from 'zod'
import type { CampaignId } from '../../base/ids.ts'
import { maskedNational } from '../../base/nationalNumber.ts'
import type { E164, EpochMs } from '../../base/units.ts'
import { trunkOf } from '../../engine/campaigns.ts'
import { nowOf } from '../../engine/line.ts'
import { sentenceOfUnknown } from '../../law/unknownFacts.ts'
import type { Said, Verdict } from '../../law/verdict.ts'
import { saySlots } from '../../rights/letterWords.ts'
import { judgeContact } from '../../screening/judgeContact.ts'
import type { Database } from '../../store/database.ts'
import {
  type CampaignName,
  campaignsToJudge,
  factsOfContact,
  type OpenedContact,
} from '../../store/postgres/contactBook.ts'
import { personFile } from '../../store/postgres/personFile.ts'
import { suppressionStore } from '../../store/postgres/suppressionEntries.ts'
import type { Store } from '../../store/store.ts'
import type { contactFile, contactLine, decisionShape, verdictShape } from './contactShapes.ts'
import { isoOf } from './times.ts'

export interface FileAsked {
  readonly database: Database
  readonly store: Store
  readonly organisation: number
  readonly number: E164
  readonly contact: OpenedContact | null
  /** For which one it is judged; absent: the one that calls, or will. */
  readonly campaign?: string | undefined
  readonly now: EpochMs
}

export async function contactFileOf(asked: FileAsked): Promise<z.input<typeof contactFile>> {
  const { database, organisation, number, contact, now } = asked
  const campaigns = await campaignsToJudge(database.pool, organisation)
  const file = await personFile(database, organisation, number, now)
  const standing = await suppressionStore(database, '').standing(number)
  return {
    phone: maskedNational(number),
    contact: contact && {
      ...lineOf(contact),
      insee: contact.insee,
      language: contact.language,
      pollingDistrict: contact.pollingDistrict,
      others: contact.others.map(({ id, phone }) => ({ id, phone: maskedNational(phone) })),
    },
    verdict: contact && (await verdictOf(asked, contact, campaigns)),
    campaigns,
    facts: contact
      ? (await factsOfContact(database.pool, contact.id)).map(({ importedAt, ...fact }) => ({
          ...fact,
          value: fact.fact === 'phone' ? maskedNational(fact.value as E164) : fact.value,
          importedAt: isoOf(importedAt),
        }))
      : [],
    consents: file.consents.map((consent) => ({
      ...{ kind: consent.kind, controller: consent.controller, channel: consent.channel },
      ...{ wording: consent.wording, source: consent.source, at: isoOf(consent.at) },
      slots: saySlots(consent.slots ?? []),
      wordingVersion: consent.wordingVersion ?? null,
    })),
    suppressions: standing.map(({ scope, controller, at, reason, reference }) => ({
      ...{ scope, controller, reason, reference, at: isoOf(at) },
    })),
    ringBacks: file.ringBacks.map(({ at, outcome, campaignName }) => ({
      ...{ outcome, campaignName, at: isoOf(at) },
    })),
    requests: file.requests.map(({ reference, kind, state, openedAt }) => ({
      ...{ reference, kind, state, openedAt: isoOf(openedAt) },
    })),
  }
}

export const lineOf = (
  line: Pick<OpenedContact, keyof z.input<typeof contactLine>>,
): z.input<typeof contactLine> => {
  const { id, phone, lastName, firstName, commune, postcode, territory, createdAt } = line
  return {
    ...{ id, lastName, firstName, commune, postcode, territory },
    phone: maskedNational(phone),
    createdAt: isoOf(createdAt),
  }
}

async function verdictOf(
  { database, store, campaign: wanted }: FileAsked,
  { id, person }: OpenedContact,
  campaigns: readonly CampaignName[],
): Promise<z.input<typeof verdictShape> | null> {
  const named = wanted === undefined ? campaigns[0] : campaigns.find((each) => each.id === wanted)
  if (!named) return null
  const campaign = await store.campaign(named.id as CampaignId)
  const trunk = await trunkOf(store, campaign.trunk)
  if (!trunk) return null
  const now = await nowOf({ database }, campaign)
  const verdict = await judgeContact(database, campaign, trunk, { contact: id, person }, now)
  if (!verdict) return null
  return {
    campaign: { id: named.id, name: named.name, practice: named.practice },
    judgedAt: isoOf(now),
    allowed: verdict.allowed,
    askAgainAt: verdict.askAgainAt === undefined ? null : isoOf(verdict.askAgainAt as EpochMs),
    refusals: refusalsOf([...verdict.refusals, ...verdict.unknown]),
    rulesRun: verdict.rulesRun.length,
    lawVersion: verdict.lawVersion,
  }
}

type AnyRefusal =
  | Pick<Verdict['refusals'][number], 'rule' | 'measured' | 'limit' | 'reason'>
  | Verdict['unknown'][number]
  | { readonly rule: string }

export const refusalsOf = (
  refusals: readonly AnyRefusal[],
): z.input<typeof decisionShape>['refusals'] =>
  refusals.map((each) => ({
    rule: each.rule,
    measured: 'measured' in each ? (each.measured ?? null) : null,
    limit: 'limit' in each ? (each.limit ?? null) : null,
    reason: reasonOf(each),
  }))

/** Of a missing fact whose words were not stored, the law's own; null: nothing but the rule is known. */
function reasonOf(refusal: AnyRefusal): Said | null {
  if ('reason' in refusal && refusal.reason) return refusal.reason
  return 'missing' in refusal ? sentenceOfUnknown(refusal.missing) : null
}
