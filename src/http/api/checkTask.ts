/** The check as a task: whom the campaign would call is chosen, everybody is judged, and the result is kept. */
import type { z } from 'zod'
import type { CampaignId } from '../../base/ids.ts'
import type { Campaign } from '../../campaign/campaign.ts'
import { trunkOf } from '../../engine/campaigns.ts'
import { launchingOf } from '../../engine/launching.ts'
import { nowOf } from '../../engine/line.ts'
import { france, rulesOf } from '../../law/ruleSets.ts'
import { both } from '../../law/say.ts'
import type { RuleId, Said } from '../../law/verdict.ts'
import { type Screening, screenCampaign } from '../../screening/screenCampaign.ts'
import type { Database } from '../../store/database.ts'
import { keepCheck, lastEventOf } from '../../store/postgres/campaignChecks.ts'
import { postgresStore } from '../../store/postgres/postgresStore.ts'
import { rehearsalCounts } from '../../store/postgres/rehearsal.ts'
import type { Store } from '../../store/store.ts'
import type { TaskKind } from '../../tasks/task.ts'
import { findingsOf } from './campaignFindings.ts'
import type { checkShape } from './checkShapes.ts'
import { chooseTold } from './choosing.ts'
import { isoOf } from './times.ts'

export interface CheckInput {
  readonly campaign: CampaignId
}

export const checkKind: TaskKind<CheckInput, z.input<typeof checkShape>> = {
  name: 'check',
  // Judging everybody again is safe, and goes on with the chunks that are done.
  repeatable: true,
  permission: 'campaign.read',
  async run({ campaign: id }, { database, by, progress, now: wallClock }) {
    const store = postgresStore(database, by)
    const campaign = await store.campaign(id)
    const now = await nowOf({ database }, campaign)
    if (campaign.state === 'draft' || campaign.state === 'ready') {
      await chooseTold(id, { database, store, now, progress })
    }
    const event = await lastEventOf(database, id)
    const { targets } = await store.counters(id)
    progress({ done: 0, total: targets, unit: 'people' })
    const people = await screened({ database, store }, campaign, now, (done) =>
      progress({ done, total: Math.max(done, targets), unit: 'people' }),
    )
    const launching = await launchingOf({ database, store }, campaign, now)
    const findings = findingsOf(campaign, launching, targets, now)
    const result = {
      madeAt: isoOf(wallClock()),
      judgedAt: isoOf(now),
      lawVersion: launching.verdict.lawVersion,
      rulesRead: launching.verdict.gates.length + france.dial.length,
      launchable: findings.every(({ weight }) => weight !== 'blocks'),
      messageHash: campaign.message?.hash ?? null,
      findings: [...findings],
      rehearsal: await rehearsalCounts(database, id),
      people: people && peopleReply(people),
    }
    const madeAt = wallClock()
    await keepCheck(database, id, { madeAt, judgedAt: now, event, targets, result })
    return result
  },
}

async function screened(
  { database, store }: { readonly database: Database; readonly store: Store },
  campaign: Campaign,
  now: Campaign['deadline'],
  onPeople: (people: number) => void,
): Promise<Screening | null> {
  const trunk = await trunkOf(store, campaign.trunk)
  if (trunk === null) return null
  return screenCampaign({
    ...{ database, store, campaign, trunk, now },
    onProgress: ({ people }) => onPeople(people),
  })
}

const rules = new Map(rulesOf(france).map((rule) => [rule.id, rule]))
const afterDeadline = both('After “do not call after”', 'Après « ne plus appeler après »')

/** now + later + never + unknown = people; never + unknown + later is the sum of first reasons. */
function peopleReply(people: Screening): NonNullable<z.input<typeof checkShape>['people']> {
  return {
    people: people.people,
    ...people.kinds,
    reasons: people.byRule
      .filter(({ first }) => first > 0)
      .map(({ rule, first }) => ({ rule, ...wordsOf(rule), people: first })),
    territories: people.byTerritory.map(({ territory, kinds }) => ({ territory, ...kinds })),
    laterFrom: people.laterFrom.map(({ at, people: count }) => ({ at: isoOf(at), people: count })),
    missing: Object.entries(people.missing).map(([fact, count]) => ({ fact, people: count })),
  }
}

function wordsOf(id: RuleId): { title: Said; article: string | null } {
  const rule = rules.get(id)
  if (!rule) return { title: afterDeadline, article: null }
  return { title: rule.title, article: `${rule.text.code}, ${rule.text.article}` }
}
