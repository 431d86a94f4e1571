import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { aRegistration, RegistrationPlay } from '../../test/support/registrationPlay.ts'
import { challengesMax } from './authentication.ts'
import { headerOf, type SipHeader } from './message.ts'
import { backOffFirst, backOffMax, heldUntil, leavingMax, tooBriefMax } from './registration.ts'

const challenge = (nonce: string, more = '', kind = 'www'): SipHeader[] => [
  {
    name: `${kind}-authenticate`,
    value: `Digest realm="r-${kind}", nonce="${nonce}", qop="auth"${more}`,
  },
]
const expires300: SipHeader[] = [{ name: 'expires', value: '300' }]
const retryAfter = (value: string): SipHeader[] => [{ name: 'retry-after', value }]
const minExpires = (value: number): SipHeader[] => [{ name: 'min-expires', value: String(value) }]

function registered(forS = 600): RegistrationPlay {
  const play = new RegistrationPlay()
  play.reply(200, [{ name: 'expires', value: String(forS) }])
  return play
}

test('RFC 3261 §10.2: REGISTER names the domain, the account and our address; one Call-ID, CSeq grows', () => {
  const play = new RegistrationPlay()
  const { request } = play
  assert.equal(request.uri, 'sip:carrier.example')
  assert.equal(request.to.uri, 'sip:acme@carrier.example')
  assert.equal(request.contacts[0]?.text, '<sip:acme@127.0.0.1:5080>;expires=600')
  assert.equal(play.reply(200), 'registered: for 600 s')
  assert.equal(play.wakeAtDeadline(), 'REGISTER 2 for 600')
  assert.equal(play.request.callId, request.callId)
})

// biome-ignore format: one row a registration, read as a table
const grants: readonly (readonly [why: string, headers: SipHeader[], contacts: string[], forS: number])[] = [
  ['nothing is said: what we asked for', [], [], 600],
  ['Expires', expires300, [], 300],
  ['the expires of our Contact before Expires', expires300, ['<sip:acme@127.0.0.1:5080>;expires=120'], 120],
  ['ours among others', [], ['<sip:acme@192.0.2.9:5060>;expires=9', '<sip:acme@127.0.0.1:5080>;expires=130'], 130],
  ['a lone Contact that an edge proxy rewrote', [], ['<sip:acme@192.0.2.9:5060;ob>;expires=140'], 140],
  ['a week at most counts; more is as unsaid', [{ name: 'expires', value: '604801' }], [], 600],
]
for (const [why, headers, contacts, forS] of grants) {
  test(`RFC 3261 §10.2.4: ${why}: ${forS} s`, () => {
    const play = new RegistrationPlay()
    assert.equal(play.reply(200, headers, contacts), `registered: for ${forS} s`)
  })
}

test('RFC 3581 §4: the binding under the address the registrar saw is ours too', () => {
  const play = new RegistrationPlay()
  const via = {
    text: '',
    transport: 'UDP',
    host: '127.0.0.1',
    port: 5080,
    params: new Map([
      ['received', '192.0.2.7'],
      ['rport', '6123'],
    ]),
  }
  const contacts = ['<sip:acme@192.0.2.9:5060>;expires=9', '<sip:acme@192.0.2.7:6123>;expires=200']
  const request = { ...play.request, vias: [via] }
  play.effects.push({ is: 'send', request })
  assert.equal(play.reply(200, [], contacts), 'registered: for 200 s')
})

test('RFC 3261 §10.2.4: a 200 without our address, or for 0 s, is no registration', () => {
  for (const contacts of [
    ['<sip:acme@192.0.2.9>;expires=9', '<sip:acme@192.0.2.8>;expires=9'],
    ['<sip:acme@127.0.0.1:5080>;expires=0'],
  ]) {
    assert.equal(
      new RegistrationPlay().reply(200, [], contacts),
      'lost: the registrar kept no address of ours',
    )
  }
})

// biome-ignore format: one row a registration, read as a table
const margins = [[60, 30_000], [119, 59_500], [120, 60_000], [121, 61_000], [3600, 3_540_000]] as const
for (const [forS, refreshAtMs] of margins) {
  test(`a registration for ${forS} s is refreshed after ${refreshAtMs} ms`, () => {
    const play = registered(forS)
    assert.equal(play.wakeAtDeadline(), 'REGISTER 2 for 600')
    assert.equal(play.now, refreshAtMs)
  })
}

test('RFC 3261 §22: server and proxy challenges are both answered, and kept for the refresh', () => {
  const play = new RegistrationPlay()
  assert.equal(
    play.reply(407, challenge('a', '', 'proxy')),
    'REGISTER 2 for 600 proxy-authorization',
  )
  assert.equal(
    play.reply(401, challenge('b')),
    'REGISTER 3 for 600 proxy-authorization authorization',
  )
  assert.equal(play.reply(200), 'registered: for 600 s')
  assert.equal(play.wakeAtDeadline(), 'REGISTER 4 for 600 proxy-authorization authorization')
  assert.match(headerOf(play.request, 'authorization') ?? '', /nc=00000002/)
})

for (const algorithm of ['MD5', 'SHA-256', 'SHA-512-256', 'MD5-sess']) {
  test(`RFC 8760: a registrar that wants ${algorithm} gets it`, () => {
    const play = new RegistrationPlay()
    assert.match(play.reply(401, challenge('n', `, algorithm=${algorithm}`)), /authorization$/)
    assert.match(
      headerOf(play.request, 'authorization') ?? '',
      new RegExp(`algorithm=${algorithm},`),
    )
  })
}

test(`RFC 3261 §22.1: a wrong password is tried once; a stale nonce ${challengesMax} times at most`, () => {
  const wrong = new RegistrationPlay()
  wrong.reply(401, challenge('a'))
  assert.equal(wrong.reply(401, challenge('b')), 'refused: 401 Unauthorized: user or password')
  const stale = new RegistrationPlay()
  for (let turn = 1; turn <= challengesMax; turn += 1) {
    assert.match(
      stale.reply(401, challenge(`n${turn}`, ', stale=true')),
      /^REGISTER/,
      `challenge ${turn}`,
    )
  }
  assert.equal(
    stale.reply(401, challenge('last', ', stale=true')),
    'refused: 401 Unauthorized: user or password',
  )
})

test('a registrar that wants an account where none is set is told so', () => {
  const play = new RegistrationPlay(aRegistration({ credentials: undefined }))
  assert.equal(play.reply(401, challenge('a')), 'refused: 401 Unauthorized: an account is wanted')
})

test('RFC 7616 §3.5: a new nonce without `stale` is answered when the password opened the account before', () => {
  const play = new RegistrationPlay()
  play.reply(401, challenge('a'))
  play.reply(200)
  play.wakeAtDeadline()
  assert.equal(play.reply(401, challenge('b')), 'REGISTER 4 for 600 authorization')
})

test('RFC 7616 §3.5: nextnonce is used for the refresh', () => {
  const play = new RegistrationPlay()
  play.reply(401, challenge('a'))
  play.reply(200, [{ name: 'authentication-info', value: 'nextnonce="b"' }])
  play.wakeAtDeadline()
  assert.match(headerOf(play.request, 'authorization') ?? '', /nonce="b".*nc=00000001/)
})

test(`RFC 3261 §10.2.8: 423: once more for Min-Expires, ${tooBriefMax} times at most; it is remembered`, () => {
  const play = new RegistrationPlay()
  for (let turn = 1; turn <= tooBriefMax; turn += 1) {
    const minS = 600 + turn * 100
    assert.equal(play.reply(423, minExpires(minS)), `REGISTER ${turn + 1} for ${minS}`)
  }
  assert.equal(play.reply(423, minExpires(7200)), 'refused: 423 Interval Too Brief')
  assert.match(play.wakeAtDeadline() ?? '', /for 800$/)
  const silly = new RegistrationPlay()
  assert.equal(silly.reply(423, minExpires(600)), 'refused: 423 Interval Too Brief', 'it had 600')
})

// biome-ignore format: one row a reply, read as a table
const failures: readonly (readonly [status: number, is: 'refused' | 'lost'])[] = [
  [301, 'refused'], [400, 'refused'], [403, 'refused'], [404, 'refused'], [408, 'lost'], [420, 'refused'], [429, 'lost'],
  [480, 'refused'], [500, 'lost'], [503, 'lost'], [504, 'lost'], [600, 'refused'], [603, 'refused'],
]
for (const [status, is] of failures) {
  test(`${status} to REGISTER: ${is}, told once, calls are held until it is tried again`, () => {
    const play = new RegistrationPlay()
    assert.ok(heldUntil(play.state, play.now) !== undefined, 'not registered yet')
    assert.ok(play.reply(status).startsWith(`${is}: ${status}`))
    assert.ok(play.state.is === 'waiting')
    assert.equal(heldUntil(play.state, play.now), play.state.retryAt)
    assert.equal(play.wakeAtDeadline(), 'REGISTER 2 for 600')
    assert.equal(play.reply(status), '', 'told once')
    play.wakeAtDeadline()
    assert.equal(play.reply(200), 'registered: for 600 s')
    assert.equal(heldUntil(play.state, play.now), undefined)
  })
}

test('RFC 5626 §4.5: the wait doubles up to its ceiling and is spread over the upper half', () => {
  const play = new RegistrationPlay()
  for (let failure = 1; failure <= 12; failure += 1) {
    const before = play.now
    play.reply(500)
    play.wakeAtDeadline()
    const ceiling = Math.min(backOffMax, backOffFirst * 2 ** (failure - 1))
    const wait = play.now - before
    assert.ok(
      wait >= ceiling / 2 && wait <= ceiling,
      `failure ${failure}: ${wait} ms of ${ceiling}`,
    )
  }
})

test('RFC 3261 §20.33: Retry-After is the wait, whatever the back-off says', () => {
  const play = new RegistrationPlay()
  play.reply(503, retryAfter('17'))
  play.wakeAtDeadline()
  assert.equal(play.now, 17_000)
})

test('a failed refresh loses nothing until the registration expires; then it is lost, and calls are held', () => {
  const play = registered(600)
  play.wakeAtDeadline()
  assert.equal(play.noReply(), '', 'we are still known')
  assert.equal(heldUntil(play.state, play.now), undefined)
  const told: string[] = []
  while (play.now < 600_000) {
    told.push(play.wakeAtDeadline() ?? '')
    if (play.state.is === 'registering' && play.now < 600_000) told.push(play.noReply())
  }
  assert.equal(told.filter((words) => words.startsWith('lost')).length, 1)
  assert.equal(play.now, 600_000)
  assert.ok(heldUntil(play.state, play.now) !== undefined)
})

test('a refused refresh is a no, though the old registration has not expired', () => {
  const play = registered(600)
  play.wakeAtDeadline()
  assert.equal(play.reply(403), 'refused: 403 Forbidden')
})

test('RFC 3261 §10.2.2: closed, it takes its address back, and is gone with the reply or after leavingMax', () => {
  const play = registered()
  assert.equal(play.input({ is: 'close' }), 'REGISTER 2 for 0')
  assert.equal(play.request.contacts[0]?.text, '<sip:acme@127.0.0.1:5080>;expires=0')
  assert.equal(play.reply(401, challenge('n')), 'REGISTER 3 for 0 authorization')
  assert.equal(play.reply(200), 'gone')
  const silent = registered()
  silent.input({ is: 'close' })
  assert.equal(silent.wakeAtDeadline(), 'gone')
  assert.equal(silent.now, leavingMax)
  const unknown = new RegistrationPlay()
  unknown.reply(403)
  assert.equal(unknown.input({ is: 'close' }), 'gone', 'nobody knows us')
})

test('a reply to a REGISTER that a newer one replaced is not heard', () => {
  const play = new RegistrationPlay()
  const { request: first } = play
  play.input({ is: 'close' })
  const { request: second } = play
  assert.notEqual(first.cseq.number, second.cseq.number)
  assert.equal(play.input({ is: 'noReply', cseq: first.cseq.number, why: 'late' }), '')
  assert.equal(play.reply(200), 'gone')
})

test('property: in any order of replies it asks again in bounded time, tells nothing twice, and closes', () => {
  const word = fc.oneof(
    fc.constantFrom(100, 200, 301, 401, 403, 407, 423, 500, 503).map((status) => ({ status })),
    fc.constantFrom('noReply', 'deadline').map((is) => ({ is })),
  )
  fc.assert(
    fc.property(
      fc.array(fc.tuple(word, fc.integer({ min: 0, max: 9 })), { maxLength: 40 }),
      (words) => {
        const play = new RegistrationPlay()
        for (const [next, turn] of words) {
          const before = play.now
          if ('status' in next) {
            const headers = [
              ...challenge(`n${turn}`, turn % 2 ? ', stale=true' : ''),
              ...minExpires(500 + turn * 100),
            ]
            play.reply(next.status, headers)
          } else if (next.is === 'noReply') play.noReply()
          else play.wakeAtDeadline()
          assert.ok(play.now - before <= 3600_000)
        }
        const news = play.log
          .filter((line) => /^(registered|refused|lost)/.test(line))
          .map((line) => line.split(':')[0])
        for (const [index, line] of news.entries()) assert.notEqual(line, news[index - 1])
        play.input({ is: 'close' })
        if (play.state.is === 'leaving') play.wakeAtDeadline()
        assert.equal(play.state.is, 'gone')
        assert.equal(play.log.filter((line) => line === 'gone').length, 1)
      },
    ),
  )
})
