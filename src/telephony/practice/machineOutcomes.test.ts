import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ClipId } from '../../base/ids.ts'
import { type E164, monoMs, ms } from '../../base/units.ts'
import type { Outcome } from '../../call/outcome.ts'
import type { Machine } from './machineLines.ts'
import { outcomesOfMachine } from './machineOutcomes.ts'
import type { PersonRecord } from './personCall.ts'

const kept = (complete: boolean) => ({
  clip: 'voicemail' as ClipId,
  wholeMs: ms(complete ? 9000 : 4000),
  complete,
  copies: complete ? 1 : 0,
})

const recordOf = (
  hungUpBy: 'person' | 'farEnd',
  recorded?: PersonRecord['recorded'],
): PersonRecord => ({
  ...{ number: '+33199000001' as E164, callId: 'a', attemptIndex: 0, invitedAt: monoMs(0) },
  ...{ inviteRetransmissions: 0, cancelled: false, answered: true, heard: [], keys: [] },
  ...{ confirmationHeard: false, hungUpBy },
  ...(recorded === undefined ? {} : { recorded }),
})

const whole = recordOf('farEnd', kept(true))
const part = recordOf('farEnd', kept(false))
const nothing = recordOf('farEnd')
const said = {
  clip: 'voicemail' as ClipId,
  role: 'voicemail',
  heardMs: ms(9000),
  complete: true,
} as const

// biome-ignore format: a table of machines, what their phone lived, and what we may and may not say of it
const told: readonly [Machine, string, PersonRecord, may: readonly Outcome[], mayNot: readonly Outcome[]][] = [
  ['voicemail', 'it has the whole message', whole, ['voicemailLeft'], ['voicemailCut', 'notListened', 'answeredByMachine', 'mailboxFull']],
  ['voicemail', 'it has half', part, ['voicemailCut'], ['voicemailLeft', 'mailboxFull']],
  ['voicemail', 'it has nothing', nothing, ['answeredByMachine', 'notListened'], ['voicemailLeft', 'hungUpAtGate', 'heardToEnd']],
  ['voicemailCuts', 'it hung up in the middle', recordOf('person', kept(false)), ['voicemailCut'], ['voicemailLeft', 'notListened']],
  ['voicemailCuts', 'it hung up after the last word', recordOf('person', kept(true)), ['voicemailLeft', 'voicemailCut'], ['mailboxFull']],
  ['voicemail', 'too many recordings at once', recordOf('farEnd', 'notKept'), ['voicemailLeft', 'voicemailCut'], ['heardToEnd']],
  ['voicemailFull', 'it hung up', recordOf('person'), ['mailboxFull', 'hungUpAtGate'], ['voicemailLeft', 'notListened']],
  ['screens', 'nobody came', nothing, ['screened', 'notListened'], ['voicemailLeft', 'fax']],
  ['screens', 'it was taken for a mailbox, and let us finish', { ...nothing, heard: [said] }, ['voicemailLeft', 'screened'], ['fax']],
  ['screens', 'it hung up on our last word', { ...recordOf('person'), heard: [said] }, ['voicemailCut'], ['voicemailLeft']],
  ['fax', 'we hung up', nothing, ['fax', 'answeredByMachine'], ['voicemailLeft', 'screened']],
  ['announcement', 'it hung up', recordOf('person'), ['answeredByMachine', 'mailboxFull'], ['voicemailLeft']],
]

for (const [machine, what, record, may, mayNot] of told) {
  test(`machine outcomes, ${machine}: ${what}: may be ${may.join(', ')}, never ${mayNot.join(', ')}`, () => {
    const outcomes = outcomesOfMachine(machine, record)
    assert.deepEqual(
      may.filter((outcome) => !outcomes.includes(outcome)),
      [],
    )
    assert.deepEqual(
      mayNot.filter((outcome) => outcomes.includes(outcome)),
      [],
    )
  })
}
