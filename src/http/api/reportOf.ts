/** A report of the API, from counters alone. */
import type { z } from 'zod'
import type { CampaignId } from '../../base/ids.ts'
import { trunkOf } from '../../engine/campaigns.ts'
import { heardAtLeast } from '../../engine/liveSnapshot.ts'
import { peopleOf } from '../../report/report.ts'
import { rateOf, total } from '../../report/tally.ts'
import { whyIn } from '../../report/words.ts'
import type { Database } from '../../store/database.ts'
import { liveStore } from '../../store/postgres/live.ts'
import { reportStore } from '../../store/postgres/report.ts'
import type { Store } from '../../store/store.ts'
import type { reportShape } from './reportShapes.ts'
import { isoOf } from './times.ts'

export type ReportReply = z.input<typeof reportShape>

export async function campaignReport(
  { database, store }: { readonly database: Database; readonly store: Store },
  id: CampaignId,
): Promise<ReportReply> {
  const campaign = await store.campaign(id)
  const [facts, figures, trunk] = await Promise.all([
    reportStore(database).countedFacts(id),
    liveStore(database).liveFigures(id),
    trunkOf(store, campaign.trunk),
  ])
  const { people, notCalledBecause } = peopleOf(facts)
  const heard = facts.lastOutcomes.heardToEnd ?? 0
  const { costMicroEuro, billedMs } = figures
  const { name, state, why, deadline, practice } = facts.campaign
  return {
    campaign: {
      ...{ id, name, state, practice, deadline: isoOf(deadline) },
      why: { fr: whyIn(why, 'fr'), en: whyIn(why, 'en') },
    },
    ...{ people, notCalledBecause },
    refusedBy: facts.refusedBy.map(({ rule, targets, reason }) => ({
      ...{ rule, reason, people: targets },
    })),
    lastOutcomes: facts.lastOutcomes,
    attempts: { total: total(facts.attempts), byOutcome: facts.attempts },
    heardToEnd: {
      people: heard,
      ofReached: rateOf(heard, people.reached),
      ofTargets: rateOf(heard, people.targets),
    },
    ...{ objections: facts.objections, complaints: figures.complaints },
    ringBacks: figures.ringBacks,
    money: {
      ...{ costMicroEuro, billedMs, budgetMicroEuro: campaign.budgetMicroEuro ?? null },
      perListenerMicroEuro: heard === 0 ? null : Math.round(costMicroEuro / heard),
      priceKnown: trunk?.price !== undefined,
    },
    heardAtLeast: [...heardAtLeast(figures.heard)],
    areas: figures.areas.map((area) => ({ ...area })),
  }
}
