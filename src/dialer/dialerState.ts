/** What the dialler of a route knows, and what it asks for; dialer/dialer.ts draws how it moves. */
import { assert } from '../base/assert.ts'
import type { AttemptId, CampaignId, TrunkId } from '../base/ids.ts'
import type { Pressure } from './backPressure.ts'
import type { DialledTrunk } from './dialledTrunk.ts'
import type { Homes } from './homes.ts'
import type { Candidate, Lane } from './lane.ts'
import type { Pacer } from './pacer.ts'

export interface Dialer {
  readonly trunks: readonly DialledTrunk[]
  /** What all of them together may do, where somebody set less than they could; null: nobody did. */
  readonly together: { readonly pacer: Pacer; readonly concurrentCalls: number } | null
  readonly lanes: readonly Lane[]
  /** What slows us down ourselves. */
  readonly pressure: Pressure
  /** Placed and not ended. */
  readonly live: Map<AttemptId, LiveCall>
  /** Of `live`, how many each campaign has. */
  readonly upOf: Map<CampaignId, number>
  /** Of everybody who is being armed, armed or live. */
  readonly homes: Homes
}

export interface RouteLimits {
  readonly callsPerSecond: number
  readonly concurrentCalls: number
}

export interface LiveCall {
  readonly campaign: CampaignId
  readonly candidate: Candidate
  readonly trunk: TrunkId
  /** It tries whether its trunk works again. */
  readonly isProbe: boolean
  /** The network has said something. */
  heard: boolean
}

export type DialerEffect =
  | { readonly is: 'lease'; readonly campaign: CampaignId; readonly limit: number }
  | { readonly is: 'release'; readonly candidates: readonly Candidate[] }
  /** Ask the law about each, then commit the lawful ones as ARMED. */
  | { readonly is: 'arm'; readonly campaign: CampaignId; readonly candidates: readonly Candidate[] }
  | {
      readonly is: 'place'
      readonly campaign: CampaignId
      readonly attempt: AttemptId
      readonly trunk: TrunkId
    }
  | { readonly is: 'notPlaced'; readonly campaign: CampaignId; readonly attempt: AttemptId }
  /** Every trunk refuses everything of this campaign: a person must look. */
  | { readonly is: 'pauseRejected'; readonly campaign: CampaignId }

export function onLane(dialer: Dialer, campaign: CampaignId, change: (lane: Lane) => Lane): Dialer {
  assert(
    dialer.lanes.some((lane) => lane.campaign === campaign),
    'the campaign is on this route',
  )
  const lanes = dialer.lanes.map((lane) => (lane.campaign === campaign ? change(lane) : lane))
  return { ...dialer, lanes }
}
