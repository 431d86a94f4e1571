/**
 * The calls that dictate codes: asked for by a page, which has answered already; decided here one after
 * the other, placed over the trunk, spoken word by word. A code lives in this memory until it is said.
 */
import { randomUUID } from 'node:crypto'
import type { Clock } from '../base/clock.ts'
import { Failure } from '../base/failure.ts'
import type { AttemptId, ClipId } from '../base/ids.ts'
import { maskNumber, maskNumbersIn } from '../base/redact.ts'
import { type E164, type EpochMs, ms } from '../base/units.ts'
import type { CallEvent, Telephony } from '../call/telephony.ts'
import type { Trunk } from '../call/trunk.ts'
import { decideCodeCall, type LawfulCall } from '../law/decide.ts'
import type { Database } from '../store/database.ts'
import { type CodePurpose, codeCallFacts, noteCodeCall } from '../store/postgres/spokenCodes.ts'
import { codeWords, type Voices } from './codeVoice.ts'
import type { Language } from './language.ts'
import { codeCallsAtOnceMax, codeCallsWaitingMax, codeRingMs } from './limits.ts'

export interface CodeToSay {
  /** Id of its row. */
  readonly code: number
  readonly digits: string
  readonly number: E164
  readonly language: Language
  readonly purpose: CodePurpose
  readonly askedAt: EpochMs
}

export interface CodeCalls {
  /** Returns at once, and tells nothing: whether the number rings is nobody's business but its own. */
  ask(code: CodeToSay): void
  /** No new calls; those under way are hung up. */
  close(): Promise<void>
}

export interface CodeCallsOptions {
  readonly database: Database
  readonly organisation: number
  /** Owned by whoever opened it; has one trunk. */
  readonly telephony: Telephony
  readonly trunk: Trunk
  readonly callerId: E164
  readonly clock: Clock
  readonly voices: Voices
  /** A call is over; `said`: all its words left. */
  readonly onEnded?: (number: E164, said: boolean) => void
  readonly log: (line: string) => void
}

interface Live {
  readonly number: E164
  /** What is still to be said. */
  readonly words: ClipId[]
  readonly ringing: NodeJS.Timeout
  readonly over: PromiseWithResolvers<void>
}

export async function openCodeCalls(options: CodeCallsOptions): Promise<CodeCalls> {
  for (const clip of options.voices.clips) await options.telephony.loadClip(clip)
  return new RunningCodeCalls(options)
}

class RunningCodeCalls implements CodeCalls {
  readonly #options: CodeCallsOptions
  readonly #waiting: CodeToSay[] = []
  readonly #live = new Map<AttemptId, Live>()
  #deciding: Promise<void> | undefined
  #isClosed = false

  constructor(options: CodeCallsOptions) {
    this.#options = options
    options.telephony.onEvent((event) => this.#receive(event))
  }

  ask(code: CodeToSay): void {
    if (this.#isClosed) return
    if (this.#waiting.length >= codeCallsWaitingMax) {
      this.#options.log(`${codeCallsWaitingMax} code calls wait already: one more is not placed`)
      return
    }
    this.#waiting.push(code)
    this.#go()
  }

  async close(): Promise<void> {
    this.#isClosed = true
    this.#waiting.length = 0
    await this.#deciding
    const over = [...this.#live.values()].map((live) => live.over.promise)
    for (const attempt of this.#live.keys()) this.#options.telephony.hangUp(attempt)
    await Promise.all(over)
  }

  /** One decision at a time, so that the caps count every call before the next is decided. */
  #go(): void {
    this.#deciding ??= this.#decideAll().finally(() => {
      this.#deciding = undefined
      // Asked for between the last look at the queue and now.
      if (this.#waiting.length > 0 && this.#hasLine()) this.#go()
    })
  }

  #hasLine(): boolean {
    const atOnce = Math.min(codeCallsAtOnceMax, this.#options.trunk.concurrentCalls)
    return !this.#isClosed && this.#live.size < atOnce
  }

  async #decideAll(): Promise<void> {
    while (this.#hasLine()) {
      const next = this.#waiting.shift()
      if (!next) return
      try {
        await this.#decide(next)
      } catch (error) {
        this.#options.log(`a code call was not placed: ${maskNumbersIn(String(error))}`)
      }
    }
  }

  async #decide(code: CodeToSay): Promise<void> {
    const { database, organisation, trunk, callerId, clock } = this.#options
    const { number, askedAt, purpose } = code
    const now = clock.epoch()
    const facts = await codeCallFacts(database, organisation, number, now)
    const { verdict, lawful } = decideCodeCall({
      ...{ now, number, askedAt, purpose, callerId },
      ...{ trunkKind: trunk.kind, callerIds: trunk.callerIds },
      ...facts,
    })
    if (!lawful) {
      const rules = verdict.refusals.map(({ rule }) => rule).join(', ')
      this.#options.log(`no code call to ${maskNumber(number)}: ${rules}`)
      return
    }
    // Persist before you dial: a crash must not make the same code ring twice.
    if (await noteCodeCall(database, code.code, now)) this.#place(code, lawful)
  }

  #place(code: CodeToSay, lawful: LawfulCall): void {
    const { telephony, trunk, voices } = this.#options
    if (this.#isClosed) return
    const attempt = randomUUID() as string as AttemptId
    this.#live.set(attempt, {
      number: code.number,
      words: [...codeWords(voices, code.language, code.digits)],
      ringing: setTimeout(() => telephony.hangUp(attempt), codeRingMs),
      over: Promise.withResolvers<void>(),
    })
    telephony.place({ attempt, lawful, trunk: trunk.id, mediaTimeoutMs: mediaTimeout })
  }

  #receive(event: CallEvent): void {
    const live = this.#live.get(event.attempt)
    if (!live) return
    switch (event.is) {
      case 'answered':
        clearTimeout(live.ringing)
        this.#sayNext(event.attempt, live)
        return
      case 'playEnded':
        this.#sayNext(event.attempt, live)
        return
      case 'ended':
        clearTimeout(live.ringing)
        this.#live.delete(event.attempt)
        this.#options.onEnded?.(live.number, live.words.length === 0)
        live.over.resolve()
        this.#go()
        return
      case 'placed':
      case 'ringing':
      case 'firstAudio':
      case 'key':
      case 'amd':
      case 'beep':
      case 'farQuiet':
      case 'farSpeaks':
        return
      default:
        event satisfies never
    }
  }

  #sayNext(attempt: AttemptId, { words }: Live): void {
    const next = words.shift()
    if (next === undefined) this.#options.telephony.hangUp(attempt)
    else this.#options.telephony.play(attempt, next)
  }
}

/** Telephones that send nothing while they listen are many: silence does not end a code call. */
const mediaTimeout = ms(60_000)

/** The number shown: the first the trunk may show. */
export function callerIdOf(trunk: Trunk): E164 {
  const [first] = trunk.callerIds
  if (first) return first
  throw new Failure(
    'usage',
    `The trunk ${trunk.id} shows no number, and a code call never hides its own: add one to it.`,
    {
      fr:
        `La ligne ${trunk.id} n’affiche pas de numéro, et l’appel d’un code ne cache jamais le ` +
        'sien : ajoutez-en un.',
    },
  )
}
