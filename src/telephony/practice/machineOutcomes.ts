/**
 * What a call to a machine may have come to, given what the machine lived. A voicemail counts as left exactly when the
 * mailbox has the whole of it; what the ear took the machine for is otherwise its own affair, and never more than that.
 */
import type { Outcome } from '../../call/outcome.ts'
import type { Machine } from './machineLines.ts'
import type { PersonRecord } from './personCall.ts'

export function outcomesOfMachine(machine: Machine, record: PersonRecord): readonly Outcome[] {
  switch (machine) {
    case 'voicemail':
    case 'voicemailWithoutBeep':
    case 'voicemailBeepsTwice':
    case 'voicemailCuts':
    case 'voicemailPickedUp':
      return outcomesOfMailbox(record)
    case 'voicemailFull':
    case 'announcement':
      return nothingLeft(record)
    case 'screens':
      return [...nothingLeft(record), ...takenForMailbox(record)]
    case 'fax':
      return ['fax', ...nothingKept(record)]
    default:
      return machine satisfies never
  }
}

/** A mailbox may be taken for an assistant that asks who calls. */
const nothingLeft = (record: PersonRecord): readonly Outcome[] => [
  'screened',
  ...nothingKept(record),
]

/** Whoever hangs up first says much of it: we wait the gate out, a mailbox that takes nothing leaves. */
function nothingKept({ hungUpBy }: PersonRecord): readonly Outcome[] {
  return hungUpBy === 'person'
    ? ['hungUpAtGate', 'mailboxFull', 'voicemailCut', 'answeredByMachine']
    : ['notListened', 'voicemailCut', 'answeredByMachine', 'stopped']
}

/** An assistant that was taken for a mailbox, and let all of the voicemail be said to it. */
const takenForMailbox = ({ heard, hungUpBy }: PersonRecord): readonly Outcome[] =>
  hungUpBy !== 'person' && heard.some(({ role, complete }) => role === 'voicemail' && complete)
    ? ['voicemailLeft']
    : []

function outcomesOfMailbox(record: PersonRecord): readonly Outcome[] {
  const { recorded, hungUpBy } = record
  if (recorded === 'notKept') return ['voicemailLeft', ...nothingLeft(record)]
  if (!recorded?.complete) return nothingLeft(record)
  // Hung up on within the second after its last word: we do not claim that it was kept.
  return hungUpBy === 'person' ? ['voicemailLeft', 'voicemailCut'] : ['voicemailLeft']
}
