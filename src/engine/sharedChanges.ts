/** One watch over campaigns for all runs of a process: each of them would open a connection of its own. */
import type { CampaignId } from '../base/ids.ts'
import type { Store } from '../store/store.ts'

export interface SharedChanges {
  readonly onCampaignChanged: Store['onCampaignChanged']
  close(): Promise<void>
}

export async function shareChanges(
  store: Pick<Store, 'onCampaignChanged'>,
): Promise<SharedChanges> {
  const listeners = new Set<(id: CampaignId) => void>()
  const watch = await store.onCampaignChanged((id) => {
    for (const listener of listeners) listener(id)
  })
  return {
    onCampaignChanged: (listener) => {
      listeners.add(listener)
      return Promise.resolve({
        close: () => {
          listeners.delete(listener)
          return Promise.resolve()
        },
      })
    },
    close: () => watch.close(),
  }
}
