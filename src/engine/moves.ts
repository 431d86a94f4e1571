/** Pausing, stopping and cutting: moves that any process may make; whoever calls for the campaign obeys. */
import { Failure } from '../base/failure.ts'
import type { CampaignId } from '../base/ids.ts'
import type { EpochMs } from '../base/units.ts'
import { type CampaignInput, type CampaignMove, step } from '../campaign/lifecycle.ts'
import type { Store } from '../store/store.ts'

/** Ends in the new state, or in a Failure that names the state there was. */
export async function moveBy(
  store: Store,
  id: CampaignId,
  input: (remaining: number) => CampaignInput,
  now: EpochMs,
): Promise<Extract<CampaignMove, { is: 'moved' }>> {
  const campaign = await store.campaign(id)
  const { remaining } = await store.counters(id)
  const move = step(campaign, input(remaining), now)
  switch (move.is) {
    case 'moved': {
      const { state } = campaign
      if (await store.moveCampaign(id, state, move.to, move.why, now)) return move
      throw new Failure(
        'conflict',
        'The campaign was moved by somebody else meanwhile: look at it again, then decide.',
        {
          fr:
            'Quelqu’un d’autre a changé l’état de cette campagne entre-temps : regardez-la de ' +
            'nouveau, puis décidez.',
        },
      )
    }
    case 'wrongState':
      throw new Failure('wrongState', `The campaign is ${move.measured}.`, {
        fr: 'L’état de cette campagne ne le permet pas. Rechargez la page, puis décidez.',
        measured: move.measured,
        limit: move.limit.join(', '),
      })
    case 'refused':
    case 'stays':
      throw new Failure('wrongState', `The campaign is ${campaign.state} and stays so.`, {
        fr: 'Cette campagne garde son état : rien n’a changé.',
      })
  }
}

/** No process holds the campaign: what a run that died had armed is accounted for here, once for all. */
export async function accountForLeftCalls(
  store: Store,
  id: CampaignId,
  now: EpochMs,
): Promise<number> {
  const hold = await store.holdCampaign(id)
  if (!hold) return 0
  try {
    return (await store.recover(id, now)).unknown
  } finally {
    await hold.release()
  }
}
