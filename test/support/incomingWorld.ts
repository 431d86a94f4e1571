/** A telephony that may be rung, and whoever rings it: an endpoint of ours as the carrier, one `RingingCaller` a call. */
import { randomUUID } from 'node:crypto'
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import type { TestContext } from 'node:test'
import { realClock } from '../../src/base/clock.ts'
import type { AttemptId, TrunkId } from '../../src/base/ids.ts'
import { type E164, ms } from '../../src/base/units.ts'
import type { IncomingCall } from '../../src/call/incoming.ts'
import type { CallEvent } from '../../src/call/telephony.ts'
import { plainTrunk, type Trunk } from '../../src/call/trunk.ts'
import { trunkProfileSchema } from '../../src/call/trunkProfile.ts'
import { ackFor, type Dialog, dialogOfCaller, requestIn } from '../../src/sip/dialog.ts'
import { nameAddr } from '../../src/sip/header.ts'
import { replyTo, type SipRequest, type SipResponse } from '../../src/sip/message.ts'
import type { BaseTimers } from '../../src/sip/transaction/timers.ts'
import { type Endpoint, openEndpoint } from '../../src/telephony/endpoint.ts'
import type { MediaEngine } from '../../src/telephony/mediaEngine.ts'
import { openTelephony, type TelephonyOptions } from '../../src/telephony/telephony.ts'
import type { ClientTransaction, ServerTransaction } from '../../src/telephony/transactionUser.ts'
import { farSdp } from './legPlay.ts'
import { until } from './mediaEngines.ts'
import { silentMedia } from './silentMedia.ts'
import { aRequest } from './sipMessages.ts'

export const shown = '+33163001234' as E164
export const theirs = '+33199001234' as E164
/** 64·T1 is 1.3 s. */
const quickTimers: BaseTimers = { t1: ms(20), t2: ms(160), t4: ms(100) }

export interface IncomingWorldOptions {
  readonly incomingCalls?: number
  readonly telephony?: Partial<TelephonyOptions>
  readonly media?: MediaEngine
  /** Of both ends; `quickTimers` unless told. */
  readonly timers?: BaseTimers
  /** What the carrier does with requests of ours; by default 200. */
  readonly react?: (request: SipRequest, transaction: ServerTransaction) => void
}

export async function incomingWorld(context: TestContext, options: IncomingWorldOptions = {}) {
  const requests: SipRequest[] = []
  const { timers = quickTimers } = options
  const ourPort = await freePort()
  const far = await openEndpoint({
    address: '127.0.0.1',
    port: 0,
    allow: ['INVITE', 'BYE', 'ACK', 'CANCEL', 'OPTIONS'],
    timers,
    onRequest(request, transaction) {
      requests.push(request)
      const answer =
        options.react ?? ((asked, own) => own.respond(replyTo(asked, 200, { toTag: 'far' })))
      answer(request, transaction)
    },
  })
  const silent = silentMedia(realClock.mono)
  const telephony = await openTelephony({
    ...{ trunks: [trunkAt(far.port, options.incomingCalls)], clock: realClock, version: '9.9' },
    ...{ media: options.media ?? silent, timers },
    port: ourPort,
    newAttemptId: () => randomUUID() as string as AttemptId,
    ...options.telephony,
  })
  const events: CallEvent[] = []
  const rings: IncomingCall[] = []
  telephony.onEvent((event) => events.push(event))
  context.after(async () => {
    await telephony.close()
    await far.close()
  })
  const ring = (changes: Partial<SipRequest> = {}): RingingCaller =>
    new RingingCaller(far, ourPort, changes)
  const listen = (): void => telephony.onIncoming((call) => rings.push(call))
  const words = (attempt: AttemptId | undefined): string =>
    events
      .filter((event) => event.attempt === attempt)
      .map(wordOf)
      .join(' ')
  return { far, telephony, media: silent, events, rings, requests, ring, listen, words }
}

/** Free for UDP a moment ago. */
async function freePort(): Promise<number> {
  const socket = createSocket('udp4')
  socket.bind(0, '127.0.0.1')
  await once(socket, 'listening')
  const { port } = socket.address()
  socket.close()
  return port
}

const wordOf = (event: CallEvent): string => {
  if (event.is === 'key') return `key:${event.key}`
  if (event.is !== 'ended') return event.is
  return ['ended', event.by, event.sipStatus].filter(Boolean).join(':')
}

export const trunkAt = (port: number, incomingCalls = 30): Trunk => ({
  ...plainTrunk,
  id: 'practice' as TrunkId,
  kind: 'practice',
  ...{ host: '127.0.0.1', port, callsPerSecond: 100, concurrentCalls: 100 },
  callerIds: [shown],
  profile: trunkProfileSchema.parse({ signalling: { incomingCalls } }),
})

let calls = 0

export class RingingCaller {
  readonly replies: SipResponse[] = []
  readonly invite: SipRequest
  readonly #far: Endpoint
  readonly #to: { readonly host: string; readonly port: number }
  readonly #sent: ClientTransaction
  #dialog: Dialog | undefined

  constructor(far: Endpoint, ourPort: number, changes: Partial<SipRequest>) {
    calls += 1
    this.#far = far
    this.#to = { host: '127.0.0.1', port: ourPort }
    this.invite = aRequest('INVITE', {
      uri: `sip:${shown}@127.0.0.1:${ourPort}`,
      from: nameAddr(`sip:${theirs}@127.0.0.1`, `theirs${calls}`),
      to: nameAddr(`sip:${shown}@127.0.0.1`),
      callId: `ringing${calls}`,
      contacts: [nameAddr(`sip:them@127.0.0.1:${far.port}`)],
      body: farSdp(),
      ...changes,
      headers: [...(changes.headers ?? []), { name: 'content-type', value: 'application/sdp' }],
      vias: [],
    })
    this.#sent = far.sendRequest(
      this.invite,
      {
        onResponse: (reply) => this.replies.push(reply),
        onTimeout: () => undefined,
        onTransportError: () => undefined,
      },
      this.#to,
    )
  }

  get statuses(): string {
    return [...new Set(this.replies.map(({ status }) => status))].join(' ')
  }

  async status(status: number): Promise<SipResponse> {
    await until(() => this.replies.some((reply) => reply.status === status), `a ${status}`)
    return this.replies.find((reply) => reply.status === status) as SipResponse
  }

  /** Waits for the 200. */
  async ack(): Promise<void> {
    const success = await this.status(200)
    this.#dialog = dialogOfCaller(this.invite, success)
    this.#far.sendAck(ackFor(this.#dialog, this.invite.cseq.number), this.#to)
  }

  cancel(): void {
    this.#sent.cancel()
  }

  /** A request in the dialog; resolves with the status of its final reply. */
  request(method: string, options: Parameters<typeof requestIn>[2] = {}): Promise<number> {
    if (!this.#dialog) throw new Error('there is no dialog yet')
    const [dialog, request] = requestIn(this.#dialog, method, options)
    this.#dialog = dialog
    const { promise, resolve, reject } = Promise.withResolvers<number>()
    this.#far.sendRequest(
      request,
      {
        onResponse: ({ status }) => status >= 200 && resolve(status),
        onTimeout: () => reject(new Error(`${method} was not answered`)),
        onTransportError: reject,
      },
      this.#to,
    )
    return promise
  }
}
