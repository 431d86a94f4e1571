import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Failure } from '../base/failure.ts'
import { hashPassword, passwordMatches, passwordSignsMin, refuseWeakPassword } from './passwords.ts'

test('passphrases: the right one matches its hash and no other does', async () => {
  const hash = await hashPassword('cheval agrafe pile correcte')
  assert.match(hash, /^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/)
  assert.equal(await passwordMatches('cheval agrafe pile correcte', hash), true)
  assert.equal(await passwordMatches('cheval agrafe pile correct', hash), false)
  assert.notEqual(await hashPassword('cheval agrafe pile correcte'), hash)
})

test('passphrases: the same letters written in two ways are the same (Unicode NFC)', async () => {
  const hash = await hashPassword('caf\u00e9 du commerce')
  assert.equal(await passwordMatches('cafe\u0301 du commerce', hash), true)
})

test('passphrases: where there is no hash nothing matches, not even nothing', async () => {
  assert.equal(await passwordMatches('', null), false)
  assert.equal(await passwordMatches('anything at all', '$2b$10$other'), false)
})

test('passphrases: many at once take their turns and all are answered', async () => {
  const hash = await hashPassword('cheval agrafe pile correcte')
  const asked = Array.from({ length: 7 }, (_, index) =>
    passwordMatches(index === 3 ? 'cheval agrafe pile correcte' : `wrong ${index}`, hash),
  )
  assert.deepEqual(await Promise.all(asked), [false, false, false, true, false, false, false])
})

for (const [password, taken] of [
  ['x7Kq'.repeat(3).slice(0, passwordSignsMin - 1), false],
  ['x7Kqe'.repeat(3).slice(0, passwordSignsMin), true],
  ['x7Kqe'.repeat(3).slice(0, passwordSignsMin + 1), true],
  ['aaaaaaaaaaaaaaaa', false],
  ['nour.exemple12', false],
  ['Camille Exemple', false],
  ['pluie fine sur Nantes', true],
] as const) {
  test(`passphrases: ${password} is ${taken ? 'taken' : 'refused'}`, () => {
    const ask = (): void =>
      refuseWeakPassword(password, ['nour@exemple.example', 'Camille Exemple'])
    if (taken) ask()
    else assert.throws(ask, (error) => error instanceof Failure && error.code === 'badInput')
  })
}
