/**
 * What an rtpengine must show before a person hears it: a call of its own with us as the far end, in which a
 * recording arrives and a key comes back. A wrong folder, a firewall, or a daemon that was not told to tell keys
 * is found here, not by somebody who presses 9 in vain.
 */
import { randomUUID } from 'node:crypto'
import { createSocket, type Socket } from 'node:dgram'
import type { ClipId } from '../../base/ids.ts'
import { type Ms, ms, seconds } from '../../base/units.ts'
import { writeRtp } from '../../rtp/packet.ts'
import type { RemoteMedia } from '../mediaEngine.ts'
import type { ClipFiles, Media } from './clipFiles.ts'
import { type NgAnswer, type NgClient, whyOf } from './ngClient.ts'
import type { KeyTold } from './ngKeys.ts'
import { answerOf, deleteOf, offerOf, openedIn, playerOf } from './ownCall.ts'

const HEARD_WITHIN: Ms = seconds(2)
const EVENT = 101
/** Key 5, and RFC 4733 §2.5.1.4: its end is sent three times. */
const KEY = '5'
const KEY_END = Uint8Array.from([5, 0x80 | 10, 800 >> 8, 800 & 255])

/** A sentence: why it may not be used. */
export type Proof = string | { readonly inFiles: boolean }

interface ProofCall {
  readonly callId: string
  readonly port: number
  readonly address: string
  readonly socket: Socket
}

/** `onKey` is told of every key while the proof runs. */
export async function proveInstance(
  client: NgClient,
  files: ClipFiles,
  onKey: (listener: (key: KeyTold) => void) => () => void,
): Promise<Proof> {
  const pong = await client.ask({ command: 'ping' })
  if (pong.is !== 'ok') return whyOf(pong)
  return inACall(client, async (call) => {
    const arrived = nextPacket(call.socket)
    const silence = { is: 'silence', codec: 'pcma' } as const
    const fromFile = await play(client, call, await files.mediaOf(silence, true))
    if (fromFile.is === 'unanswered') return whyOf(fromFile)
    const inFiles = fromFile.is === 'ok'
    if (!inFiles) {
      const fromBlob = await play(client, call, await files.mediaOf(silence, false))
      if (fromBlob.is !== 'ok') return `it plays nothing: ${whyOf(fromBlob)}`
    }
    if (!(await arrived)) return `no sound came from ${call.address}: is its RTP port range open?`
    for (const id of files.ids) {
      const why = await refusalOf(client, call, files, id, inFiles)
      if (why !== undefined) return why
    }
    const isTold = await pressed(call, onKey)
    return isTold ? { inFiles } : 'it tells no keys: start it with dtmf-log-ng-tcp = true'
  })
}

/** One more clip, for an instance that is proven otherwise; undefined: it plays it. */
export async function proveClip(
  client: NgClient,
  files: ClipFiles,
  id: ClipId,
  inFiles: boolean,
): Promise<string | undefined> {
  const proof = await inACall(
    client,
    async (call) => (await refusalOf(client, call, files, id, inFiles)) ?? { inFiles },
  )
  return typeof proof === 'string' ? proof : undefined
}

async function refusalOf(
  client: NgClient,
  call: ProofCall,
  files: ClipFiles,
  id: ClipId,
  inFiles: boolean,
): Promise<string | undefined> {
  const sound = { is: 'clip', clip: id, play: 0, codec: 'pcma', fromMs: ms(0) } as const
  const answer = await play(client, call, await files.mediaOf(sound, inFiles))
  return answer.is === 'ok' ? undefined : `it does not play a recording: ${whyOf(answer)}`
}

async function inACall(
  client: NgClient,
  body: (call: ProofCall) => Promise<Proof>,
): Promise<Proof> {
  const callId = `portevoix-proof-${randomUUID()}`
  const socket = createSocket('udp4')
  try {
    await new Promise<void>((resolve, reject) => {
      socket.once('error', reject)
      socket.bind(0, client.localAddress(), resolve)
    })
    const offered = await client.ask(offerOf(callId))
    if (offered.is !== 'ok') return `it opens no call: ${whyOf(offered)}`
    const opened = openedIn(offered.reply)
    if (!opened) return 'it opens no port'
    const remote: RemoteMedia = {
      ...{ address: client.localAddress(), port: socket.address().port, send: true },
      ...{ codec: 'pcma', payloadType: 8, telephoneEvent: EVENT },
    }
    const answered = await client.ask(answerOf(callId, remote, opened.address))
    if (answered.is !== 'ok') return `it answers no call: ${whyOf(answered)}`
    return await body({ callId, ...opened, socket })
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  } finally {
    await client.ask(deleteOf(callId))
    socket.close()
  }
}

async function play(client: NgClient, call: ProofCall, media: Media | string): Promise<NgAnswer> {
  if (typeof media === 'string') return { is: 'refused', why: media }
  const { repeat, ...what } = 'file' in media ? { file: media.file, repeat: media.repeat } : media
  return client.ask({
    ...{ command: 'play media', ...playerOf(call.callId), ...what, 'repeat-times': repeat },
  })
}

function nextPacket(socket: Socket): Promise<boolean> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, HEARD_WITHIN, false)
    socket.once('message', () => {
      clearTimeout(timer)
      resolve(true)
    })
  })
}

async function pressed(
  call: ProofCall,
  onKey: (listener: (key: KeyTold) => void) => () => void,
): Promise<boolean> {
  let stop = (): void => undefined
  const told = new Promise<boolean>((resolve) => {
    const timer = setTimeout(resolve, HEARD_WITHIN, false)
    stop = onKey(({ callId, key }) => {
      if (callId !== call.callId || key !== KEY) return
      clearTimeout(timer)
      resolve(true)
    })
  })
  for (const sequence of [1, 2, 3]) {
    const packet = new Uint8Array(12 + KEY_END.length)
    const header = { payloadType: EVENT, sequence, timestamp: 160, ssrc: 1 }
    writeRtp(packet, 0, { marker: sequence === 1, ...header })
    packet.set(KEY_END, 12)
    call.socket.send(packet, call.port, call.address)
  }
  const isTold = await told
  stop()
  return isTold
}
