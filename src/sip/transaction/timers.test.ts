import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aReply, aRequest } from '../../../test/support/sipMessages.ts'
import { type Deadline, type MonoMs, monoMs } from '../../base/units.ts'
import {
  type ClientEffect,
  inviteClientDeadline,
  startInviteClient,
  stepInviteClient,
} from './inviteClient.ts'
import {
  inviteServerDeadline,
  type ServerEffect,
  startInviteServer,
  stepInviteServer,
} from './inviteServer.ts'
import {
  nonInviteClientDeadline,
  startNonInviteClient,
  stepNonInviteClient,
} from './nonInviteClient.ts'
import {
  nonInviteServerDeadline,
  startNonInviteServer,
  stepNonInviteServer,
} from './nonInviteServer.ts'
import { rfcTimers } from './timers.ts'

/** Wakes a machine at its own deadlines until it wants no more; lists what it did and when. */
function drive<State, Effect>(
  machine: {
    readonly state: State
    readonly deadlineOf: (state: State) => Deadline | undefined
    readonly wake: (state: State, now: MonoMs) => [State, Effect[]]
  },
  say: (effect: Effect) => string,
): { log: string[]; state: State; endedAt: number } {
  let { state } = machine
  const log: string[] = []
  let endedAt = 0
  for (let steps = 0; steps < 100; steps += 1) {
    const due = machine.deadlineOf(state)
    if (!due) break
    endedAt = due.at
    const [next, effects] = machine.wake(state, due.at)
    state = next
    for (const effect of effects) log.push(`${due.at} ${say(effect)}`)
  }
  return { log, state, endedAt }
}

const zero = monoMs(0)
const invite = aRequest('INVITE')
const deadline = { is: 'deadline' } as const
const wakeInvite = {
  deadlineOf: inviteClientDeadline,
  wake: (state: Parameters<typeof stepInviteClient>[0], now: MonoMs) =>
    stepInviteClient(state, deadline, now),
}
const sayClient = (effect: ClientEffect): string =>
  effect.is === 'send' ? effect.request.method : effect.is
const sayServer = (effect: ServerEffect): string =>
  effect.is === 'reply' ? String(effect.reply.status) : effect.is

test('RFC 3261 §17.1.1.2: an unanswered INVITE leaves at 0, 0.5, 1.5, 3.5, 7.5, 15.5, 31.5 s, timer B at 32 s', () => {
  const [state, first] = startInviteClient(invite, rfcTimers, zero)
  assert.deepEqual(first.map(sayClient), ['INVITE'])
  const run = drive({ state, ...wakeInvite }, sayClient)
  assert.deepEqual(run.log, [
    '500 INVITE',
    '1500 INVITE',
    '3500 INVITE',
    '7500 INVITE',
    '15500 INVITE',
    '31500 INVITE',
    '32000 timeout',
  ])
  assert.equal(run.state.is, 'terminated')
})

test('RFC 3261 §17.1.1.2: one millisecond before timer A nothing is sent, at timer A it is', () => {
  const [state] = startInviteClient(invite, rfcTimers, zero)
  for (const [at, sent] of [
    [499, 0],
    [500, 1],
    [501, 1],
  ] as const) {
    assert.equal(stepInviteClient(state, deadline, monoMs(at))[1].length, sent, `at ${at}`)
  }
})

test('RFC 3261 §17.1.2.2: an unanswered BYE leaves at 0.5, 1.5, 3.5, then every 4 s, timer F at 32 s', () => {
  const [state] = startNonInviteClient(aRequest('BYE'), rfcTimers, zero)
  const wake = (before: typeof state, now: MonoMs) => stepNonInviteClient(before, deadline, now)
  const run = drive({ state, deadlineOf: nonInviteClientDeadline, wake }, sayClient)
  const times = [500, 1500, 3500, 7500, 11500, 15500, 19500, 23500, 27500, 31500]
  assert.deepEqual(run.log, [...times.map((at) => `${at} BYE`), '32000 timeout'])
})

test('RFC 3261 §17.1.2.2: after a provisional reply the request is repeated every T2', () => {
  const [trying] = startNonInviteClient(aRequest('OPTIONS'), rfcTimers, zero)
  const response = aReply(aRequest('OPTIONS'), 100)
  const [proceeding] = stepNonInviteClient(trying, { is: 'response', response }, monoMs(100))
  const [, effects] = stepNonInviteClient(proceeding, deadline, monoMs(500))
  const [state] = stepNonInviteClient(proceeding, deadline, monoMs(500))
  assert.deepEqual(effects.map(sayClient), ['OPTIONS'])
  assert.equal(nonInviteClientDeadline(state)?.at, 4500)
})

test('RFC 3261 §17.1.1.2: a refused INVITE is acknowledged at each repeated reply until timer D, 32 s', () => {
  const [calling] = startInviteClient(invite, rfcTimers, zero)
  const input = { is: 'response', response: aReply(invite, 486) } as const
  const [completed, first] = stepInviteClient(calling, input, monoMs(100))
  assert.deepEqual(first.map(sayClient), ['ACK', 'deliver'])
  assert.deepEqual(stepInviteClient(completed, input, monoMs(600))[1].map(sayClient), ['ACK'])
  const run = drive({ state: completed, ...wakeInvite }, sayClient)
  assert.deepEqual([run.endedAt, run.state.is], [32_100, 'terminated'])
})

test('RFC 3261 §17.1.1.3: the ACK of a refusal has the branch of its INVITE and the To of the reply', () => {
  const [calling] = startInviteClient(invite, rfcTimers, zero)
  const response = aReply(invite, 404)
  const [, [ack]] = stepInviteClient(calling, { is: 'response', response }, zero)
  assert.equal(ack?.is, 'send')
  if (ack?.is !== 'send') return
  assert.deepEqual(ack.request.vias, invite.vias)
  assert.equal(ack.request.to.text, response.to.text)
  assert.deepEqual(ack.request.cseq, { number: invite.cseq.number, method: 'ACK' })
  assert.equal(ack.request.body, '')
})

test('RFC 6026 §7.2: each repeated 2xx is delivered until timer M, 64·T1 after the first', () => {
  const [calling] = startInviteClient(invite, rfcTimers, zero)
  const input = { is: 'response', response: aReply(invite, 200) } as const
  const [accepted, first] = stepInviteClient(calling, input, monoMs(50))
  assert.deepEqual(first.map(sayClient), ['deliver'])
  assert.deepEqual(stepInviteClient(accepted, input, monoMs(9000))[1].map(sayClient), ['deliver'])
  const refusal = { is: 'response', response: aReply(invite, 500) } as const
  assert.deepEqual(stepInviteClient(accepted, refusal, monoMs(9000))[1], [])
  assert.equal(drive({ state: accepted, ...wakeInvite }, sayClient).endedAt, 32_050)
})

const wakeServer = {
  deadlineOf: inviteServerDeadline,
  wake: (state: Parameters<typeof stepInviteServer>[0], now: MonoMs) =>
    stepInviteServer(state, deadline, now),
}

test('RFC 3261 §17.2.1: 100 after 200 ms when the user has not replied, and none when it has', () => {
  const slow = startInviteServer(invite, rfcTimers, zero)
  assert.deepEqual(drive({ state: slow, ...wakeServer }, sayServer).log, ['200 100'])
  const [quick] = stepInviteServer(slow, { is: 'respond', reply: aReply(invite, 180) }, zero)
  assert.deepEqual(drive({ state: quick, ...wakeServer }, sayServer).log, [])
})

test('RFC 3261 §17.2.1: a refusal is repeated at timer G up to T2 apart until timer H, without ACK', () => {
  const start = startInviteServer(invite, rfcTimers, zero)
  const [state] = stepInviteServer(start, { is: 'respond', reply: aReply(invite, 486) }, zero)
  const run = drive({ state, ...wakeServer }, sayServer)
  const times = [500, 1500, 3500, 7500, 11500, 15500, 19500, 23500, 27500, 31500]
  assert.deepEqual(
    run.log.slice(0, 10),
    times.map((at) => `${at} 486`),
  )
  assert.deepEqual([run.endedAt, run.state.is], [32_000, 'terminated'])
})

test('RFC 3261 §17.2.1: the ACK of a refusal stops it, and timer I ends it 5 s later', () => {
  const start = startInviteServer(invite, rfcTimers, zero)
  const [completed] = stepInviteServer(start, { is: 'respond', reply: aReply(invite, 486) }, zero)
  const ack = { is: 'ack', ack: aRequest('ACK') } as const
  const [confirmed] = stepInviteServer(completed, ack, monoMs(80))
  const run = drive({ state: confirmed, ...wakeServer }, sayServer)
  assert.deepEqual([run.log, run.endedAt], [[], 5080])
})

test('RFC 3261 §13.3.1.4: a 2xx is repeated until its ACK, and its absence told at 64·T1', () => {
  const start = startInviteServer(invite, rfcTimers, zero)
  const [accepted] = stepInviteServer(start, { is: 'respond', reply: aReply(invite, 200) }, zero)
  const deaf = drive({ state: accepted, ...wakeServer }, sayServer)
  assert.deepEqual(deaf.log.slice(0, 3), ['500 200', '1500 200', '3500 200'])
  assert.equal(deaf.log.at(-1), '32000 ackMissing')
  const ack = { is: 'ack', ack: aRequest('ACK') } as const
  const [acknowledged, told] = stepInviteServer(accepted, ack, monoMs(40))
  assert.deepEqual(told.map(sayServer), ['deliverAck'])
  assert.deepEqual(stepInviteServer(acknowledged, ack, monoMs(50))[1], [], 'told once')
  assert.deepEqual(drive({ state: acknowledged, ...wakeServer }, sayServer).log, [])
})

test('RFC 3261 §17.2.2: a repeated request gets the last reply again until timer J, 32 s', () => {
  const trying = startNonInviteServer(rfcTimers)
  assert.deepEqual(stepNonInviteServer(trying, { is: 'repeated' }, zero)[1], [])
  const reply = aReply(aRequest('BYE'), 200)
  const [completed] = stepNonInviteServer(trying, { is: 'respond', reply }, zero)
  const [, again] = stepNonInviteServer(completed, { is: 'repeated' }, monoMs(400))
  assert.deepEqual(again.map(sayServer), ['200'])
  assert.equal(nonInviteServerDeadline(completed)?.at, 32_000)
})

const reliable = { ...rfcTimers, isReliable: true }

test('RFC 3261 §17 table 4: over a reliable transport a request is not repeated, timers B and F stay', () => {
  const [calling] = startInviteClient(invite, reliable, zero)
  const silent = drive({ state: calling, ...wakeInvite }, sayClient)
  assert.deepEqual(silent.log, ['32000 timeout'])
  const [state] = startNonInviteClient(aRequest('BYE'), reliable, zero)
  const wake = (before: typeof state, now: MonoMs) => stepNonInviteClient(before, deadline, now)
  const bye = drive({ state, deadlineOf: nonInviteClientDeadline, wake }, sayClient)
  assert.deepEqual(bye.log, ['32000 timeout'])
})

test('RFC 3261 §17 table 4: over a reliable transport timers D, I, J and K are zero', () => {
  const [calling] = startInviteClient(invite, reliable, zero)
  const refused = { is: 'response', response: aReply(invite, 486) } as const
  const [afterRefusal, effects] = stepInviteClient(calling, refused, zero)
  assert.deepEqual([afterRefusal.is, effects.map(sayClient)], ['terminated', ['ACK', 'deliver']])

  const proceeding = startInviteServer(invite, reliable, zero)
  const refusal = { is: 'respond', reply: aReply(invite, 486) } as const
  const [completed] = stepInviteServer(proceeding, refusal, zero)
  assert.deepEqual(drive({ state: completed, ...wakeServer }, sayServer).log, [], 'no timer G')
  assert.equal(inviteServerDeadline(completed)?.at, 32_000, 'timer H stays')
  const [confirmed] = stepInviteServer(completed, { is: 'ack', ack: aRequest('ACK') }, zero)
  assert.equal(confirmed.is, 'terminated')

  const bye = aRequest('BYE')
  const answer = { is: 'respond', reply: aReply(bye, 200) } as const
  assert.equal(
    stepNonInviteServer(startNonInviteServer(reliable), answer, zero)[0].is,
    'terminated',
  )
  const [trying] = startNonInviteClient(bye, reliable, zero)
  const final = { is: 'response', response: aReply(bye, 200) } as const
  assert.equal(stepNonInviteClient(trying, final, zero)[0].is, 'terminated')
})

test('RFC 3261 §13.3.1.4, RFC 6026 §7: a 2xx is repeated over a reliable transport too; L and M stay', () => {
  const proceeding = startInviteServer(invite, reliable, zero)
  const [accepted] = stepInviteServer(
    proceeding,
    { is: 'respond', reply: aReply(invite, 200) },
    zero,
  )
  const deaf = drive({ state: accepted, ...wakeServer }, sayServer)
  assert.deepEqual(deaf.log.slice(0, 3), ['500 200', '1500 200', '3500 200'])
  assert.equal(deaf.log.at(-1), '32000 ackMissing')
  const [calling] = startInviteClient(invite, reliable, zero)
  const success = { is: 'response', response: aReply(invite, 200) } as const
  assert.equal(inviteClientDeadline(stepInviteClient(calling, success, zero)[0])?.at, 32_000)
})
