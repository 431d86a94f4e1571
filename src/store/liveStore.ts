/** What a live page asks of the database beside the counters: figures by area, how long people listened, cost. */
import type { CampaignId } from '../base/ids.ts'
import type { EpochMs } from '../base/units.ts'
import type { RingBackFigures } from './ringBackStore.ts'

export interface AreaFigures {
  /** Département or territory, as its code; '' where nobody knows. */
  readonly area: string
  readonly targets: number
  /** People there with an ended CallAttempt. */
  readonly called: number
  readonly attempts: number
  readonly heardToEnd: number
  readonly objections: number
}

export interface LiveFigures {
  readonly billedMs: number
  readonly costMicroEuro: number
  /** In the order of their codes; as many as there are départements, whatever the number of people. */
  readonly areas: readonly AreaFigures[]
  /** Calls whose listening ended in this second of the content, by second; those with none are left out. */
  readonly heard: readonly { readonly second: number; readonly calls: number }[]
  readonly complaints: number
  /** Who rang back the number shown. */
  readonly ringBacks: RingBackFigures
  /** Why the campaign is in its state, as the last move said, and when that was; null: it never moved. */
  readonly lastMove: { readonly why: string; readonly at: EpochMs } | null
}

export interface LiveStore {
  liveFigures(id: CampaignId): Promise<LiveFigures>
  /** Of one organisation. */
  runningCampaigns(organisation: number): Promise<number>
}
