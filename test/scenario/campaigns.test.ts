/**
 * Campaigns as text tables: what happens → what the machines do, to the millisecond. The tables are
 * the expected text; test/scenario/play.ts plays their left side.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Cast, play } from './play.ts'

function scenario(name: string, cast: Cast, table: string): void {
  test(`scenario: ${name}`, () => {
    const expected = table
      .trim()
      .split('\n')
      .map((line) => line.trim())
      .join('\n')
    assert.equal(play(cast, table), expected)
  })
}

const alone = {}

scenario(
  'two calls a second; key 9; busy and called again; one refused by law',
  { people: [alone, alone, { suppressed: true }], callsPerSecond: 2, concurrentCalls: 2 },
  `
  10:00:00.000  start                  → lease C1 C2; arm C1; invite C1; lease C3
  10:00:00.010                         → arm C2
  10:00:00.510                         → invite C2
  10:00:01.200  C1 rings               → -
  10:00:01.300  C2 replies busy        → C2 busy, again at 10:20:01.300; refuse C3 (fr.RGPD-21)
  10:00:03.000  C1 answers             → play gate to C1
  10:00:05.000  C1 presses 1           → play content to C1
  10:00:21.000  C1 presses 9           → suppress C1
  10:00:21.008  C1 stored              → play objectionConfirmed to C1
  10:00:24.008  C1 heard objectionConfirmed → BYE C1
  10:00:24.020  C1 gone                → C1 objected
  10:20:01.300                         → lease C2; arm C2; invite C2 again
  10:20:05.000  C2 rings               → -
  10:20:26.300                         → CANCEL C2
  10:20:31.000  C2 gone                → C2 noAnswer
  10:20:32.000  tick                   → -
  `,
)

scenario(
  'two phones of one home; a pause lets live calls end; gate time-out; heard to the end',
  { people: [{ home: 'H' }, { home: 'H' }, alone], callsPerSecond: 10, concurrentCalls: 2 },
  `
  10:00:00.000  start                  → lease C1 C2 C3; arm C1 C3; invite C1
  10:00:00.102                         → invite C3
  10:00:01.000  C1 answers             → play gate to C1
  10:00:01.500  C3 answers             → play gate to C3
  10:00:02.000  pause                  → give back C2
  10:00:03.000  C3 hangs-up            → C3 hungUpAtGate
  10:00:09.000  C1 heard gate          → -
  10:00:14.000                         → BYE C1
  10:00:14.100  C1 gone                → C1 notListened
  10:00:20.000  resume                 → lease C2; arm C2; invite C2
  10:00:21.000  C2 answers             → play gate to C2
  10:00:22.000  C2 presses 1           → play content to C2
  10:00:42.000  C2 heard content       → play closing to C2
  10:00:44.000  C2 heard closing       → -
  10:00:46.000                         → BYE C2
  10:00:46.100  C2 gone                → C2 heardToEnd
  `,
)

scenario(
  'RFC 3261 §20.33: a 503 with Retry-After holds the trunk, then it goes on more slowly',
  { people: [alone, alone, alone], callsPerSecond: 2, concurrentCalls: 1 },
  `
  10:00:00.000  start                  → lease C1 C2; arm C1; invite C1; lease C3
  10:00:00.100  C1 replies congestion 5 → C1 congestion, again at 10:00:30.100
  10:00:04.600                         → arm C2
  10:00:05.100                         → invite C2
  10:00:06.000  C2 replies declined    → C2 declined; arm C3
  10:00:06.120                         → invite C3
  10:00:06.500  C3 replies unallocated → C3 unallocated
  10:00:30.100                         → lease C1; arm C1; invite C1 again
  `,
)

scenario(
  'RFC 8197: who marks the call as unwanted is suppressed first, then done, and never called again',
  { people: [alone, alone], callsPerSecond: 2, concurrentCalls: 1 },
  `
  10:00:00.000  start                  → lease C1 C2; arm C1; invite C1
  10:00:02.000  C1 rings               → -
  10:00:04.000  C1 replies objected    → suppress C1
  10:00:04.010  C1 stored              → C1 objected; arm C2; invite C2
  10:00:06.000  C2 replies declined    → C2 declined
  11:00:00.000  tick                   → -
  `,
)
