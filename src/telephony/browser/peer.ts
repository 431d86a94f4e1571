/**
 * One browser at the other end of a WebRTC connection (werift). It offers, we answer as an ICE-lite agent
 * (RFC 8445 §2.5): one UDP port on the address the page was loaded from, and whoever proves to know the
 * password of this call is its peer, wherever their packets come from. Browsers hide their own addresses
 * behind mDNS names; nothing needs to look those up.
 */
import { randomInt } from 'node:crypto'
import type { MediaStreamTrack, RTCPeerConnection } from 'werift'
import type { DtmfKey } from '../../base/dtmf.ts'
import { Failure } from '../../base/failure.ts'
import type { MonoMs } from '../../base/units.ts'
import { type KeyInput, nextKeyDeadline, noKeyYet, stepKeys } from '../../rtp/keyReceiver.ts'
import { FRAME_TICKS } from '../../rtp/schedule.ts'
import { readTelephoneEvent } from '../../rtp/telephoneEvent.ts'
import type { Alarm } from '../wakeUps.ts'
import { type ReadOffer, readOffer } from './offer.ts'

/** One for each call in a browser: bounded, so that a firewall can be told. */
export const browserPorts = { from: 42_000, to: 42_099 } as const

/** Ports that are held by another program cost one try for two of them. */
const pairsTriedMax = 10
const pairs = Math.floor((browserPorts.to - browserPorts.from + 1) / 2)
let nextPair = randomInt(pairs)

/**
 * Round the range: a call never gets the port on which packets of the call before may still arrive. Two
 * at a time, since werift takes no range of one.
 */
function anotherPair(): readonly [from: number, to: number] {
  const from = browserPorts.from + nextPair * 2
  nextPair = (nextPair + 1) % pairs
  return [from, from + 1]
}

export interface PeerListener {
  connected(): void
  /** Something of the browser's own sound came: it is still there. */
  heard(): void
  key(key: DtmfKey): void
  /** The connection broke, or the page was closed. */
  gone(): void
}

export interface PeerOptions {
  readonly offer: string
  /** Where the browser found us. */
  readonly address: string
  readonly listener: PeerListener
  readonly now: () => MonoMs
  readonly alarm: Alarm
}

export interface BrowserPeer {
  readonly sdpAnswer: string
  readonly read: ReadOffer
  send(frame: Uint8Array, index: number): void
  close(): Promise<void>
}

export async function openPeer(options: PeerOptions): Promise<BrowserPeer> {
  const read = readOffer(options.offer)
  for (let tried = 0; tried < pairsTriedMax; tried += 1) {
    const peer = await openOn(anotherPair(), read, options)
    if (peer) return peer
  }
  throw new Failure(
    'system',
    `No UDP port from ${browserPorts.from} to ${browserPorts.to} could be opened for a call in a browser.`,
    {
      fr:
        `Aucun port UDP de ${browserPorts.from} à ${browserPorts.to} n’a pu être ouvert pour un ` +
        'appel dans le navigateur.',
    },
  )
}

/** undefined: the ports are another program's. */
async function openOn(
  ports: readonly [number, number],
  read: ReadOffer,
  options: PeerOptions,
): Promise<BrowserPeer | undefined> {
  // Loaded with the first call: a server that rings no browser does not pay for it.
  const { MediaStreamTrack } = await import('werift')
  const connection = await newConnection(read, options.address, ports)
  const track = new MediaStreamTrack({ kind: 'audio' })
  connection.addTransceiver(track, { direction: 'sendrecv' })
  const keys = listenForKeys(options)
  // Told while the offer is read, and never again.
  connection.onTrack.subscribe((remote) => hear(remote, read, options, keys.take))
  const sdpAnswer = await answerTo(read, connection)
  if (!sdpAnswer.includes('a=candidate:')) {
    await connection.close()
    return undefined
  }
  connection.connectionStateChange.subscribe((state) => {
    if (state === 'connected') options.listener.connected()
    else if (state === 'failed' || state === 'closed' || state === 'disconnected') {
      options.listener.gone()
    }
  })
  return {
    ...{ read, sdpAnswer, send: await senderOn(track, read.payloadType) },
    async close() {
      keys.stop()
      track.stop()
      await connection.close()
    },
  }
}

async function answerTo(read: ReadOffer, connection: RTCPeerConnection): Promise<string> {
  try {
    await connection.setRemoteDescription({ type: 'offer', sdp: read.sdp })
    await connection.setLocalDescription(await connection.createAnswer())
    return connection.localDescription?.sdp ?? ''
  } catch (error) {
    await connection.close()
    throw new Failure('badInput', `This offer cannot be answered: ${String(error)}`, {
      fr: 'Il n’a pas été possible de répondre à l’offre de ce navigateur : écoutez sans WebRTC.',
    })
  }
}

async function senderOn(
  track: MediaStreamTrack,
  payloadType: number,
): Promise<BrowserPeer['send']> {
  const { RtpHeader, RtpPacket } = await import('werift')
  const first = { sequence: randomInt(0x8000), timestamp: randomInt(0x8000_0000) }
  return (frame, index) => {
    const header = new RtpHeader({
      payloadType,
      sequenceNumber: (first.sequence + index) & 0xffff,
      timestamp: (first.timestamp + index * FRAME_TICKS) >>> 0,
      marker: index === 0,
    })
    track.writeRtp(new RtpPacket(header, Buffer.from(frame)))
  }
}

async function newConnection(
  read: ReadOffer,
  address: string,
  ports: readonly [number, number],
): Promise<RTCPeerConnection> {
  const { RTCPeerConnection, RTCRtpCodecParameters } = await import('werift')
  const format = (mimeType: string, payloadType: number) =>
    new RTCRtpCodecParameters({ mimeType, payloadType, clockRate: 8000, channels: 1 })
  const { codec, payloadType, keysPayloadType } = read
  return new RTCPeerConnection({
    ...{ iceServers: [], iceLite: true, iceUseTcp: false },
    // No address but this one is bound or told.
    ...{ iceUseIpv4: false, iceUseIpv6: false, iceAdditionalHostAddresses: [address] },
    iceInterfaceAddresses: address.includes(':') ? { udp6: address } : { udp4: address },
    icePortRange: [...ports],
    codecs: {
      audio: [
        format(codec === 'pcma' ? 'audio/PCMA' : 'audio/PCMU', payloadType),
        ...(keysPayloadType === undefined
          ? []
          : [format('audio/telephone-event', keysPayloadType)]),
      ],
      video: [],
    },
  })
}

function hear(
  remote: MediaStreamTrack,
  read: ReadOffer,
  { listener, now }: PeerOptions,
  take: (input: KeyInput, now: MonoMs) => void,
): void {
  remote.onReceiveRtp.subscribe(({ header, payload }) => {
    listener.heard()
    if (header.payloadType !== read.keysPayloadType) return
    const event = readTelephoneEvent({ bytes: payload, start: 0, end: payload.length })
    if (event) take({ is: 'packet', timestamp: header.timestamp, event }, now())
  })
}

/** The machine that tells a press from its many packets, woken when a press falls silent. */
function listenForKeys({ alarm, now, listener }: PeerOptions) {
  let receiver = noKeyYet
  let callOff: (() => void) | undefined
  const take = (input: KeyInput, at: MonoMs): void => {
    const [next, keys] = stepKeys(receiver, input, at)
    receiver = next
    callOff?.()
    const deadline = nextKeyDeadline(next)
    callOff = deadline && alarm(deadline.at, () => take({ is: 'wake' }, now()))
    for (const key of keys) listener.key(key)
  }
  return {
    take,
    stop: (): void => {
      callOff?.()
      callOff = undefined
    },
  }
}
