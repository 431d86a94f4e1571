import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Outcome } from '../call/outcome.ts'
import { sipOutcomes } from './sipOutcome.ts'
import {
  type DiagnosisCode,
  diagnose,
  diagnoseFailure,
  diagnosisCodes,
  lateAudioMs,
  lossyShare,
} from './trunkDiagnosis.ts'
import type { TrunkTestResult } from './trunkTest.ts'

const facts = { behindNat: false, hasCredentials: true }
const refused = (sipStatus: number | null, outcome: Outcome): TrunkTestResult => ({
  ...{ outcome, sipStatus, keys: [] },
  ...{ answeredMs: null, firstAudioMs: null, talkMs: null },
  rtp: { sent: 0, received: 0, lost: 0, jitterMs: 0 },
  notRegistered: null,
})
const held = (is: 'refused' | 'lost', why: string): TrunkTestResult => ({
  ...refused(null, 'notPlaced'),
  notRegistered: { is, why },
})
const answered = (change: Partial<TrunkTestResult> = {}): TrunkTestResult => ({
  ...refused(200, 'heardToEnd'),
  ...{ answeredMs: 900, firstAudioMs: 4, talkMs: 5_000 },
  rtp: { sent: 250, received: 250, lost: 0, jitterMs: 1 },
  ...change,
})

const rows: readonly (readonly [string, TrunkTestResult, DiagnosisCode, boolean])[] = [
  ['sound both ways', answered(), 'works', true],
  [
    'no sound back',
    answered({ rtp: { sent: 250, received: 0, lost: 0, jitterMs: 0 } }),
    'oneWayAudio',
    false,
  ],
  [
    'hung up at once',
    answered({ rtp: { sent: 24, received: 0, lost: 0, jitterMs: 0 } }),
    'works',
    true,
  ],
  [
    'nothing sent',
    answered({ rtp: { sent: 0, received: 90, lost: 0, jitterMs: 0 } }),
    'noAudioSent',
    false,
  ],
  ['401', refused(401, 'rejectedByCarrier'), 'credentials', false],
  [
    'wrong password at the registrar',
    held('refused', '401 Unauthorized: user or password'),
    'credentials',
    false,
  ],
  ['account unknown to the registrar', held('refused', '404 Not Found'), 'notRegistered', false],
  ['registrar in trouble', held('lost', '503 Service Unavailable'), 'notRegistered', false],
  ['registrar silent', held('lost', 'no reply from the registrar'), 'silentCarrier', false],
  ['402', refused(402, 'rejectedByCarrier'), 'noCredit', false],
  ['403', refused(403, 'rejectedByCarrier'), 'callerIdRefused', false],
  ['404', refused(404, 'unallocated'), 'unknownNumber', false],
  ['407', refused(407, 'rejectedByCarrier'), 'credentials', false],
  ['480', refused(480, 'unreachable'), 'phoneOff', true],
  ['484', refused(484, 'rejectedByCarrier'), 'numberFormat', false],
  ['486', refused(486, 'busy'), 'busy', true],
  ['488', refused(488, 'rejectedByCarrier'), 'codec', false],
  ['503', refused(503, 'congestion'), 'capacity', false],
  ['500', refused(500, 'carrierFault'), 'carrierFault', false],
  ['603', refused(603, 'declined'), 'declined', true],
  ['607', refused(607, 'objected'), 'declined', true],
  ['608', refused(608, 'rejectedByCarrier'), 'callerIdBlocked', false],
  ['302', refused(302, 'redirected'), 'redirected', false],
  ['rang in vain', refused(null, 'noAnswer'), 'noAnswer', true],
  ['no reply at all', refused(null, 'carrierFault'), 'silentCarrier', false],
]
for (const [name, result, code, works] of rows) {
  test(`trunk diagnosis: ${name} is ${code}`, () => {
    const said = diagnose(result, facts)
    assert.deepEqual([said.code, said.works], [code, works])
  })
}

test('trunk diagnosis: late and lossy sound are told from the limit on', () => {
  const late = (firstAudioMs: number): DiagnosisCode =>
    diagnose(answered({ firstAudioMs }), facts).code
  assert.deepEqual([lateAudioMs - 1, lateAudioMs, lateAudioMs + 1].map(late), [
    'works',
    'works',
    'lateAudio',
  ])
  const lossy = (lost: number): DiagnosisCode =>
    diagnose(answered({ rtp: { sent: 1000, received: 1000 - lost, lost, jitterMs: 1 } }), facts)
      .code
  const most = 1000 * lossyShare
  assert.deepEqual([most - 1, most, most + 1].map(lossy), ['works', 'works', 'lossyAudio'])
})

test('trunk diagnosis: whatever a carrier replies is told in both languages, with what to do', () => {
  const statuses = sipOutcomes.map(({ status, outcome }) =>
    refused(typeof status === 'number' ? status : null, outcome),
  )
  const all = [...statuses, ...rows.map(([, result]) => result)].map((each) =>
    diagnose(each, facts),
  )
  const said = [...all, diagnoseFailure('carrier', facts), diagnoseFailure('refused', facts)]
  for (const { say, whatToDo } of said) {
    for (const text of [say.fr, say.en, whatToDo.fr, whatToDo.en]) {
      assert.match(text, /^[A-ZÀÉÔ].*[.]$/)
    }
    // A narrow no-break space stands before what French writes with a space.
    assert.doesNotMatch(`${say.fr} ${whatToDo.fr}`, / [:;?!»]|« /)
  }
  const told = new Set(said.map(({ code }) => code))
  const never = diagnosisCodes.filter((code) => !told.has(code))
  assert.deepEqual(never, ['lateAudio', 'lossyAudio', 'stopped'])
})

test('trunk diagnosis: behind a router, and without a password, the advice is another', () => {
  const natted = { ...facts, behindNat: true }
  const oneWay = answered({ rtp: { sent: 250, received: 0, lost: 0, jitterMs: 0 } })
  assert.match(diagnose(oneWay, natted).whatToDo.en, /router/)
  assert.match(diagnose(oneWay, facts).whatToDo.en, /firewall/)
  const open = { ...facts, hasCredentials: false }
  assert.match(diagnose(refused(407, 'rejectedByCarrier'), open).whatToDo.en, /Enter the name/)
})
