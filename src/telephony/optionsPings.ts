/**
 * Asks every trunk whether it is there (profile.signalling.optionsEveryS): the machine of
 * src/sip/optionsPing.ts over the endpoint. What carriers ask us is answered by telephony.ts.
 */
import { unreachable } from '../base/assert.ts'
import { seconds } from '../base/units.ts'
import {
  type OptionsPing,
  type PingEffect,
  type PingInput,
  pingDeadline,
  startPing,
  stepPing,
} from '../sip/optionsPing.ts'
import {
  contactOf,
  domainOf,
  hash,
  newSecret,
  preloadedRoutes,
  shownUser,
  userAgent,
} from './legSetup.ts'
import type { SigningOptions, TrunkLine } from './registrations.ts'

export class OptionsPings {
  readonly #options: SigningOptions
  readonly #running = new Set<RunningPing>()

  constructor(options: SigningOptions) {
    this.#options = options
  }

  /** Does nothing for a trunk that is not to be asked. */
  start(line: TrunkLine): void {
    if (line.trunk.profile.signalling.optionsEveryS === 0) return
    const running = new RunningPing(line, this.#options)
    this.#running.add(running)
  }

  close(): void {
    for (const running of this.#running) running.close()
    this.#running.clear()
  }
}

class RunningPing {
  readonly #line: TrunkLine
  readonly #options: SigningOptions
  #state: OptionsPing
  #isClosed = false

  constructor(line: TrunkLine, options: SigningOptions) {
    const { trunk, endpoint } = line
    const { profile } = trunk
    const user = shownUser(trunk.callerIds[0], profile)
    this.#line = line
    this.#options = options
    this.#state = startPing(
      {
        uri: `sip:${trunk.host}:${trunk.port}`,
        from: `sip:${user}@${domainOf(trunk)}`,
        contact: contactOf(trunk, endpoint, user),
        headers: [userAgent(options.version)],
        routes: preloadedRoutes(profile),
        everyMs: seconds(profile.signalling.optionsEveryS),
        secret: newSecret(endpoint),
        hash,
      },
      options.now(),
    )
    this.#keepDeadline()
  }

  wake(): void {
    this.#step({ is: 'deadline' })
  }

  close(): void {
    this.#isClosed = true
    this.#options.wakeUps.set(this, undefined)
  }

  #step(input: PingInput): void {
    if (this.#isClosed) return
    const [state, effects] = stepPing(this.#state, input, this.#options.now())
    this.#state = state
    this.#keepDeadline()
    for (const effect of effects) this.#do(effect)
  }

  #keepDeadline(): void {
    this.#options.wakeUps.set(this, pingDeadline(this.#state)?.at)
  }

  #do(effect: PingEffect): void {
    const { trunk, endpoint, to } = this.#line
    switch (effect.is) {
      case 'ask': {
        const noReply = (): void => this.#step({ is: 'noReply' })
        endpoint.sendRequest(
          effect.request,
          {
            onResponse: ({ status }) => this.#step({ is: 'response', status }),
            onTimeout: noReply,
            onTransportError: noReply,
          },
          to,
        )
        break
      }
      case 'tell': {
        const { sign, status, roundTripMs } = effect
        this.#options.tell({
          trunk: trunk.id,
          is: sign,
          ...(status === undefined ? {} : { status }),
          ...(roundTripMs === undefined ? {} : { roundTripMs }),
        })
        break
      }
      default:
        unreachable(effect)
    }
  }
}
