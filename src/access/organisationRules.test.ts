/** A child organisation only tightens: what holds is never looser than anything above it. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type OrganisationRules, stricter, tighten } from './organisationRules.ts'

const parent: OrganisationRules = {
  callsPerSecondMax: 10,
  attemptsMax: 3,
  objectionShareMax: 0.02,
  approversMin: 1,
  callingHours: { fromMinute: 600, toMinute: 1140 },
}

test('rules of organisations: stricter is taken, equal is taken, looser is refused with both values', () => {
  for (const [child, refused] of [
    [{ callsPerSecondMax: 9 }, []],
    [{ callsPerSecondMax: 10 }, []],
    [{ callsPerSecondMax: 11 }, [['callsPerSecondMax', '11', '10']]],
    [{ approversMin: 0 }, [['approversMin', '0', '1']]],
    [{ approversMin: 2 }, []],
    [{ objectionShareMax: 0.03 }, [['objectionShareMax', '0.03', '0.02']]],
    [{ callingHours: { fromMinute: 600, toMinute: 1140 } }, []],
    [
      { callingHours: { fromMinute: 599, toMinute: 1140 } },
      [['callingHours', '09:59–19:00', '10:00–19:00']],
    ],
    [
      { callingHours: { fromMinute: 600, toMinute: 1141 }, attemptsMax: 4 },
      [
        ['attemptsMax', '4', '3'],
        ['callingHours', '10:00–19:01', '10:00–19:00'],
      ],
    ],
    [{ budgetMicroEuroMax: 5_000_000 }, []],
  ] as const) {
    const found = tighten(parent, child)
    const looser =
      found.is === 'looser' ? found.rules.map((each) => [each.rule, each.measured, each.limit]) : []
    assert.deepEqual(looser, refused, JSON.stringify(child))
  }
})

const rules = fc.record(
  {
    callsPerSecondMax: fc.nat(50),
    campaignsRunningMax: fc.nat(20),
    attemptsMax: fc.nat(5),
    approversMin: fc.nat(3),
    objectionShareMax: fc.double({ min: 0, max: 1, noNaN: true }),
    callingHours: fc
      .tuple(fc.nat(1440), fc.nat(1440))
      .map(([a, b]) => ({ fromMinute: Math.min(a, b), toMinute: Math.max(a, b) })),
  },
  { requiredKeys: [] },
) as fc.Arbitrary<OrganisationRules>

test('rules of organisations: what holds below is never looser than what holds above, at any depth', () => {
  fc.assert(
    fc.property(fc.array(rules, { minLength: 1, maxLength: 5 }), (line) => {
      let held: OrganisationRules = {}
      for (const own of line) {
        const below = stricter(held, own)
        assert.equal(tighten(own, below).is === 'effective' || isEmptyWindow(below), true)
        assert.equal(tighten(held, below).is === 'effective' || isEmptyWindow(below), true)
        held = below
      }
    }),
  )
})

/** Hours that never meet leave a window that is nobody's. */
const isEmptyWindow = ({ callingHours: hours }: OrganisationRules): boolean =>
  hours !== undefined && hours.fromMinute >= hours.toMinute

test('rules of organisations: hours that do not meet leave no minute to call in', () => {
  const held = stricter(
    { callingHours: { fromMinute: 600, toMinute: 720 } },
    { callingHours: { fromMinute: 800, toMinute: 900 } },
  )
  assert.deepEqual(held.callingHours, { fromMinute: 800, toMinute: 800 })
})
