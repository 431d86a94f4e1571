/** A transaction layer in virtual time and without sockets, for tests that feed it bytes. */
import { type MonoMs, monoMs } from '../../src/base/units.ts'
import { rfcTimers } from '../../src/sip/transaction/timers.ts'
import { SipTransactions, type TransactionsOptions } from '../../src/telephony/sipTransactions.ts'
import type { Address } from '../../src/telephony/transactionUser.ts'
import { openWakeUps } from '../../src/telephony/wakeUps.ts'
import { virtualAlarms } from './virtualAlarms.ts'

export interface SipLayer {
  readonly layer: SipTransactions
  readonly sent: { readonly text: string; readonly to: Address }[]
  now(): MonoMs
  /** Moves time on, ringing what is due. */
  run(until: MonoMs): void
}

export function sipLayer(changes: Partial<TransactionsOptions> = {}): SipLayer {
  const time = virtualAlarms(monoMs(0))
  const sent: { text: string; to: Address }[] = []
  let tokens = 0
  const layer = new SipTransactions({
    sentBy: (transport) => (transport === 'udp' ? { host: '127.0.0.1', port: 5080 } : undefined),
    timers: rfcTimers,
    wakeUps: openWakeUps(time.now, time.alarm),
    allow: ['INVITE', 'ACK', 'CANCEL', 'BYE', 'OPTIONS'],
    onRequest: () => undefined,
    screen: () => true,
    isPeer: () => true,
    transactionsMax: 100,
    log: () => undefined,
    now: time.now,
    newToken() {
      tokens += 1
      return `token${tokens}`
    },
    send(text, to) {
      sent.push({ text, to })
      return undefined
    },
    ...changes,
  })
  return { layer, sent, now: time.now, run: time.run }
}
