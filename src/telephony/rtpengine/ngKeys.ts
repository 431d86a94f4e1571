/**
 * Keys as rtpengine tells them (`dtmf-log-ng-tcp`): to every TCP connection on its ng port, at the first end
 * packet of an RFC 4733 event or the end of a tone. The connection is also how we learn in a moment that it died.
 *
 *   cookie SP d 6:notify 6:onDTMF 4:data d … 6:callid … 10:source_tag … 5:event i9e … e e
 */
import { connect, type Socket } from 'node:net'
import { type DtmfKey, dtmfKeys } from '../../base/dtmf.ts'
import { type Ms, seconds } from '../../base/units.ts'
import { at, decodeBencode, textAt } from './bencode.ts'
import type { NgAddress } from './ngClient.ts'

/** A notification has about 250 bytes; more than this unread is no notification. */
export const UNREAD_AT_MOST = 65_536
const CONNECT_WITHIN: Ms = seconds(2)

export interface KeyTold {
  readonly callId: string
  readonly tag: string
  readonly key: DtmfKey
}

export type Told =
  | { readonly is: 'key'; readonly told: KeyTold; readonly end: number }
  | { readonly is: 'other'; readonly end: number }
  | { readonly is: 'incomplete' }
  | { readonly is: 'malformed' }

/** The first notification in these bytes. */
export function readTold(bytes: Uint8Array): Told {
  const space = bytes.indexOf(0x20)
  if (space === -1) return bytes.length > 64 ? { is: 'malformed' } : { is: 'incomplete' }
  const read = decodeBencode(bytes, space + 1)
  if (read.is !== 'value') return { is: read.is }
  const { value, end } = read
  const data = at(value, 'data')
  const event = at(data, 'event')
  const key = typeof event === 'number' ? dtmfKeys[event] : undefined
  if (textAt(value, 'notify') !== 'onDTMF' || key === undefined) return { is: 'other', end }
  return {
    is: 'key',
    told: { callId: textAt(data, 'callid'), tag: textAt(data, 'source_tag'), key },
    end,
  }
}

export interface NgKeys {
  close(): void
}

/** Resolves when connected, rejects with the system's error; `lost` is said once, not after `close`. */
export function openNgKeys(
  to: NgAddress,
  listener: { told(key: KeyTold): void; lost(why: string): void },
): Promise<NgKeys> {
  return new Promise((resolve, reject) => {
    const socket: Socket = connect({ host: to.host, port: to.port, timeout: CONNECT_WITHIN })
    let unread = new Uint8Array(0)
    let [isConnected, isOver] = [false, false]
    const end = (why: string): void => {
      socket.destroy()
      if (isOver) return
      isOver = true
      if (isConnected) listener.lost(why)
      else reject(new Error(why))
    }
    socket.setNoDelay(true)
    socket.on('timeout', () => end('its TCP port did not answer'))
    socket.on('error', (error) => end(error.message))
    socket.on('close', () => end('it closed the connection its keys come through'))
    socket.on('connect', () => {
      isConnected = true
      socket.setTimeout(0)
      resolve({
        close: () => {
          isOver = true
          socket.destroy()
        },
      })
    })
    socket.on('data', (data) => {
      unread = Buffer.concat([unread, data])
      for (;;) {
        const read = readTold(unread)
        if (read.is === 'malformed') end('it said something else than keys where keys come')
        if (read.is === 'malformed' || read.is === 'incomplete') break
        if (read.is === 'key') listener.told(read.told)
        unread = unread.subarray(read.end)
        // Some versions end a message with a line break.
        while (unread[0] === 0x0a || unread[0] === 0x0d) unread = unread.subarray(1)
      }
      if (unread.length > UNREAD_AT_MOST) end('it said too much at once where keys come')
    })
  })
}
