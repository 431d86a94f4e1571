/** Arbitrary facts for property tests: instants around every edge of 2027, every family of numbers. */
import fc from 'fast-check'
import { type E164, epochMs, ms } from '../../src/base/units.ts'
import type { Slot } from '../../src/contacts/consent.ts'
import type { CallFacts } from '../../src/law/facts.ts'
import { controller, npv, presidential2027, someone } from './callFacts.ts'

const communes =
  '75056 67482 13205 2A004 97105 97209 97302 97411 97502 97608 97701 97801 98613 98719 98731 ' +
  '98735 98818 96001'
const numbers = [
  ...[someone, '+33199000000', '+33140000000', '+33612345678', '+33972101234', '+262262201234'],
  ...['+590590201234', '+68940000000', '+3315', '+333008', '+33800123456', npv],
]
const callerIds = [npv, '01 63 00 12 34', '+33612345678', '+590947511111', 'anonymous', '']

/** The days around every change of time, election and holiday of 2027, and any other. */
export const anInstant = fc
  .oneof(
    fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2028, 11, 31) }),
    fc.integer({ min: Date.UTC(2027, 3, 14), max: Date.UTC(2027, 4, 4) }),
    fc.integer({ min: Date.UTC(2027, 2, 26), max: Date.UTC(2027, 2, 31) }),
    fc.integer({ min: Date.UTC(2027, 9, 29), max: Date.UTC(2027, 10, 3) }),
  )
  .map(epochMs)
const aTime = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
  .map(([hour, minute]) => `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`)
const aSlot: fc.Arbitrary<Slot> = fc.record(
  {
    days: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
    from: aTime,
    to: fc.oneof(aTime, fc.constant('24:00')),
    expressOutsideHours: fc.boolean(),
    includesHolidays: fc.boolean(),
  },
  { requiredKeys: ['days', 'from', 'to'] },
)
const aName = fc.constantFrom(controller, controller, 'CAMILLE EXEMPLE', 'Dominique Modèle')
const aChannel = fc.constantFrom('automate', 'volunteer') as fc.Arbitrary<'automate' | 'volunteer'>
const anEntry = fc.record(
  {
    kind: fc.constantFrom('given', 'given', 'withdrawn') as fc.Arbitrary<'given' | 'withdrawn'>,
    controller: aName,
    channel: aChannel,
    at: anInstant,
    slots: fc.array(aSlot, { maxLength: 3 }),
    wordingExpiredAt: anInstant,
  },
  { requiredKeys: ['kind', 'controller', 'channel', 'at'] },
)
export const aSuppression = fc.record(
  {
    scope: fc.constantFrom('organisation', 'controller', 'platform') as fc.Arbitrary<
      'organisation' | 'controller' | 'platform'
    >,
    controller: aName,
    at: anInstant,
    reason: fc.constant('key 9'),
  },
  { requiredKeys: ['scope', 'at', 'reason'] },
)
const aNumber = fc.constantFrom(...numbers) as fc.Arbitrary<E164>
const someFacts: fc.Arbitrary<CallFacts> = fc.record(
  {
    now: anInstant,
    channel: aChannel,
    controller: fc.constant(controller),
    purpose: fc.constantFrom('electoral', 'other') as fc.Arbitrary<'electoral' | 'other'>,
    election: fc.constantFrom(null, presidential2027, {
      ...presidential2027,
      inseePrefixes: ['972', '75056'],
    }),
    callee: fc.record(
      {
        number: aNumber,
        insee: fc.constantFrom(...communes.split(' ')),
        territory: fc.constantFrom('FR', 'GP', 'PF', 'RE'),
      },
      { requiredKeys: ['number'] },
    ),
    consents: fc.array(anEntry, { maxLength: 4 }),
    suppressions: fc.array(aSuppression, { maxLength: 1 }),
    attempts: fc.array(fc.record({ at: anInstant, number: aNumber, thisCampaign: fc.boolean() }), {
      maxLength: 6,
    }),
    callerId: fc.constantFrom(...callerIds),
    trunk: fc.record({
      kind: fc.constantFrom('practice', 'real') as fc.Arbitrary<'practice' | 'real'>,
      callerIds: fc.subarray(callerIds),
    }),
    ringTimeoutMs: fc.integer({ min: 0, max: 120_000 }).map(ms),
    maxTalkMs: fc.integer({ min: 0, max: 900_000 }).map(ms),
    maxAttempts: fc.integer({ min: 0, max: 5 }),
  },
  {
    requiredKeys: [
      'now',
      'channel',
      'controller',
      'purpose',
      'callee',
      'trunk',
      'ringTimeoutMs',
      'maxTalkMs',
    ],
  },
)
/** Facts most of which a rule or two refuse, so that allowed calls are generated too. */
export const likelyFacts: fc.Arbitrary<CallFacts> = fc
  .tuple(
    someFacts,
    fc.constantFrom('75056', '67482', '97209', '97411', '98735', '98818'),
    // A number of fiction means no place; the others may disagree with the residence.
    fc.constantFrom(someone, someone, '+33140000000', '+262262201234', '+590590201234'),
  )
  .map(([facts, insee, number]) => ({
    ...facts,
    callee: { number: number as E164, insee },
    election: presidential2027,
    consents: (facts.consents ?? []).map((entry) => ({ ...entry, at: epochMs(entry.at % 1e12) })),
    suppressions: [],
    attempts: [],
    callerId: npv,
    trunk: { kind: number === someone ? 'practice' : 'real', callerIds: [npv] },
  }))
export const anyFacts = fc.oneof(someFacts, likelyFacts)
