/**
 * The carrier and the people of a bench, in a process of their own: every INVITE rings, is answered, speaks
 * and presses 1, then listens until it is hung up on. Seeded; costs little, and says how much.
 * Spoken to over IPC: `report` is answered by a FarEndReport, `end` ends it.
 */
import { MessageChannel, Worker } from 'node:worker_threads'
import { ms } from '../../src/base/units.ts'
import { nameAddr } from '../../src/sip/header.ts'
import { replyTo, type SipRequest } from '../../src/sip/message.ts'
import { openEndpoint } from '../../src/telephony/endpoint.ts'
import type { ServerTransaction } from '../../src/telephony/transactionUser.ts'
import type { SpeakerReport, ToSpeaker } from './loudspeaker.ts'
import { NOWHERE } from './nowhere.ts'

export interface FarEndReport {
  readonly invites: number
  readonly answered: number
  readonly cancelled: number
  readonly byes: number
  /** INVITEs of a call that was there already, and BYEs of one that was not. */
  readonly strange: number
  readonly retransmissions: number
  readonly upMax: number
  readonly speaker: SpeakerReport
  /** CPU of the whole process, ms. */
  readonly cpuMs: number
}

const [sipPort = 0, ringMs = 2000, pressAtMs = 5000, isNowhere = 0] = process.argv
  .slice(2)
  .map(Number)
const deafPort = sipPort + 2
const hearingPort = sipPort + 4
/** Of so many calls one is listened to. */
const heardEvery = 20

interface Up {
  readonly number: number
  readonly timer: NodeJS.Timeout
  isSpeaking: boolean
}
const calls = new Map<string, Up>()
const counts = { invites: 0, answered: 0, cancelled: 0, byes: 0, strange: 0, upMax: 0 }
let lastNumber = 0

const { port1: speaker, port2 } = new MessageChannel()
new Worker(new URL('./loudspeaker.ts', import.meta.url), {
  workerData: { port: port2, deafPort, hearingPort },
  transferList: [port2],
})
const say = (order: ToSpeaker): void => speaker.postMessage(order)

const endpoint = await openEndpoint({
  ...{ address: '127.0.0.1', port: sipPort, allow: ['INVITE', 'ACK', 'CANCEL', 'BYE', 'OPTIONS'] },
  onRequest: (request, transaction) => receive(request, transaction),
  log: (line) => console.error(`far end: ${line}`),
})
process.on('message', (asked: 'report' | 'end') => void obey(asked))
process.send?.('ready')

function receive(request: SipRequest, transaction: ServerTransaction): void {
  const { callId, method } = request
  if (method === 'INVITE') invite(request, transaction)
  else if (method === 'BYE') {
    const up = calls.get(callId)
    counts.byes += 1
    if (!up) counts.strange += 1
    else hangUp(callId, up)
    transaction.respond(replyTo(request, up ? 200 : 481, { toTag: endpoint.newToken() }))
  } else transaction.respond(replyTo(request, 200, { toTag: endpoint.newToken() }))
}

function invite(request: SipRequest, transaction: ServerTransaction): void {
  const { callId, body } = request
  counts.invites += 1
  if (calls.has(callId)) counts.strange += 1
  lastNumber += 1
  const number = lastNumber
  const toTag = endpoint.newToken()
  const hears = number % heardEvery === 0
  const address = addressOf(number, hears)
  const answer = (): void => {
    counts.answered += 1
    counts.upMax = Math.max(counts.upMax, calls.size)
    const sdp = answerSdp(address, hears ? hearingPort : deafPort, body)
    const contact = nameAddr(`sip:far@127.0.0.1:${sipPort}`)
    transaction.respond(replyTo(request, 200, { toTag, contact, sdp }))
  }
  const up: Up = { number, timer: setTimeout(answer, ringMs), isSpeaking: false }
  calls.set(callId, up)
  transaction.listen({
    onCancel: () => {
      counts.cancelled += 1
      hangUp(callId, up)
      transaction.respond(replyTo(request, 487, { toTag }))
    },
    onAck: () => {
      if (calls.get(callId) !== up) return
      up.isSpeaking = true
      const to = { ip: ipOf(/^c=IN IP4 (\S+)/m.exec(body)?.[1] ?? ''), port: portOf(body) }
      say({ is: 'speak', call: number, ip: ipOf(address), to, hears, pressAtMs })
    },
  })
  transaction.respond(replyTo(request, 180, { toTag }))
}

function hangUp(callId: string, up: Up): void {
  clearTimeout(up.timer)
  calls.delete(callId)
  if (up.isSpeaking) say({ is: 'hush', call: up.number })
}

/** An address a call, as phones of a network have: 127.1.0.0 and up, or where nobody is (bench/farEnd/nowhere.ts). */
function addressOf(number: number, hears: boolean): string {
  const low = `${(number >>> 8) & 0xff}.${number & 0xff}`
  return isNowhere && !hears ? `${NOWHERE}.${low}` : `127.${1 + ((number >>> 16) & 0x7f)}.${low}`
}

const ipOf = (dotted: string): number =>
  dotted.split('.').reduce((ip, part) => (ip << 8) | Number(part), 0)
const portOf = (sdp: string): number => Number(/^m=audio (\d+)/m.exec(sdp)?.[1] ?? 0)

function answerSdp(address: string, port: number, offer: string): string {
  const event = /^a=rtpmap:(\d+) telephone-event/m.exec(offer)?.[1] ?? '101'
  if (event !== '101') throw new Error('the far end presses keys as payload type 101')
  return [
    ...['v=0', `o=- 1 1 IN IP4 ${address}`, 's=-', `c=IN IP4 ${address}`, 't=0 0'],
    ...[`m=audio ${port} RTP/AVP 8 101`, 'a=rtpmap:8 PCMA/8000'],
    ...['a=rtpmap:101 telephone-event/8000', 'a=fmtp:101 0-15', 'a=ptime:20', 'a=sendrecv', ''],
  ].join('\r\n')
}

async function obey(asked: 'report' | 'end'): Promise<void> {
  if (asked === 'end') {
    say({ is: 'end' })
    await endpoint.close()
    process.exit(0)
  }
  const heard = new Promise<SpeakerReport>((resolve) => speaker.once('message', resolve))
  say({ is: 'report' })
  const { user, system } = process.cpuUsage()
  process.send?.({
    ...counts,
    retransmissions: endpoint.counts().retransmissions,
    speaker: await heard,
    cpuMs: ms((user + system) / 1000),
  } satisfies FarEndReport)
}
