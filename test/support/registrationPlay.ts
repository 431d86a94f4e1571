/** Plays the registrar in tests of the registration machine: inputs in short words, effects back in short words. */
import { createHash } from 'node:crypto'
import { type MonoMs, monoMs } from '../../src/base/units.ts'
import { nameAddr, parseNameAddr } from '../../src/sip/header.ts'
import {
  type ReplyOptions,
  replyTo,
  type SipHeader,
  type SipRequest,
} from '../../src/sip/message.ts'
import {
  type Registration,
  type RegistrationEffect,
  type RegistrationInput,
  type RegistrationNext,
  type RegistrationSetup,
  registrationDeadline,
  startRegistration,
  stepRegistration,
} from '../../src/sip/registration.ts'

export const aRegistration = (changes: Partial<RegistrationSetup> = {}): RegistrationSetup => ({
  registrar: 'sip:carrier.example',
  from: nameAddr('sip:acme@carrier.example', 'ours'),
  to: nameAddr('sip:acme@carrier.example'),
  callId: 'aRegistration',
  contact: nameAddr('sip:acme@127.0.0.1:5080'),
  headers: [],
  routes: [],
  everyS: 600,
  credentials: { user: 'acme', password: 'p' },
  secret: 'secret',
  hash: (algorithm, text) =>
    createHash(algorithm === 'md5' ? 'md5' : 'sha256')
      .update(text)
      .digest('hex'),
  ...changes,
})

export class RegistrationPlay {
  state: Registration
  now: MonoMs = monoMs(0)
  readonly effects: RegistrationEffect[] = []
  readonly log: string[] = []

  constructor(setup: RegistrationSetup = aRegistration()) {
    const [state, effects] = startRegistration(setup)
    this.state = state
    this.#note([state, effects])
  }

  /** The newest REGISTER. */
  get request(): SipRequest {
    const send = this.effects.findLast((effect) => effect.is === 'send')
    if (send?.is !== 'send') throw new Error('no REGISTER left yet')
    return send.request
  }

  input(input: RegistrationInput): string {
    return this.#note(stepRegistration(this.state, input, this.now))
  }

  reply(
    status: number,
    headers: readonly SipHeader[] = [],
    contacts: readonly string[] = [],
  ): string {
    const options: ReplyOptions = { toTag: 'registrar', headers }
    const plain = replyTo(this.request, status, options)
    const parsed = contacts.map((text) => parseNameAddr(text) ?? nameAddr(text))
    return this.input({ is: 'response', response: { ...plain, contacts: parsed } })
  }

  noReply(): string {
    return this.input({ is: 'noReply', cseq: this.request.cseq.number, why: 'silence' })
  }

  wakeAtDeadline(): string | undefined {
    const due = registrationDeadline(this.state)
    if (!due) return undefined
    if (due.at > this.now) this.now = due.at
    return this.input({ is: 'deadline' })
  }

  #note([state, effects]: RegistrationNext): string {
    this.state = state
    this.effects.push(...effects)
    const words = effects.map(say)
    this.log.push(...words)
    return words.join(' | ')
  }
}

function say(effect: RegistrationEffect): string {
  if (effect.is === 'gone') return 'gone'
  if (effect.is === 'tell') return `${effect.news.is}: ${effect.news.why}`
  const { headers, cseq } = effect.request
  const expires = headers.find(({ name }) => name === 'expires')?.value
  const auth = headers.filter(({ name }) => name.endsWith('authorization')).map(({ name }) => name)
  return [`REGISTER ${cseq.number} for ${expires}`, ...auth].join(' ')
}
