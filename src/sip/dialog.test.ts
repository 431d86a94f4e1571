import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aReply, aRequest } from '../../test/support/sipMessages.ts'
import {
  ackFor,
  dialogKeyOf,
  dialogOfCallee,
  dialogOfCaller,
  nextHop,
  receiveIn,
  requestIn,
  retargeted,
} from './dialog.ts'
import { type NameAddr, nameAddr, parseNameAddr } from './header.ts'

const routes = ['<sip:p1.example.com;lr>', '<sip:p2.example.com;lr>'].map(
  (text) => parseNameAddr(text) as NameAddr,
)
const contact = nameAddr('sip:+33199001234@127.0.0.9:5090')
const invite = aRequest('INVITE', { recordRoutes: routes })

test('RFC 3261 §12.1.2: the caller takes Record-Route in reverse, the callee as it came (§12.1.1)', () => {
  const caller = dialogOfCaller(invite, aReply(invite, 200, { contact }))
  const callee = dialogOfCallee(invite, aReply(invite, 200))
  assert.deepEqual(
    caller.routeSet.map(({ uri }) => uri),
    ['sip:p2.example.com;lr', 'sip:p1.example.com;lr'],
  )
  assert.deepEqual(
    callee?.routeSet.map(({ uri }) => uri),
    ['sip:p1.example.com;lr', 'sip:p2.example.com;lr'],
  )
})

test('RFC 3261 §12.2.1.1: loose routing: the target is the URI, the first route is the next hop', () => {
  const dialog = dialogOfCaller(invite, aReply(invite, 200, { contact }))
  const [next, bye] = requestIn(dialog, 'BYE')
  assert.equal(bye.uri, contact.uri)
  assert.deepEqual(nextHop(bye), { host: 'p2.example.com', port: 5060 })
  assert.deepEqual([bye.cseq.number, next.localSeq], [2, 2])
  assert.equal(bye.to.params.get('tag'), 'theirs')
})

test('RFC 3261 §12.2.1.1: a strict router stands in the URI and the target last in Route', () => {
  const strict = aRequest('INVITE', {
    recordRoutes: [parseNameAddr('<sip:old.example.com>') as NameAddr],
  })
  const dialog = dialogOfCaller(strict, aReply(strict, 200, { contact }))
  const ack = ackFor(dialog, 1)
  assert.equal(ack.uri, 'sip:old.example.com')
  assert.deepEqual(
    ack.routes.map(({ uri }) => uri),
    [contact.uri],
  )
  assert.deepEqual(ack.cseq, { number: 1, method: 'ACK' })
})

test('RFC 3261 §12.2.2: a CSeq at or below the last is out of order, one above is in order', () => {
  const dialog = {
    ...dialogOfCaller(invite, aReply(invite, 200, { contact })),
    remoteSeq: 7,
  }
  const info = (number: number) => aRequest('INFO', { cseq: { number, method: 'INFO' } })
  assert.equal(receiveIn(dialog, info(6)).is, 'outOfOrder')
  assert.equal(receiveIn(dialog, info(7)).is, 'outOfOrder')
  assert.equal(receiveIn(dialog, info(8)).is, 'inOrder')
  assert.equal(receiveIn(dialog, aRequest('ACK')).is, 'inOrder')
})

test('RFC 3261 §12.2: a re-INVITE moves the remote target, an INFO does not', () => {
  const dialog = dialogOfCaller(invite, aReply(invite, 200, { contact }))
  const moved = [nameAddr('sip:elsewhere@127.0.0.8')]
  assert.equal(
    retargeted(dialog, aRequest('INVITE', { contacts: moved })).remoteTarget,
    'sip:elsewhere@127.0.0.8',
  )
  assert.equal(retargeted(dialog, aRequest('INFO', { contacts: moved })).remoteTarget, contact.uri)
})

test('RFC 3261 §12.2.2: a request outside dialogs has no To tag and no key', () => {
  assert.equal(dialogKeyOf(aRequest('OPTIONS')), undefined)
  assert.equal(dialogKeyOf(aRequest('BYE', { to: nameAddr('sip:a@h', 't') })), 'aCall\nt')
})

test('RFC 3263 §4.1: the next hop of a URI, its transport and its port', () => {
  for (const [uri, expected] of [
    ['sip:a@h.test', { host: 'h.test', port: 5060 }],
    ['sip:a@h.test;transport=UDP', { host: 'h.test', port: 5060 }],
    ['sip:a@[::1]:5070;transport=tcp', { host: '[::1]', port: 5070, transport: 'tcp' }],
    ['sip:a@h.test;transport=tls', { host: 'h.test', port: 5061, transport: 'tls' }],
    ['sips:a@h.test', { host: 'h.test', port: 5061, transport: 'tls' }],
    ['sips:a@h.test:5070;transport=tcp', { host: 'h.test', port: 5070, transport: 'tls' }],
    ['sips:a@h.test;transport=udp', undefined],
    ['sip:a@h.test;transport=ws', undefined],
    ['tel:+33199001234', undefined],
  ] as const) {
    const request = { ...aRequest('BYE'), uri, routes: [] }
    assert.deepEqual(nextHop(request), expected, uri)
  }
})
