/** A name server for one test (RFC 1035 §4): NAPTR and SRV records from a table, on loopback. */
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import type { TestContext } from 'node:test'
import type { Naptr, Srv } from '../../src/sip/location.ts'

export interface Records {
  readonly naptr?: Readonly<Record<string, readonly Naptr[]>>
  readonly srv?: Readonly<Record<string, readonly Srv[]>>
  /** Names asked for nothing that is answered. */
  readonly silent?: readonly string[]
}

const types = { srv: 33, naptr: 35 } as const

/** Its address as a resolver takes it. */
export async function aNameServer(context: TestContext, records: Records): Promise<string> {
  const socket = createSocket('udp4')
  socket.bind(0, '127.0.0.1')
  await once(socket, 'listening')
  context.after(() => new Promise<void>((resolve) => socket.close(() => resolve())))
  socket.on('message', (query, from) => {
    const { name, end } = readName(query, 12)
    if (records.silent?.includes(name)) return
    const type = query.readUInt16BE(end)
    const answers =
      type === types.srv
        ? (records.srv?.[name] ?? []).map(srvData)
        : type === types.naptr
          ? (records.naptr?.[name] ?? []).map(naptrData)
          : []
    const header = Buffer.from(query.subarray(0, 12))
    header.writeUInt16BE(answers.length > 0 ? 0x8180 : 0x8183, 2) // an answer; none: NXDOMAIN
    header.writeUInt16BE(1, 4)
    header.writeUInt16BE(answers.length, 6)
    header.fill(0, 8)
    const records_ = answers.map((data) => {
      // The name by pointer to the question (§4.1.4), class IN, a minute.
      const head = Buffer.from([0xc0, 12, 0, type, 0, 1, 0, 0, 0, 60, 0, 0])
      head.writeUInt16BE(data.length, 10)
      return Buffer.concat([head, data])
    })
    socket.send(
      Buffer.concat([header, query.subarray(12, end + 4), ...records_]),
      from.port,
      from.address,
    )
  })
  return `127.0.0.1:${socket.address().port}`
}

function readName(bytes: Buffer, from: number): { readonly name: string; readonly end: number } {
  const labels: string[] = []
  let at = from
  for (let length = bytes[at] ?? 0; length > 0; length = bytes[at] ?? 0) {
    labels.push(bytes.toString('latin1', at + 1, at + 1 + length))
    at += 1 + length
  }
  return { name: labels.join('.').toLowerCase(), end: at + 1 }
}

function nameBytes(name: string): Buffer {
  const labels = name.split('.').filter((label) => label !== '')
  return Buffer.concat([...labels.map(textBytes), Buffer.of(0)])
}

const textBytes = (text: string): Buffer =>
  Buffer.concat([Buffer.of(text.length), Buffer.from(text)])

const words = (...values: readonly number[]): Buffer =>
  Buffer.from(values.flatMap((value) => [value >> 8, value & 255]))

const srvData = ({ priority, weight, port, name }: Srv): Buffer =>
  Buffer.concat([words(priority, weight, port), nameBytes(name)])

const naptrData = ({ order, preference, flags, service, replacement }: Naptr): Buffer =>
  Buffer.concat([
    words(order, preference),
    ...[flags, service, ''].map(textBytes),
    nameBytes(replacement),
  ])
