/**
 * What an ear would tell of a practice phone, in virtual time: from what the phone plays (soundPlans.ts) follow the
 * verdict, beeps and pauses, and when each is told. It may be made to err, from a seed, so that whoever listens to it
 * is tried with an ear that is not perfect. Pure but for `later`, which lives things through in their order.
 */
import type { AmdSettings, AmdVerdictName } from '../../base/amd.ts'
import { type Random, randomFrom } from '../../base/random.ts'
import { between, type MonoMs, type Ms, ms } from '../../base/units.ts'
import type { CallEvent } from '../../call/telephony.ts'
import { type OwnSound, planOf, type Speaker } from './soundPlans.ts'

/** Shares of the calls, 0 to 1. */
export interface EarMistakes {
  readonly humanCalledMachine: number
  readonly machineCalledHuman: number
  /** The ear says nothing of a beep. */
  readonly beepMissed: number
}

export const noMistakes: EarMistakes = {
  humanCalledMachine: 0,
  machineCalledHuman: 0,
  beepMissed: 0,
}

export type HeardSign = About<Extract<CallEvent, { is: 'amd' | 'beep' | 'farQuiet' | 'farSpeaks' }>>
type About<Event> = Event extends CallEvent ? Omit<Event, 'attempt' | 'at'> : never

/** So long after an end an ear is sure that it was one. */
export const BEEP_OVER_MS = ms(60)
export const SPEAKS_AFTER_MS = ms(60)
/** A greeting that has gone on for so long is a machine's; after so much silence a word was a person's. */
export const GREETING_MS = ms(1500)
export const WORD_OVER_MS = ms(500)
export const QUESTION_MS = ms(2500)
export const TONES_SURE_MS = ms(700)

interface Edges {
  now(): MonoMs
  later(wait: Ms, happen: () => void): void
  tell(sign: HeardSign): void
}

export class VirtualEar {
  readonly #edges: Edges
  readonly #mistakes: EarMistakes
  readonly #random: Random
  #settings: AmdSettings | undefined
  #since: MonoMs | undefined
  /** Counts `listen`: the time to decide is that of the last one. */
  #round = 0
  #isJudged = false
  /** A pause is news once it has been told who answered, and only once. */
  #isQuiet = false
  #pauseSince: MonoMs | undefined
  #speaking = 0
  /** Counts what is said: a pause that was broken is not told. */
  #utterances = 0

  constructor(seed: number, mistakes: EarMistakes, edges: Edges) {
    this.#edges = edges
    this.#mistakes = mistakes
    this.#random = randomFrom(seed)
  }

  listen(settings: AmdSettings): void {
    this.#round += 1
    this.#settings = settings
    this.#since = this.#edges.now()
    this.#isJudged = false
    this.#isQuiet = false
    this.#pauseSince = undefined
    const round = this.#round
    this.#edges.later(settings.decideWithinMs, () => {
      if (round === this.#round) this.#judge('unknown')
    })
  }

  /** The phone begins to play this. */
  plays(sound: OwnSound): void {
    const { speaker, pieces } = planOf(sound)
    let fromMs = 0
    for (const piece of pieces) {
      const toMs = fromMs + piece.ms
      if (piece.is === 'speech') this.#speech(ms(fromMs), ms(toMs))
      if (piece.is === 'tones' && speaker === 'mailbox') {
        this.#beep(ms(fromMs), piece.ms, piece.hz[0] ?? 0)
      }
      fromMs = toMs
    }
    this.#recognise(speaker, ms(fromMs))
  }

  #speech(from: Ms, to: Ms): void {
    this.#edges.later(from, () => {
      this.#speaking += 1
      this.#utterances += 1
      this.#pauseSince = undefined
      if (!this.#isQuiet) return
      this.#isQuiet = false
      const since = this.#edges.now()
      this.#later(SPEAKS_AFTER_MS, () => this.#edges.tell({ is: 'farSpeaks', since }))
    })
    this.#edges.later(to, () => {
      this.#speaking -= 1
      const [since, said] = [this.#edges.now(), this.#utterances]
      this.#later(this.#settings?.quietAfterMs ?? ms(0), () => {
        if (this.#utterances !== said || this.#speaking > 0 || this.#isQuiet) return
        this.#pauseSince = since
        this.#tellPause()
      })
    })
  }

  #beep(from: Ms, length: Ms, hz: number): void {
    this.#edges.later(from, () => {
      const startedAt = this.#edges.now()
      this.#later(ms(length + BEEP_OVER_MS), () => {
        if (length < (this.#settings?.beepMs ?? 0)) return
        if (this.#random.next() < this.#mistakes.beepMissed) return
        this.#isQuiet = true
        this.#judge('machine')
        this.#edges.tell({ is: 'beep', startedAt, hz })
      })
    })
  }

  #recognise(speaker: Speaker, length: Ms): void {
    switch (speaker) {
      case 'person':
        this.#later(ms(length + WORD_OVER_MS), () => this.#judge('human'))
        return
      case 'mailbox':
        // A beep is judged where it is heard.
        if (length >= GREETING_MS) this.#later(GREETING_MS, () => this.#judge('machine'))
        return
      case 'screening':
        this.#later(QUESTION_MS, () => this.#judge('screening'))
        return
      case 'fax':
        this.#later(TONES_SURE_MS, () => this.#judge('fax'))
        return
      case 'network':
        this.#later(GREETING_MS, () => this.#judge('machine'))
        return
      case 'ringing':
        return // before the answer: nobody yet
      default:
        speaker satisfies never
    }
  }

  #judge(truth: AmdVerdictName): void {
    if (this.#isJudged || this.#since === undefined) return
    this.#isJudged = true
    const atMs = between(this.#since, this.#edges.now())
    const verdict = this.#asHeard(truth)
    this.#edges.tell({ is: 'amd', verdict: { verdict, atMs, confidence: 0.99, features: {} } })
    this.#tellPause()
  }

  #tellPause(): void {
    if (!this.#isJudged || this.#pauseSince === undefined) return
    this.#isQuiet = true
    this.#edges.tell({ is: 'farQuiet', since: this.#pauseSince })
    this.#pauseSince = undefined
  }

  #asHeard(truth: AmdVerdictName): AmdVerdictName {
    const chance = this.#random.next()
    if (truth === 'human' && chance < this.#mistakes.humanCalledMachine) return 'machine'
    if (truth === 'machine' && chance < this.#mistakes.machineCalledHuman) return 'human'
    return truth
  }

  /** Unless nobody listens by then. */
  #later(wait: Ms, happen: () => void): void {
    this.#edges.later(wait, () => {
      if (this.#since !== undefined) happen()
    })
  }
}
