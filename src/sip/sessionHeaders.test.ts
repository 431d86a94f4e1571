import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aReply, aRequest } from '../../test/support/sipMessages.ts'
import type { SipHeader } from './message.ts'
import { judgeRefresh, sessionHeaders, sessionMaxS, termsOf, wishAfter } from './sessionHeaders.ts'

const header = (name: string, value: string): SipHeader => ({ name, value })
const invite = aRequest('INVITE')

// biome-ignore format: one row a 2xx, read as a table
const replies: readonly (readonly [value: string | undefined, expected: string])[] = [
  [undefined, 'off'],
  ['1800;refresher=uac', '1800 us'],
  ['1800;refresher=uas', '1800 them'],
  ['1800 ; Refresher = UAS', '1800 them'],
  ['1800', '1800 us'],
  ['1800;refresher=nobody', '1800 us'],
  ['4;refresher=uac', '4 us'],
  ['0;refresher=uac', 'off'],
  ['soon;refresher=uac', 'off'],
  [`${sessionMaxS};refresher=uas`, `${sessionMaxS} them`],
  [`${sessionMaxS + 1};refresher=uas`, 'off'],
]
for (const [value, expected] of replies) {
  test(`RFC 4028 §7.2: Session-Expires ${value ?? 'absent'} in a 2xx: ${expected}`, () => {
    const headers = value === undefined ? [] : [header('session-expires', value)]
    const terms = termsOf(aReply(invite, 200, { headers }))
    assert.equal(terms ? `${terms.intervalMs / 1000} ${terms.refresher}` : 'off', expected)
  })
}

type Refresh = readonly [
  supported: boolean,
  expires: string,
  minSe: string,
  wishS: number | undefined,
  said: string,
  terms: string,
]
// RFC 4028 §9, table 2; `-`: not written.
// biome-ignore format: one row a request, read as a table
const refreshes: readonly Refresh[] = [
  [true, '300;refresher=uac', '-', undefined, '300;refresher=uac timer', '300 them'],
  [true, '300;refresher=uas', '-', undefined, '300;refresher=uas', '300 us'],
  [true, '300', '-', undefined, '300;refresher=uac timer', '300 them'],
  [false, '300', '-', undefined, '300;refresher=uas', '300 us'],
  [false, '30', '-', undefined, '90;refresher=uas', '90 us'],
  [true, '-', '-', undefined, '', 'off'],
  [true, '-', '-', 600, '600;refresher=uas', '600 us'],
  [false, '-', '-', 600, '600;refresher=uas', '600 us'],
  [true, '-', '900', 600, '900;refresher=uas', '900 us'],
  [true, '89', '-', undefined, '422 90', ''],
  [true, '90', '-', undefined, '90;refresher=uac timer', '90 them'],
  [true, '91', '-', undefined, '91;refresher=uac timer', '91 them'],
]
for (const [supported, expires, minSe, wishS, said, terms] of refreshes) {
  const knows = supported ? 'knows' : 'does not know'
  test(`RFC 4028 §9: who ${knows} timers asks for ${expires}, Min-SE ${minSe}, and we want ${wishS ?? 'none'}: ${said || 'none'}`, () => {
    const headers = [
      ...(supported ? [header('supported', 'timer')] : []),
      ...(expires === '-' ? [] : [header('session-expires', expires)]),
      ...(minSe === '-' ? [] : [header('min-se', minSe)]),
    ]
    const wish = wishS === undefined ? undefined : { expiresS: wishS, minS: 90 }
    const judged = judgeRefresh(aRequest('UPDATE', { headers }), wish)
    const values = judged.headers.map(({ value }) => value).join(' ')
    assert.equal(judged.is === 'tooBrief' ? `422 ${values}` : values, said)
    if (judged.is === 'tooBrief') return
    const agreed = judged.terms
    assert.equal(agreed ? `${agreed.intervalMs / 1000} ${agreed.refresher}` : 'off', terms)
  })
}

test('RFC 4028 §7.3: after a 422 we ask for its Min-SE; a lower or equal one cannot have been the reason', () => {
  const wish = { expiresS: 100, minS: 90 }
  const after = (value: string) =>
    wishAfter(wish, aReply(invite, 422, { headers: [header('min-se', value)] }))
  assert.deepEqual(after('91'), { expiresS: 100, minS: 91 })
  assert.deepEqual(after('400'), { expiresS: 400, minS: 400 })
  assert.deepEqual(after('400;purpose=none'), { expiresS: 400, minS: 400 })
  for (const value of ['90', '89', String(sessionMaxS + 1), 'much'])
    assert.equal(after(value), undefined)
})

test('RFC 4028 §7.1, §7.4: the first request names no refresher, a refresh names us', () => {
  const wish = { expiresS: 1800, minS: 90 }
  assert.deepEqual(sessionHeaders(wish)[0]?.value, '1800')
  assert.deepEqual(sessionHeaders(wish, 'uac')[0]?.value, '1800;refresher=uac')
})
