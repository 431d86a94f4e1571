import assert from 'node:assert/strict'
import { test } from 'node:test'
import { HOSTS_AT_MOST, Ipv6Hosts } from './mediaHosts.ts'

test('an IPv6 address has one number, from which its words come back', () => {
  const hosts = new Ipv6Hosts(7)
  const one = hosts.numberOf(0x20010db8, 0, 0, 1)
  const other = hosts.numberOf(0x20010db8, 0, 0, 2)
  assert.ok(one > 0 && other > 0 && one !== other)
  assert.equal(hosts.numberOf(0x20010db8, 0, 0, 1), one)
  const words = [0, 1, 2, 3].map((word) => hosts.wordOf(other, word))
  assert.deepEqual(words, [0x20010db8, 0, 0, 2])
})

test('strangers of 100,000 addresses leave the numbers in use alone', () => {
  const hosts = new Ipv6Hosts(7)
  const ours = Array.from({ length: 100 }, (_, i) => hosts.numberOf(1, 2, 3, i))
  hosts.onFull(() => ours)
  for (let i = 0; i < 100_000; i += 1) assert.ok(hosts.numberOf(9, 9, i, i) > 0)
  assert.deepEqual(
    ours.map((number) => hosts.wordOf(number, 3)),
    Array.from({ length: 100 }, (_, i) => i),
  )
  assert.deepEqual(
    ours.map((_, i) => hosts.numberOf(1, 2, 3, i)),
    ours,
  )
})

test('at the limit all numbers are given out, one more address has none until some are free', () => {
  const hosts = new Ipv6Hosts(7)
  const used = new Set<number>()
  hosts.onFull(() => used)
  for (let i = 0; i < HOSTS_AT_MOST; i += 1) used.add(hosts.numberOf(1, 1, 1, i))
  assert.equal(used.size, HOSTS_AT_MOST)
  assert.equal(hosts.numberOf(1, 1, 1, HOSTS_AT_MOST), 0)
  assert.ok(used.has(hosts.numberOf(1, 1, 1, HOSTS_AT_MOST - 1)))
  used.delete(5)
  assert.equal(hosts.numberOf(1, 1, 1, HOSTS_AT_MOST), 5)
})
