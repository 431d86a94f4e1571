/** The practice clock, moved by a person: of a run that goes on, or of a campaign that waits. */
import { Failure } from '../base/failure.ts'
import type { CampaignId } from '../base/ids.ts'
import type { EpochMs } from '../base/units.ts'
import { isOver } from '../campaign/lifecycle.ts'
import type { Database } from '../store/database.ts'
import { setPracticeStart } from '../store/postgres/practiceClock.ts'
import type { Store } from '../store/store.ts'
import { nowOf } from './line.ts'
import type { Runs } from './runs.ts'

export async function setClock(
  {
    system,
    store,
    runs,
  }: { readonly system: Database; readonly store: Store; readonly runs: Runs },
  id: CampaignId,
  to: EpochMs,
): Promise<void> {
  const campaign = await store.campaign(id)
  if (campaign.practiceStart === null) {
    throw new Failure('refused', 'A real campaign has the real clock, which nobody can move.', {
      fr: 'Une vraie campagne suit la vraie heure, que personne ne peut déplacer.',
    })
  }
  if (isOver(campaign.state)) {
    throw new Failure('wrongState', 'The campaign is over: nothing would happen at another hour.', {
      fr: 'Cette campagne est terminée : à une autre heure, rien n’arriverait.',
    })
  }
  if (to >= campaign.deadline) {
    throw new Failure(
      'badInput',
      'The campaign would be over then: choose an instant before its deadline.',
      {
        fr: 'À cet instant, la campagne serait terminée : choisissez un instant avant son échéance.',
        measured: new Date(to).toISOString(),
        limit: new Date(campaign.deadline).toISOString(),
      },
    )
  }
  const run = runs.of(id)
  if (run !== null) run.jump(to)
  else if (to <= (await nowOf({ database: system }, campaign)) && (await hasCalled(store, id))) {
    throw new Failure('badInput', 'The practice clock only goes forward: choose a later instant.', {
      fr: 'L’horloge d’entraînement ne fait qu’avancer : choisissez un instant plus tard.',
    })
  }
  await setPracticeStart(system, id, to)
}

/** Before the first call the clock is set to any hour. */
async function hasCalled(store: Store, id: CampaignId): Promise<boolean> {
  return (await store.counters(id)).attempts > 0
}
