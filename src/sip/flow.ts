/**
 * The life of one TCP or TLS connection that carries SIP (a flow, RFC 5626 §2): its bytes become
 * messages, it is kept alive while used, and given up when it is dead or nobody needs it.
 *
 *  connecting ─connected→ open ─ping due: CRLF CRLF→ open, pong awaited ─line end→ open
 *     └─too late, failed→ closed     └─idle, no pong, failed, broken bytes→ closed
 *
 * A peer that never answered a ping may not know of them (RFC 3261 §7.5 lets it ignore line ends): its
 * silence closes nothing. One that did answer, and no longer does, is gone (RFC 5626 §4.4.1).
 */
import { unreachable } from '../base/assert.ts'
import { after, type Deadline, earliest, type MonoMs, type Ms, seconds } from '../base/units.ts'
import { type Framing, startFraming, stepFraming } from './framing.ts'

export interface FlowTimers {
  readonly connectMs: Ms
  /** Without a message either way. */
  readonly idleMs: Ms
  /** Between two of our pings; undefined: whoever opened the connection sends them. */
  readonly pingMs: Ms | undefined
}

/** RFC 5626 §4.4.1: "within 10 seconds". */
export const pongMs: Ms = seconds(10)

export type Flow =
  | { readonly is: 'connecting'; readonly timers: FlowTimers; readonly giveUpAt: MonoMs }
  | {
      readonly is: 'open'
      readonly timers: FlowTimers
      readonly framing: Framing
      readonly idleAt: MonoMs
      readonly pingAt: MonoMs | undefined
      readonly pongBy: MonoMs | undefined
      readonly heardSincePing: boolean
      readonly hasPonged: boolean
      /** One line end of a ping came. */
      readonly halfPing: boolean
    }
  | { readonly is: 'closed' }

export type FlowInput =
  | { readonly is: 'connected' }
  | { readonly is: 'bytes'; readonly bytes: Uint8Array }
  /** A message of ours left. */
  | { readonly is: 'sent' }
  | { readonly is: 'deadline' }
  | { readonly is: 'failed'; readonly why: string }

export type FlowEffect =
  | { readonly is: 'receive'; readonly bytes: Uint8Array }
  | { readonly is: 'keepAlive'; readonly text: string }
  | {
      readonly is: 'refuse'
      readonly status: 400 | 413
      readonly why: string
      readonly head: Uint8Array
    }
  | { readonly is: 'close'; readonly why: string }

type Next = [Flow, readonly FlowEffect[]]
type Open = Extract<Flow, { is: 'open' }>

export const startFlow = (timers: FlowTimers, now: MonoMs): Flow => ({
  is: 'connecting',
  timers,
  giveUpAt: after(now, timers.connectMs),
})

export function flowDeadline(flow: Flow): Deadline | undefined {
  switch (flow.is) {
    case 'connecting':
      return { at: flow.giveUpAt, why: 'connecting' }
    case 'open':
      return earliest([
        { at: flow.idleAt, why: 'idle' },
        flow.pingAt === undefined ? undefined : { at: flow.pingAt, why: 'ping' },
        flow.pongBy === undefined ? undefined : { at: flow.pongBy, why: 'pong' },
      ])
    case 'closed':
      return undefined
    default:
      return unreachable(flow)
  }
}

export function stepFlow(flow: Flow, input: FlowInput, now: MonoMs): Next {
  switch (flow.is) {
    case 'connecting':
      if (input.is === 'connected') return [opened(flow.timers, now), []]
      if (input.is === 'failed') return close(input.why)
      return input.is === 'deadline' && now >= flow.giveUpAt
        ? close(`not connected within ${flow.timers.connectMs} ms`)
        : [flow, []]
    case 'open':
      return use(flow, input, now)
    case 'closed':
      return [flow, []]
    default:
      return unreachable(flow)
  }
}

const close = (why: string): Next => [{ is: 'closed' }, [{ is: 'close', why }]]

const opened = (timers: FlowTimers, now: MonoMs): Open => ({
  is: 'open',
  timers,
  framing: startFraming,
  idleAt: after(now, timers.idleMs),
  pingAt: timers.pingMs && after(now, timers.pingMs),
  pongBy: undefined,
  heardSincePing: false,
  hasPonged: false,
  halfPing: false,
})

function use(flow: Open, input: FlowInput, now: MonoMs): Next {
  switch (input.is) {
    case 'bytes':
      return read(flow, input.bytes, now)
    case 'sent':
      return [{ ...flow, idleAt: after(now, flow.timers.idleMs) }, []]
    case 'deadline':
      return wake(flow, now)
    case 'failed':
      return close(input.why)
    case 'connected':
      return [flow, []]
    default:
      return unreachable(input)
  }
}

function wake(flow: Open, now: MonoMs): Next {
  if (now >= flow.idleAt) return close('idle')
  if (flow.pongBy !== undefined && now >= flow.pongBy) {
    if (flow.hasPonged && !flow.heardSincePing) return close(`no pong within ${pongMs} ms`)
    return [{ ...flow, pongBy: undefined }, []]
  }
  const { pingMs } = flow.timers
  if (pingMs === undefined || flow.pingAt === undefined || now < flow.pingAt) return [flow, []]
  return [
    {
      ...flow,
      pingAt: after(now, pingMs),
      pongBy: after(now, pongMs),
      heardSincePing: false,
    },
    [{ is: 'keepAlive', text: '\r\n\r\n' }],
  ]
}

function read(before: Open, bytes: Uint8Array, now: MonoMs): Next {
  const [framing, frames] = stepFraming(before.framing, bytes)
  let flow: Open = { ...before, framing, heardSincePing: true }
  const effects: FlowEffect[] = []
  for (const frame of frames) {
    switch (frame.is) {
      case 'message':
        flow = { ...flow, halfPing: false, idleAt: after(now, flow.timers.idleMs) }
        effects.push({ is: 'receive', bytes: frame.bytes })
        break
      case 'lineEnd':
        if (flow.pongBy !== undefined) flow = { ...flow, pongBy: undefined, hasPonged: true }
        else {
          if (flow.halfPing) effects.push({ is: 'keepAlive', text: '\r\n' })
          flow = { ...flow, halfPing: !flow.halfPing }
        }
        break
      case 'broken': {
        const { status, why, head } = frame
        if (head) effects.push({ is: 'refuse', status, why, head })
        effects.push({ is: 'close', why })
        return [{ is: 'closed' }, effects]
      }
      default:
        unreachable(frame)
    }
  }
  return [flow, effects]
}
