/**
 * rtpengine as a MediaEngine: every leg is a call on one of several instances (ownCall.ts), run by its machine
 * (leg.ts). For SRTP and for media beyond one machine; what it lacks beside the embedded engine is in `lacks`.
 * An instance that falls silent ends its legs with `legFailed` and `closed`; new ones go to the others.
 */
import { randomUUID } from 'node:crypto'
import { tmpdir } from 'node:os'
import { assert } from '../../base/assert.ts'
import { steadyNow } from '../../base/clock.ts'
import type { DtmfKey } from '../../base/dtmf.ts'
import { Failure } from '../../base/failure.ts'
import type { ClipId } from '../../base/ids.ts'
import type { RtpengineSetting } from '../../base/rtpengineSetting.ts'
import { type Ms, seconds } from '../../base/units.ts'
import type { Clip } from '../../campaign/voiceMessage.ts'
import { PRESS_MS } from '../../rtp/keySender.ts'
import type {
  LegNumber,
  LegOptions,
  MediaEngine,
  MediaEvent,
  MediaHealth,
  MediaLack,
  OpenedLeg,
  RemoteMedia,
} from '../mediaEngine.ts'
import { openWakeUps, type WakeUps } from '../wakeUps.ts'
import { ClipFiles } from './clipFiles.ts'
import { byRoom, Instance } from './instance.ts'
import type { KeyTold } from './ngKeys.ts'
import { FAR_TAG } from './ownCall.ts'
import { proveClip } from './proof.ts'
import { RunningLeg } from './runningLeg.ts'

export interface RtpengineOptions extends RtpengineSetting {
  readonly remark?: (sentence: string) => void
}

export const INSTANCES_AT_MOST = 64
/** As the embedded engine's telephony: 4 times the largest campaign. */
export const LEGS_AT_MOST = 12_000
/** For the first instance to be ready. */
export const READY_WITHIN: Ms = seconds(8)
/** For the legs that are up when the engine is closed. */
const CLOSED_WITHIN: Ms = seconds(3)

const lacks: readonly MediaLack[] = [
  ...(['hear', 'sharedPorts', 'unendedKeys', 'keyEvents', 'ownTiming', 'listen'] as const),
]

export interface InstanceHealth {
  readonly name: string
  readonly isReady: boolean
  readonly legs: number
  readonly why: string
}

export interface RtpengineMedia extends MediaEngine {
  bridge(one: LegNumber, other: LegNumber): Promise<void>
  instances(): readonly InstanceHealth[]
}

/** Rejects when no instance gets ready. */
export async function openRtpengineMedia(options: RtpengineOptions): Promise<RtpengineMedia> {
  const { instances, folder = tmpdir() } = options
  if (instances.length === 0 || instances.length > INSTANCES_AT_MOST) {
    throw new Failure('usage', `Name 1 to ${INSTANCES_AT_MOST} rtpengine instances.`)
  }
  const engine = new Engine(options, await ClipFiles.open(folder))
  try {
    await engine.ready()
  } catch (error) {
    await engine.close()
    throw error
  }
  return engine
}

class Engine implements RtpengineMedia {
  readonly lacks = lacks
  readonly #files: ClipFiles
  readonly #wakeUps: WakeUps = openWakeUps(steadyNow)
  readonly #instances: readonly Instance[]
  readonly #legs = new Map<LegNumber, RunningLeg>()
  readonly #byCall = new Map<string, RunningLeg>()
  readonly #listeners: ((event: MediaEvent) => void)[] = []
  readonly #firstReady = Promise.withResolvers<void>()
  #framesOfClosed = 0
  #idle: (() => void) | undefined
  #closed: Promise<void> | undefined

  constructor({ instances, remark }: RtpengineOptions, files: ClipFiles) {
    this.#files = files
    this.#instances = instances.map(
      (address) =>
        new Instance({
          ...{ address, files, wakeUps: this.#wakeUps },
          told: (key) => this.#told(key),
          changed: (instance, gone) => {
            if (gone === undefined) this.#firstReady.resolve()
            else this.#lose(instance, gone)
            const state = gone === undefined ? 'is ready' : `is away: ${gone}`
            if (!this.#closed) remark?.(`rtpengine ${instance.name} ${state}`)
          },
        }),
    )
  }

  async ready(): Promise<void> {
    for (const instance of this.#instances) instance.begin()
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<'late'>((resolve) => {
      timer = setTimeout(resolve, READY_WITHIN, 'late')
    })
    const first = await Promise.race([this.#firstReady.promise, late])
    clearTimeout(timer)
    if (first === 'late') throw this.#noneReady()
  }

  #noneReady(): Failure {
    const reasons = this.#instances.map(({ name, why }) => `${name}: ${why}`).join('; ')
    return new Failure('system', `No rtpengine can be used (${reasons}).`)
  }

  onEvent(listener: (event: MediaEvent) => void): void {
    this.#listeners.push(listener)
  }

  /** Resolves when it has been played once, for ourselves, on every instance that is to play it. */
  async loadClip(clip: Clip): Promise<void> {
    this.#assertOpen()
    await this.#files.add(clip)
    const ready = this.#instances.filter(({ isReady }) => isReady)
    const proofs = ready.map(async (instance) => {
      const { client, inFiles } = instance
      return client && (await proveClip(client, this.#files, clip.id, inFiles))
    })
    const whys = await Promise.all(proofs)
    // An instance that plays no recording is of no use for a campaign.
    for (const [index, why] of whys.entries()) {
      if (why !== undefined) ready[index]?.distrust(why)
    }
    if (!this.#instances.some(({ isReady }) => isReady)) throw this.#noneReady()
  }

  async openLeg({ leg }: LegOptions): Promise<OpenedLeg> {
    assert(!this.#legs.has(leg), 'a leg number is used once')
    this.#assertOpen()
    if (this.#legs.size >= LEGS_AT_MOST) {
      throw new Failure('system', `No media: more than ${LEGS_AT_MOST} legs.`)
    }
    let why: string | undefined
    for (const instance of byRoom(this.#instances.filter(({ isReady }) => isReady))) {
      const opened = await this.#openOn(instance, leg)
      if (typeof opened !== 'string') return opened
      why = `${instance.name}: ${opened}`
      this.#assertOpen()
    }
    throw why ? new Failure('system', `No media: ${why}.`) : this.#noneReady()
  }

  /** A sentence: why this instance does not take it. */
  async #openOn(instance: Instance, leg: LegNumber): Promise<OpenedLeg | string> {
    const callId = `portevoix-${randomUUID()}`
    const running = new RunningLeg({
      ...{ leg, callId, instance, files: this.#files, wakeUps: this.#wakeUps },
      tell: (event) => this.#tell(event),
      gone: (frames) => {
        this.#framesOfClosed += frames
        instance.legs -= 1
        this.#legs.delete(leg)
        this.#byCall.delete(callId)
        if (this.#legs.size === 0) this.#idle?.()
      },
    })
    instance.legs += 1
    this.#legs.set(leg, running)
    this.#byCall.set(callId, running)
    return running.open()
  }

  setRemote(leg: LegNumber, remote: RemoteMedia): void {
    this.#legs.get(leg)?.step({ is: 'setRemote', remote })
  }

  play(leg: LegNumber, clip: ClipId): void {
    const durationMs = this.#files.durationOf(clip)
    assert(durationMs !== undefined, 'a clip is loaded before it is played')
    this.#legs.get(leg)?.step({ is: 'play', clip, durationMs })
  }

  stopPlaying(leg: LegNumber): void {
    this.#legs.get(leg)?.step({ is: 'stopPlaying' })
  }

  pressKey(leg: LegNumber, key: DtmfKey, heldMs: Ms = PRESS_MS): void {
    this.#legs.get(leg)?.step({ is: 'press', key, heldMs })
  }

  async bridge(one: LegNumber, other: LegNumber): Promise<void> {
    const legs = [this.#legs.get(one), this.#legs.get(other)] as const
    const sides = legs.map((leg) => leg?.sideTowardsUs)
    if (!legs[0] || !legs[1] || !sides[0] || !sides[1] || one === other) {
      throw new Failure(
        'wrongState',
        'Two calls are joined when both are answered and neither has ended.',
      )
    }
    if (legs[0].isProtected || legs[1].isProtected) {
      throw new Failure('system', 'A call whose sound is encrypted is not joined with another.')
    }
    if (legs[0].codec !== legs[1].codec) {
      throw new Failure(
        'system',
        'The two calls speak different codecs (A-law, µ-law): they are not joined.',
      )
    }
    await Promise.all([legs[0].bridgeTo(sides[1]), legs[1].bridgeTo(sides[0])])
  }

  closeLeg(leg: LegNumber): void {
    this.#legs.get(leg)?.step({ is: 'close' })
  }

  instances(): readonly InstanceHealth[] {
    return this.#instances.map(({ name, isReady, legs, why }) => ({ name, isReady, legs, why }))
  }

  /**
   * rtpengine does not tell when its packets leave. `lateMs` is how long its answers took, of the slowest
   * instance; `packets` is reckoned from what was played; `sendShortfalls` are questions never answered.
   */
  async health(): Promise<MediaHealth> {
    const worst = (of: (instance: Instance) => number): number =>
      Math.max(...this.#instances.map(of))
    let packets = this.#framesOfClosed
    for (const leg of this.#legs.values()) packets += leg.framesSent
    const recent = this.#instances.map((instance) => instance.recent.of(steadyNow()))
    return {
      packets,
      lateMs: {
        p50: worst(({ lateness }) => lateness.quantile(0.5)),
        p99: worst(({ lateness }) => lateness.quantile(0.99)),
        max: worst(({ lateness }) => lateness.max),
      },
      recentLateMs: {
        p50: Math.max(...recent.map(({ p50 }) => p50)),
        p99: Math.max(...recent.map(({ p99 }) => p99)),
        max: Math.max(...recent.map(({ max }) => max)),
      },
      sendShortfalls: this.#instances.reduce((sum, { unanswered }) => sum + unanswered, 0),
      backend: 'rtpengine',
    }
  }

  close(): Promise<void> {
    this.#closed ??= this.#close()
    return this.#closed
  }

  async #close(): Promise<void> {
    for (const leg of [...this.#legs.values()]) leg.step({ is: 'close' })
    if (this.#legs.size > 0) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, CLOSED_WITHIN)
        this.#idle = () => {
          clearTimeout(timer)
          resolve()
        }
      })
    }
    for (const instance of this.#instances) await instance.close()
    for (const leg of [...this.#legs.values()]) {
      leg.step({ is: 'lost', why: 'the media engine was closed' })
    }
    this.#wakeUps.close()
    await this.#files.close()
  }

  #assertOpen(): void {
    if (this.#closed) throw new Failure('internal', 'The media engine is being closed.')
  }

  #told({ callId, tag, key }: KeyTold): void {
    if (tag === FAR_TAG) this.#byCall.get(callId)?.step({ is: 'key', key })
  }

  #lose(instance: Instance, why: string): void {
    for (const leg of [...this.#legs.values()]) {
      if (leg.instance !== instance) continue
      instance.orphan(leg.callId)
      leg.step({ is: 'lost', why: `rtpengine ${instance.name}: ${why}` })
    }
  }

  #tell(event: MediaEvent): void {
    for (const listener of this.#listeners) listener(event)
  }
}
