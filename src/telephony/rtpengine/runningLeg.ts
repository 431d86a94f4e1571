/** Runs one leg: the machine of leg.ts between the engine and its instance. */
import { unreachable } from '../../base/assert.ts'
import { steadyNow } from '../../base/clock.ts'
import { Failure } from '../../base/failure.ts'
import type { Codec, LegNumber, MediaEvent, OpenedLeg } from '../mediaEngine.ts'
import type { Sleeper, WakeUps } from '../wakeUps.ts'
import type { ClipFiles } from './clipFiles.ts'
import type { Instance } from './instance.ts'
import {
  framesSent,
  type LegEffect,
  type LegInput,
  type LegState,
  legDeadline,
  type Peer,
  type Question,
  startLeg,
  stepLeg,
} from './leg.ts'
import type { Sound } from './legSound.ts'
import { type NgAnswer, whyOf } from './ngClient.ts'
import {
  answerOf,
  deleteOf,
  listenForTones,
  mediaOf,
  offerOf,
  openedIn,
  packetsIn,
  playerOf,
  rtpIn,
} from './ownCall.ts'

export interface RunningLegOptions {
  readonly leg: LegNumber
  readonly callId: string
  readonly instance: Instance
  readonly files: ClipFiles
  readonly wakeUps: WakeUps
  tell(event: MediaEvent): void
  /** `frames`: sent in its life. */
  gone(frames: number): void
}

export class RunningLeg implements Sleeper {
  readonly callId: string
  readonly instance: Instance
  readonly #options: RunningLegOptions
  readonly #opened = Promise.withResolvers<OpenedLeg | string>()
  readonly #bridged: ((isBridged: boolean) => void)[] = []
  #state: LegState
  #home = ''
  #blocked: Promise<NgAnswer> | undefined
  /** Where the other leg of a bridge would send; known once the far end has answered. */
  #sideTowardsUs: Peer | undefined

  constructor(options: RunningLegOptions) {
    this.#options = options
    this.callId = options.callId
    this.instance = options.instance
    this.#state = startLeg(options.leg, steadyNow())[0]
  }

  /** A sentence: why not; the leg is then gone. */
  open(): Promise<OpenedLeg | string> {
    this.#ask({ is: 'open' })
    return this.#opened.promise
  }

  get framesSent(): number {
    return framesSent(this.#state, steadyNow())
  }

  get codec(): Codec | undefined {
    return this.#state.agreed?.codec
  }

  get isProtected(): boolean {
    return this.#state.agreed?.srtp !== undefined
  }

  get sideTowardsUs(): Peer | undefined {
    return this.#state.phase === 'up' ? this.#sideTowardsUs : undefined
  }

  bridgeTo(peer: Peer): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#bridged.push((isBridged) => {
        if (isBridged) resolve()
        else reject(new Failure('wrongState', 'A call ended before it was joined with the other.'))
      })
      this.step({ is: 'bridge', peer })
    })
  }

  wake(): void {
    this.step({ is: 'due' })
  }

  step(input: LegInput): void {
    const [state, effects] = stepLeg(this.#state, input, steadyNow())
    this.#state = state
    if (state.phase === 'gone') this.#tellBridged(false)
    else if (state.agreedPeer && state.out === undefined) this.#tellBridged(true)
    this.#options.wakeUps.set(this, legDeadline(state)?.at)
    for (const effect of effects) this.#do(effect)
  }

  #tellBridged(isBridged: boolean): void {
    for (const told of this.#bridged.splice(0)) told(isBridged)
  }

  #do(effect: LegEffect): void {
    switch (effect.is) {
      case 'ask':
        this.#ask(effect.question)
        return
      case 'tell':
        this.#options.tell(effect.event)
        return
      case 'gone':
        this.#opened.resolve('it went away')
        this.#options.gone(this.framesSent)
        return
      default:
        unreachable(effect)
    }
  }

  #ask(question: Question): void {
    this.#done(question)
      .catch((error: unknown): LegInput => ({ is: 'refused', why: String(error) }))
      .then((input) => {
        if (question.is === 'open' && input.is === 'refused') this.#opened.resolve(input.why)
        this.step(input)
      })
  }

  #done(question: Question): Promise<LegInput> {
    switch (question.is) {
      case 'open':
        return this.#openCall()
      case 'negotiate':
        return this.#negotiate(question)
      case 'sound':
        return this.#play(question.sound)
      case 'count':
        return this.#count()
      case 'delete':
        return this.#delete()
      default:
        return unreachable(question)
    }
  }

  async #openCall(): Promise<LegInput> {
    const answer = await this.instance.ask(offerOf(this.callId))
    if (answer.is !== 'ok') return refusedBy(answer)
    const opened = openedIn(answer.reply)
    if (!opened) return { is: 'refused', why: 'it opened no port' }
    this.#home = opened.address
    this.#opened.resolve(opened)
    return { is: 'done' }
  }

  async #negotiate({
    remote,
    peer,
    again,
  }: Extract<Question, { is: 'negotiate' }>): Promise<LegInput> {
    const { srtp, codec } = remote
    if (again || peer || srtp) {
      const to = peer && { ...peer, codec }
      const offered = await this.instance.ask(offerOf(this.callId, { to, srtp }))
      if (offered.is !== 'ok') return refusedBy(offered)
    }
    const answer = await this.instance.ask(answerOf(this.callId, remote, this.#home))
    if (answer.is !== 'ok') return refusedBy(answer)
    this.#sideTowardsUs = openedIn(answer.reply)
    const hearsTones = remote.telephoneEvent === undefined || remote.tonesToo === true
    return (await this.#forward(peer !== undefined || hearsTones, hearsTones)) ?? { is: 'done' }
  }

  /** What the far end says goes to a bridge, or is decoded for its tones, or nowhere; undefined: it does. */
  async #forward(isForwarded: boolean, hearsTones: boolean): Promise<LegInput | undefined> {
    if (!isForwarded) {
      // Not waited for: the first sound does not depend on it.
      this.#blocked ??= this.instance.ask(mediaOf(this.callId, 'blocked'))
      return undefined
    }
    const questions = [
      ...(this.#blocked ? [mediaOf(this.callId, 'forwarded')] : []),
      ...(hearsTones ? [listenForTones(this.callId)] : []),
    ]
    await this.#blocked
    this.#blocked = undefined
    for (const question of questions) {
      const answer = await this.instance.ask(question)
      if (answer.is !== 'ok') return refusedBy(answer)
    }
    return undefined
  }

  async #play(sound: Sound): Promise<LegInput> {
    const player = playerOf(this.callId)
    if (sound.is === 'nothing') {
      const answer = await this.instance.ask({ command: 'stop media', ...player })
      // What never began needs no end.
      const isSilent = answer.is === 'refused' && /^Not currently playing/.test(answer.why)
      return answer.is === 'ok' || isSilent ? { is: 'done' } : refusedBy(answer)
    }
    const media = await this.#options.files.mediaOf(sound, this.instance.inFiles)
    if (typeof media === 'string') return { is: 'refused', why: media }
    const what = 'file' in media ? { file: media.file } : { blob: media.blob }
    const answer = await this.instance.ask({
      ...{ command: 'play media', ...player, ...what, 'repeat-times': media.repeat },
    })
    await this.#options.files.forget(media)
    return answer.is === 'ok' ? { is: 'done' } : refusedBy(answer)
  }

  async #count(): Promise<LegInput> {
    const answer = await this.instance.ask({ command: 'query', 'call-id': this.callId })
    if (answer.is === 'refused') return refusedBy(answer)
    // Silence of the instance is for its pings to judge.
    return answer.is === 'ok' ? { is: 'done', packets: packetsIn(answer.reply) } : { is: 'done' }
  }

  async #delete(): Promise<LegInput> {
    const answer = await this.instance.ask(deleteOf(this.callId))
    if (answer.is !== 'ok') {
      this.instance.orphan(this.callId)
      return refusedBy(answer)
    }
    return { is: 'done', rtp: rtpIn(answer.reply, this.framesSent) }
  }
}

const refusedBy = (answer: Exclude<NgAnswer, { is: 'ok' }>): LegInput => ({
  is: 'refused',
  why: `rtpengine: ${whyOf(answer)}`,
})
