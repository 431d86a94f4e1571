/** Runs one request along its targets: a client transaction each, with a branch of its own (RFC 3263 §4.3). */
import { unreachable } from '../base/assert.ts'
import { type MonoMs, type Ms, seconds } from '../base/units.ts'
import { startTurn, stepTurn, type Turn, type TurnInput } from '../sip/failover.ts'
import { headerOf, type SipRequest, type SipResponse } from '../sip/message.ts'
import type { RunningClient } from './sipClientTransaction.ts'
import type { Address, ClientListener, ClientTransaction } from './transactionUser.ts'

export interface FailoverOptions {
  /** Not empty; undefined: the request leads nowhere we can send to. */
  readonly hops: readonly (Address | undefined)[]
  readonly listener: ClientListener
  /** Starts the request at one of them. What goes wrong at once is told before this returns. */
  open(hop: Address | undefined, listener: ClientListener): RunningClient
  failed(hop: Address | undefined, retryAfterMs: Ms | undefined): void
}

export class Failover implements ClientTransaction {
  readonly #options: FailoverOptions
  #turn: Turn
  #tried = 0
  #client: RunningClient | undefined
  #isCancelWanted = false

  constructor(options: FailoverOptions) {
    this.#options = options
    this.#turn = startTurn(options.hops.length)
    this.#open()
  }

  get request(): SipRequest {
    return (this.#client as RunningClient).request
  }

  cancel(): void {
    this.#isCancelWanted = true
    this.stay()
    this.#client?.cancel()
  }

  stay(): void {
    this.#step({ is: 'stay' })
  }

  #open(): void {
    const turn = this.#tried
    const hop = this.#options.hops[turn]
    const client = this.#options.open(hop, {
      onResponse: (reply, at) => this.#receive(hop, reply, at),
      onTimeout: () => {
        this.#options.failed(hop, undefined)
        if (!this.#goesOn({ is: 'timeout' })) this.#options.listener.onTimeout()
      },
      onTransportError: (error) => {
        this.#options.failed(hop, undefined)
        if (!this.#goesOn({ is: 'transportError' })) this.#options.listener.onTransportError(error)
      },
    })
    // A target that failed at once has made way for the next already.
    if (this.#tried === turn) this.#client = client
    else this.#client ??= client
  }

  #receive(hop: Address | undefined, reply: SipResponse, at: MonoMs): void {
    const { status } = reply
    if (status === 503) this.#options.failed(hop, retryAfterOf(reply))
    if (this.#goesOn({ is: 'response', status })) return
    this.#options.listener.onResponse(reply, at)
    // §9.1: it was wanted when this target had said nothing yet.
    if (this.#isCancelWanted && status < 200) this.#client?.cancel()
  }

  /** Was the next target tried instead of telling? */
  #goesOn(input: TurnInput): boolean {
    return this.#step(input) === 'next'
  }

  #step(input: TurnInput): 'tell' | 'next' {
    const [turn, effect] = stepTurn(this.#turn, input)
    this.#turn = turn
    switch (effect) {
      case 'next':
        this.#tried += 1
        this.#open()
        return effect
      case 'tell':
        return effect
      default:
        return unreachable(effect)
    }
  }
}

/** RFC 3261 §20.33. */
function retryAfterOf(reply: SipResponse): Ms | undefined {
  const digits = /^\s*(\d{1,9})/.exec(headerOf(reply, 'retry-after') ?? '')?.[1]
  return digits === undefined ? undefined : seconds(Number(digits))
}
