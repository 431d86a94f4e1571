/** What the main thread and the media worker say to each other (structured clones, in order). */
import type { AmdHow } from '../base/amd.ts'
import type { DtmfKey } from '../base/dtmf.ts'
import type { ClipId } from '../base/ids.ts'
import type { Ms } from '../base/units.ts'
import type { Clip } from '../campaign/voiceMessage.ts'
import type {
  LegNumber,
  LegOptions,
  MediaEngine,
  MediaEvent,
  MediaHealth,
  RemoteMedia,
} from './mediaEngine.ts'

export interface PortRange {
  /** First even port that may carry RTP; RTCP is on the odd port after it. */
  readonly from: number
  /** Last port that may be used. */
  readonly to: number
}

export interface WorkerSettings {
  /** Absent: native where it works, else dgram. */
  readonly backend: 'native' | 'dgram' | undefined
  readonly portRange: PortRange
  readonly sharedPorts: number
  readonly portDrainMs: Ms
  readonly raisePriority: boolean
  /** Initial sequence numbers, timestamps, SSRCs and RTCP spread (RFC 3550 §5.1: unpredictable). */
  readonly seed: number
}

/** `ask` numbers a question; its answer carries the same number. */
export type Command =
  | { readonly is: 'loadClip'; readonly ask: number; readonly clip: Clip }
  | { readonly is: 'openLeg'; readonly ask: number; readonly options: LegOptions }
  | { readonly is: 'health'; readonly ask: number }
  | { readonly is: 'setRemote'; readonly leg: LegNumber; readonly remote: RemoteMedia }
  | { readonly is: 'play'; readonly leg: LegNumber; readonly clip: ClipId }
  | { readonly is: 'stopPlaying'; readonly leg: LegNumber }
  | {
      readonly is: 'pressKey'
      readonly leg: LegNumber
      readonly key: DtmfKey
      readonly heldMs: Ms
    }
  | { readonly is: 'listen'; readonly leg: LegNumber; readonly how: AmdHow }
  | { readonly is: 'closeLeg'; readonly leg: LegNumber }
  | { readonly is: 'close' }

/** `event`s of one slot come together. */
export type Report =
  | {
      readonly is: 'ready'
      readonly backend: 'native' | 'dgram'
      /** Why the native backend or the raised priority could not be had. */
      readonly remarks: readonly string[]
    }
  | { readonly is: 'events'; readonly events: readonly MediaEvent[] }
  | { readonly is: 'loaded'; readonly ask: number }
  | { readonly is: 'opened'; readonly ask: number; readonly port: number }
  | { readonly is: 'refused'; readonly ask: number; readonly why: string }
  | { readonly is: 'health'; readonly ask: number; readonly health: EngineHealth }

/** The health of this engine, in more detail than every engine can give. */
export interface EngineHealth extends MediaHealth {
  readonly backend: 'native' | 'dgram'
  readonly recentLateMs: { readonly p50: number; readonly p99: number; readonly max: number }
  readonly received: number
  readonly legs: number
  /** Packets not sent because they would have come too late to be of use. */
  readonly droppedLate: number
  /** Datagrams that belonged to no leg: strays, and what came after a leg was closed. */
  readonly strays: number
  readonly priorityRaised: boolean
  /** CPU time of the worker thread since it started. */
  readonly workerCpuMs: Ms
}

export interface EmbeddedMediaEngine extends MediaEngine {
  listen(leg: LegNumber, how: AmdHow): void
  health(): Promise<EngineHealth>
}
