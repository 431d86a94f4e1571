import assert from 'node:assert/strict'
import { test } from 'node:test'
import { monoMs } from '../../base/units.ts'
import { Names, nameKeptFor, namesMax } from './names.ts'

function theNames(address = '127.0.0.1', found: readonly string[] = ['::1', '127.0.0.7']) {
  let instant = 0
  const asked: string[] = []
  const names = new Names({
    address,
    now: () => monoMs(instant),
    addresses: async (name) => {
      asked.push(name)
      return found
    },
  })
  return {
    names,
    asked,
    pass(duration: number) {
      instant += duration
    },
  }
}

test('names: found in our family and remembered until limit − 1, asked again from the limit', async () => {
  for (const [address, expected] of [
    ['127.0.0.1', '127.0.0.7'],
    ['::1', '::1'],
  ] as const) {
    const { names, asked, pass } = theNames(address)
    assert.equal(names.known('gw.test'), undefined)
    assert.equal(await names.find('GW.test'), expected)
    pass(nameKeptFor - 1)
    assert.equal(names.known('gw.test'), expected)
    pass(1)
    assert.equal(names.known('gw.test'), undefined)
    assert.deepEqual(asked, ['gw.test'])
  }
})

test('names: one without an address of our family is an error, and is not remembered', async () => {
  const { names } = theNames('127.0.0.1', ['::1'])
  await assert.rejects(names.find('gw.test'), /gw\.test has no address/)
  assert.equal(names.known('gw.test'), undefined)
})

test('names: limit − 1 and limit are remembered, at limit + 1 the oldest is forgotten', async () => {
  for (const [count, expected] of [
    [namesMax - 1, '127.0.0.7'],
    [namesMax, '127.0.0.7'],
    [namesMax + 1, undefined],
  ] as const) {
    const { names } = theNames()
    for (let i = 0; i < count; i += 1) await names.find(`n${i}.test`)
    assert.equal(names.known('n0.test'), expected, `${count}`)
  }
})
