/** One rtpengine among several: its life (instanceLife.ts) done, its questions asked, its keys handed on. */
import { unreachable } from '../../base/assert.ts'
import { steadyNow } from '../../base/clock.ts'
import type { RtpengineAddress } from '../../base/rtpengineSetting.ts'
import { between, type MonoMs } from '../../base/units.ts'
import { Lateness, RecentLateness } from '../mediaLateness.ts'
import type { Sleeper, WakeUps } from '../wakeUps.ts'
import type { ClipFiles } from './clipFiles.ts'
import {
  beginLife,
  type InstanceLife,
  type LifeEffect,
  type LifeInput,
  lifeDeadline,
  stepLife,
} from './instanceLife.ts'
import { type NgAnswer, type NgClient, type NgQuestion, openNgClient } from './ngClient.ts'
import { type KeyTold, type NgKeys, openNgKeys } from './ngKeys.ts'
import { deleteOf } from './ownCall.ts'
import { proveInstance } from './proof.ts'

export interface InstanceSetting {
  readonly address: RtpengineAddress
  readonly wakeUps: WakeUps
  readonly files: ClipFiles
  told(key: KeyTold): void
  /** Ready, or no longer and why. */
  changed(instance: Instance, gone: string | undefined): void
}

/** Calls to be deleted where an instance comes back that only we could not reach. */
export const ORPHANS_AT_MOST = 12_000

export class Instance implements Sleeper {
  readonly name: string
  readonly weight: number
  readonly lateness = new Lateness()
  readonly recent = new RecentLateness()
  readonly #setting: InstanceSetting
  readonly #keyListeners = new Set<(key: KeyTold) => void>()
  readonly #orphans = new Set<string>()
  #life: InstanceLife
  #client: NgClient | undefined
  #keys: NgKeys | undefined
  #inFiles = false
  #proving: Promise<void> = Promise.resolve()
  #lastProof = 0
  unanswered = 0
  /** Open on it now. */
  legs = 0

  constructor(setting: InstanceSetting) {
    const { host, port, weight } = setting.address
    this.#setting = setting
    this.name = `${host}:${port}`
    this.weight = weight
    this.#life = beginLife(steadyNow())
  }

  begin(): void {
    this.#step({ is: 'due' })
  }

  get isReady(): boolean {
    return this.#life.is === 'ready'
  }

  /** Why it is not ready. */
  get why(): string {
    return 'why' in this.#life ? this.#life.why : ''
  }

  get client(): NgClient | undefined {
    return this.#client
  }

  /** It reads the folder of the recordings. */
  get inFiles(): boolean {
    return this.#inFiles
  }

  async ask(question: NgQuestion): Promise<NgAnswer> {
    const client = this.#client
    if (!client) return { is: 'unanswered' }
    const askedAt = steadyNow()
    const answer = await client.ask(question)
    const now = steadyNow()
    if (answer.is === 'unanswered') this.unanswered += 1
    else this.lateness.add(between(askedAt, now), 1)
    this.recent.add(between(askedAt, now), 1, now)
    return answer
  }

  /** It could not be told that this call is over. */
  orphan(callId: string): void {
    if (this.#orphans.size < ORPHANS_AT_MOST) this.#orphans.add(callId)
  }

  /** What it showed no longer holds (a recording it does not play). */
  distrust(why: string): void {
    this.#step({ is: 'lost', why })
  }

  wake(): void {
    this.#step({ is: 'due' })
  }

  async close(): Promise<void> {
    this.#step({ is: 'leave' })
    this.#setting.wakeUps.set(this, undefined)
    this.#keys?.close()
    this.#client?.close()
    await this.#proving
  }

  #step(input: LifeInput): void {
    const now: MonoMs = steadyNow()
    const [life, effects] = stepLife(this.#life, input, now)
    this.#life = life
    for (const effect of effects) this.#do(effect)
    if (this.#life.is !== 'left') this.#setting.wakeUps.set(this, lifeDeadline(this.#life)?.at)
  }

  #do(effect: LifeEffect): void {
    switch (effect.is) {
      case 'prove':
        this.#lastProof += 1
        this.#proving = this.#proveAfter(this.#proving, this.#lastProof)
        return
      case 'ping':
        void this.ask({ command: 'ping' }).then(({ is }) =>
          this.#step({ is: is === 'unanswered' ? 'unanswered' : 'ponged' }),
        )
        return
      case 'ready':
        void this.#deleteOrphans()
        this.#setting.changed(this, undefined)
        return
      case 'gone':
        this.#setting.changed(this, effect.why)
        return
      default:
        unreachable(effect)
    }
  }

  /** One proof at a time; what an older one found out no longer counts. */
  async #proveAfter(older: Promise<void>, number: number): Promise<void> {
    await older
    const input = await this.#prove()
    if (number === this.#lastProof) this.#step(input)
    if (!this.isReady) this.#keys?.close()
  }

  async #prove(): Promise<LifeInput> {
    const { address, wakeUps, files } = this.#setting
    this.#keys?.close()
    try {
      this.#client ??= await openNgClient(address, wakeUps)
      this.#keys = await openNgKeys(address, {
        told: (key) => {
          for (const listener of this.#keyListeners) listener(key)
          this.#setting.told(key)
        },
        lost: (why) => this.#step({ is: 'lost', why }),
      })
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error)
      return { is: 'failed', why: `${reason} (it needs listen-ng and listen-tcp-ng there)` }
    }
    const proof = await proveInstance(this.#client, files, (listener) => {
      this.#keyListeners.add(listener)
      return () => this.#keyListeners.delete(listener)
    })
    if (typeof proof === 'string') return { is: 'failed', why: proof }
    this.#inFiles = proof.inFiles
    return { is: 'proven' }
  }

  async #deleteOrphans(): Promise<void> {
    for (const callId of [...this.#orphans]) {
      this.#orphans.delete(callId)
      await this.ask(deleteOf(callId))
    }
  }
}

/** Where the next leg goes: the fewest legs for its weight; in this order when one refuses. */
export function byRoom<Placed extends { readonly legs: number; readonly weight: number }>(
  instances: readonly Placed[],
): readonly Placed[] {
  const filled = ({ legs, weight }: Placed): number => (legs + 1) / weight
  return instances.toSorted((one, other) => filled(one) - filled(other))
}
