import assert from 'node:assert/strict'
import { test } from 'node:test'
import { randomFrom } from '../../base/random.ts'
import { monoMs, ms } from '../../base/units.ts'
import type { Located } from '../../sip/location.ts'
import type { Address } from '../transactionUser.ts'
import { deadFor, deadForMax, locateEvery, TrunkTargets } from './trunkTargets.ts'

const at = (rank: number, ...hosts: readonly string[]): Located => ({
  rank,
  weight: 1,
  targets: hosts.map((host) => ({ transport: 'tcp', host, port: 5060 })),
})

function theTargets(located: readonly Located[], relocate = async () => located) {
  let instant = 0
  const log: string[] = []
  const targets = new TrunkTargets({
    located,
    tls: undefined,
    random: randomFrom(7),
    now: () => monoMs(instant),
    relocate,
    log: (line) => log.push(line),
  })
  return {
    targets,
    log,
    order: (): string => hostsOf(targets.destination().hops()),
    pass(duration: number) {
      instant += duration
    },
  }
}

const hostsOf = (hops: readonly Address[]): string => hops.map(({ host }) => host).join(' ')

test('RFC 3263 §4.3: a dead target is tried last until limit − 1, and again first from the limit', () => {
  for (const [passed, expected] of [
    [deadFor - 1, 'b a'],
    [deadFor, 'a b'],
    [deadFor + 1, 'a b'],
  ] as const) {
    const { targets, order, pass } = theTargets([at(0, 'a'), at(1, 'b')])
    targets.failed(targets.all()[0] as Address)
    pass(passed)
    assert.equal(order(), expected, `after ${passed}`)
  }
})

test('RFC 3261 §21.5.4: Retry-After of a target is obeyed, up to our limit', () => {
  for (const [asked, obeyed] of [
    [ms(5000), 5000],
    [ms(deadForMax - 1), deadForMax - 1],
    [deadForMax, deadForMax],
    [ms(deadForMax + 1), deadForMax],
  ] as const) {
    const { targets, order, pass } = theTargets([at(0, 'a'), at(1, 'b')])
    targets.destination().failed(targets.all()[0] as Address, asked)
    pass(obeyed - 1)
    assert.equal(order(), 'b a')
    pass(1)
    assert.equal(order(), 'a b')
  }
})

test('targets: all dead, they are tried all the same; what is not a target is not remembered', () => {
  const { targets, order } = theTargets([at(0, 'a'), at(1, 'b')])
  for (const hop of targets.all()) targets.failed(hop)
  targets.failed({ host: 'c', port: 5060 })
  assert.equal(order(), 'a b')
})

test('targets: one call keeps its order between its INVITEs, what failed goes last', () => {
  const located = [at(0, 'a'), at(0, 'b'), at(0, 'c'), at(0, 'd')]
  const { targets } = theTargets(located)
  const call = targets.destination()
  const first = hostsOf(call.hops())
  for (let i = 0; i < 5; i += 1) assert.equal(hostsOf(call.hops()), first)
  call.failed(call.hops()[0] as Address)
  const [gone, ...rest] = first.split(' ')
  assert.equal(hostsOf(call.hops()), [...rest, gone].join(' '))
})

test('targets: located again after five minutes, in the background; what fails keeps the old ones', async () => {
  let answer: (() => Promise<readonly Located[]>) | undefined
  const world = theTargets([at(0, 'a')], () => (answer as () => Promise<readonly Located[]>)())
  answer = async () => [at(0, 'new')]
  const kept = world.targets.destination()
  assert.equal(hostsOf(kept.hops()), 'a')
  world.pass(locateEvery - 1)
  assert.equal(world.order(), 'a')
  world.pass(1)
  assert.equal(world.order(), 'a', 'nobody waits for the DNS')
  await new Promise(setImmediate)
  assert.equal(world.order(), 'new')
  assert.equal(hostsOf(kept.hops()), 'new', 'a destination that outlives the change follows it')
  answer = async () => {
    throw new Error('silent')
  }
  world.pass(locateEvery)
  world.order()
  await new Promise(setImmediate)
  assert.equal(world.order(), 'new')
  assert.deepEqual(world.log, ['a trunk could not be located again: silent'])
})
