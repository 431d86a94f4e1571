/** The UDP socket of one endpoint. */
import { createSocket, type Socket } from 'node:dgram'
import { isIPv6 } from 'node:net'
import { Failure } from '../../base/failure.ts'
import { unbracketed } from '../../sip/transports.ts'
import type { Address } from '../transactionUser.ts'

export interface Datagrams {
  readonly port: number
  send(text: string, to: Address, onError?: (error: Error) => void): void
  close(): Promise<void>
}

export interface DatagramsOptions {
  readonly address: string
  /** 0: any free port. */
  readonly port: number
  log(line: string): void
  receive(datagram: Uint8Array, source: Address): void
}

/** Deep enough for a burst of replies while the event loop is busy; the kernel may grant less. */
const socketBufferBytes = 4 * 1024 * 1024

/** Failure `system` when the address cannot be bound. */
export async function openDatagrams(options: DatagramsOptions): Promise<Datagrams> {
  const { address, log } = options
  const socket = createSocket({ type: isIPv6(address) ? 'udp6' : 'udp4' })
  await bind(socket, address, options.port)
  socket.on('message', (datagram, from) => {
    options.receive(datagram, { host: from.address, port: from.port })
  })
  // After bind, node reports only what one datagram met; the transaction's timers judge the rest.
  socket.on('error', (error) => log(`SIP socket: ${error.message}`))
  return {
    port: socket.address().port,
    send(text, to, onError) {
      socket.send(text, to.port, unbracketed(to.host), (error) => {
        if (error && onError) onError(error)
        else if (error) log(`a SIP datagram could not be sent: ${error.message}`)
      })
    },
    close: () => new Promise<void>((resolve) => socket.close(() => resolve())),
  }
}

async function bind(socket: Socket, address: string, port: number): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    socket.once('error', reject)
    socket.bind({ address, port, exclusive: true }, () => {
      socket.off('error', reject)
      resolve()
    })
  }).catch((error: Error) => {
    throw new Failure('system', `SIP cannot use UDP ${address} port ${port}: ${error.message}`)
  })
  socket.setRecvBufferSize(socketBufferBytes)
  socket.setSendBufferSize(socketBufferBytes)
}
