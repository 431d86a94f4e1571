/**
 * Runs the registrations of the trunks that want one (profile.signalling.registerEveryS): the machine
 * of src/sip/registration.ts over the endpoint. Calls are held while an account is not registered.
 */
import { unreachable } from '../base/assert.ts'
import type { TrunkId } from '../base/ids.ts'
import { between, type MonoMs, type Ms, ms, seconds } from '../base/units.ts'
import type { Trunk } from '../call/trunk.ts'
import type { TrunkSign } from '../call/trunkSign.ts'
import { nameAddr } from '../sip/header.ts'
import {
  heldUntil,
  type Registration,
  type RegistrationEffect,
  type RegistrationInput,
  type RegistrationSetup,
  registrationDeadline,
  startRegistration,
  stepRegistration,
} from '../sip/registration.ts'
import { escapeUser } from '../sip/uri.ts'
import type { Endpoint } from './endpoint.ts'
import {
  contactOf,
  credentialsOf,
  domainOf,
  hash,
  newSecret,
  preloadedRoutes,
  shownUser,
  userAgent,
} from './legSetup.ts'
import type { Address, Destination } from './transactionUser.ts'
import type { WakeUps } from './wakeUps.ts'

/** A trunk and how its carrier is reached. */
export interface TrunkLine {
  readonly trunk: Trunk
  readonly endpoint: Endpoint
  readonly to: Address | Destination
}

export interface SigningOptions {
  /** Of Portevoix, for User-Agent. */
  readonly version: string
  readonly wakeUps: WakeUps
  now(): MonoMs
  tell(sign: TrunkSign): void
}

/** How long opening waits for the registrars' first word; calls are held from then on. */
export const firstWordMax: Ms = seconds(5)

export class Registrations {
  readonly #options: SigningOptions
  readonly #running = new Map<TrunkId, RunningRegistration>()

  constructor(options: SigningOptions) {
    this.#options = options
  }

  /** Does nothing for a trunk whose carrier knows our address. */
  start(line: TrunkLine): void {
    const { id, profile } = line.trunk
    if (profile.signalling.registerEveryS === null || this.#running.has(id)) return
    const running = new RunningRegistration(line, this.#options)
    this.#running.set(id, running)
    running.start()
  }

  /** How long no call may leave on this trunk; undefined: it may now. */
  heldFor(trunk: TrunkId): Ms | undefined {
    return this.#running.get(trunk)?.heldFor()
  }

  /** Resolves when every registrar has said yes or no, after `firstWordMax` at the latest. */
  async firstWords(): Promise<void> {
    await this.#within(firstWordMax, ({ firstWord }) => firstWord)
  }

  /** Takes the registrations back. The machine bounds the wait. */
  async close(): Promise<void> {
    await Promise.all([...this.#running.values()].map((running) => running.close()))
  }

  async #within(limit: Ms, word: (running: RunningRegistration) => Promise<void>): Promise<void> {
    if (this.#running.size === 0) return
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, limit)
    })
    await Promise.race([Promise.all([...this.#running.values()].map(word)), late])
    clearTimeout(timer)
  }
}

class RunningRegistration {
  readonly #line: TrunkLine
  readonly #options: SigningOptions
  readonly #gone = Promise.withResolvers<void>()
  readonly #firstWord = Promise.withResolvers<void>()
  #state: Registration | undefined

  constructor(line: TrunkLine, options: SigningOptions) {
    this.#line = line
    this.#options = options
  }

  get firstWord(): Promise<void> {
    return this.#firstWord.promise
  }

  start(): void {
    const [state, effects] = startRegistration(setupOf(this.#line, this.#options.version))
    this.#settle(state, effects)
  }

  heldFor(): Ms | undefined {
    const now = this.#options.now()
    const until = this.#state && heldUntil(this.#state, now)
    return until === undefined ? undefined : ms(Math.max(1, between(now, until)))
  }

  close(): Promise<void> {
    this.#step({ is: 'close' })
    return this.#gone.promise
  }

  wake(): void {
    this.#step({ is: 'deadline' })
  }

  #step(input: RegistrationInput): void {
    if (this.#state) this.#settle(...stepRegistration(this.#state, input, this.#options.now()))
  }

  #settle(state: Registration, effects: readonly RegistrationEffect[]): void {
    this.#state = state
    this.#options.wakeUps.set(this, registrationDeadline(state)?.at)
    for (const effect of effects) this.#do(effect)
  }

  #do(effect: RegistrationEffect): void {
    switch (effect.is) {
      case 'send': {
        const { endpoint, to } = this.#line
        const { cseq } = effect.request
        const noReply = (why: string): void => this.#step({ is: 'noReply', cseq: cseq.number, why })
        endpoint.sendRequest(
          effect.request,
          {
            onResponse: (response) => this.#step({ is: 'response', response }),
            onTimeout: () => noReply('no reply from the registrar'),
            onTransportError: (error) =>
              noReply(`the registrar cannot be reached: ${error.message}`),
          },
          to,
        )
        break
      }
      case 'tell':
        this.#firstWord.resolve()
        this.#options.tell({ trunk: this.#line.trunk.id, ...effect.news })
        break
      case 'gone':
        this.#firstWord.resolve()
        this.#gone.resolve()
        break
      default:
        unreachable(effect)
    }
  }
}

function setupOf({ trunk, endpoint }: TrunkLine, version: string): RegistrationSetup {
  const { profile, callerIds, user } = trunk
  // The account's name; a carrier that knows us by our number has that as the account.
  const account = user === undefined ? shownUser(callerIds[0], profile) : escapeUser(user)
  const record = `sip:${account}@${domainOf(trunk)}`
  return {
    registrar: `sip:${domainOf(trunk)}`,
    from: nameAddr(record, endpoint.newToken()),
    to: nameAddr(record),
    callId: `${endpoint.newToken()}${endpoint.newToken()}`,
    contact: contactOf(trunk, endpoint, account),
    headers: [userAgent(version)],
    routes: preloadedRoutes(profile),
    everyS: profile.signalling.registerEveryS ?? 0,
    credentials: credentialsOf(trunk),
    secret: newSecret(endpoint),
    hash,
  }
}
