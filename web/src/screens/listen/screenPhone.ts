/**
 * The phone that stays on the screen while calls come and go on it: one call at a time, rung anew by the page
 * itself where WebRTC does not come about. What a call that was left still tells is not heard.
 */
import type { ListenEvent } from '../../../../src/call/listening.ts'
import { problemOf } from '../../api/problem.ts'
import type { Mode } from './listenView.ts'
import { type Phone, ringPhone, type Version } from './phone.ts'
import { ring, wakeSound } from './sounds.ts'

export type Trouble = 'blocked' | 'noSound' | 'noOutput' | 'lost' | null

export type PhoneNews =
  | ListenEvent
  | { readonly is: 'start'; readonly mode: Mode }
  | { readonly is: 'notRung' }

export interface ScreenPhoneOptions {
  readonly organisation: number
  readonly campaign: string
  readonly onNews: (news: PhoneNews) => void
  readonly onTrouble: (trouble: Trouble) => void
  /** undefined: what went wrong before does not matter any more. */
  readonly onError: (error: unknown) => void
}

export interface StartOptions {
  readonly mode?: Mode
  readonly withRing?: boolean
}

const canWebRtc = (): boolean => typeof RTCPeerConnection === 'function'

export class ScreenPhone {
  readonly #on: ScreenPhoneOptions
  #phone: Phone | undefined
  #stopRinging: (() => void) | undefined
  /** Counts the calls: only the newest is heard. */
  #turn = 0
  /** They have taken the call already: one that is rung in its place is taken for them. */
  #isTaken = false

  constructor(options: ScreenPhoneOptions) {
    this.#on = options
  }

  start(version: Version, options: StartOptions = {}): void {
    const { mode = canWebRtc() ? 'webrtc' : 'page', withRing = false } = options
    this.#drop()
    this.#isTaken = false
    this.#on.onError(undefined)
    this.#on.onTrouble(mode === 'page' ? 'blocked' : null)
    this.#on.onNews({ is: 'start', mode })
    void this.#ring(version, mode, withRing)
  }

  take(): void {
    this.#silence()
    this.#isTaken = true
    this.#phone?.take().catch(this.#on.onError)
  }

  press(key: string): void {
    this.#phone?.press(key)
  }

  hangUp(): void {
    this.#silence()
    this.#phone?.hangUp()
  }

  level(): number {
    return this.#phone?.level() ?? 0
  }

  /** The screen is left: nobody listens any more. */
  leave(): void {
    this.#drop()
    this.#on.onNews({ is: 'notRung' })
  }

  async #ring(version: Version, mode: Mode, withRing: boolean): Promise<void> {
    const { organisation, campaign, onNews, onTrouble, onError } = this.#on
    const turn = this.#turn
    const isNow = (): boolean => turn === this.#turn
    try {
      const phone = await ringPhone({
        ...{ organisation, campaign, version, mode },
        onEvent: (event) => {
          if (!isNow()) return
          if (event.is === 'answered' || event.is === 'ended') this.#silence()
          onNews(event)
        },
        onBlocked: () => {
          if (isNow()) this.#startInPage(version, withRing)
        },
        onLost: () => {
          if (isNow()) onTrouble('lost')
        },
      })
      if (!isNow()) {
        phone.close()
        return
      }
      this.#phone = phone
      if (this.#isTaken) await phone.take()
      const context = await wakeSound()
      if (context.state !== 'running') onTrouble('noOutput')
      if (withRing && isNow() && !this.#isTaken) this.#stopRinging = ring(context)
    } catch (thrown) {
      if (!isNow()) return
      onError(problemOf(thrown))
      onNews({ is: 'notRung' })
    }
  }

  /** The same call over again, with the page making the sound. */
  #startInPage(version: Version, withRing: boolean): void {
    const wasTaken = this.#isTaken
    this.start(version, { mode: 'page', withRing })
    this.#isTaken = wasTaken
  }

  #silence(): void {
    this.#stopRinging?.()
    this.#stopRinging = undefined
  }

  #drop(): void {
    this.#turn += 1
    this.#silence()
    this.#phone?.close()
    this.#phone = undefined
  }
}
