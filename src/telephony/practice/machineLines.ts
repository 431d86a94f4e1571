/** What answers in place of a person, line by line: mailboxes of several kinds, an assistant, a fax, the network. */
import type { Random } from '../../base/random.ts'
import { type Ms, ms } from '../../base/units.ts'
import type { Menu } from '../../campaign/campaign.ts'
import type { Behaviour, Line } from './behaviour.ts'
import type { Manners, Span } from './manners.ts'
import { allos, beeps, lengthOf, type OwnSound } from './soundPlans.ts'

export type Machine = Extract<Behaviour, `voicemail${string}` | 'screens' | 'fax' | 'announcement'>

export const isMachine = (behaviour: Behaviour): behaviour is Machine =>
  behaviour.startsWith('voicemail') || ['screens', 'fax', 'announcement'].includes(behaviour)

interface Draw {
  readonly from: (range: Span) => Ms
  readonly random: Random
}

/** Half of the greetings end straight in their beep. */
const STRAIGHT_SHARE = 0.5

export function machineLines(
  machine: Machine,
  { manners, menu }: { readonly manners: Manners; readonly menu: Pick<Menu, 'listen'> },
  { from, random }: Draw,
): readonly Line[] {
  const startMs = from(manners.alloMs)
  const greeting = random.pick(manners.greetings)
  const overMs = startMs + lengthOf(greeting)
  const waitMs = random.next() < STRAIGHT_SHARE ? 0 : from(manners.beforeBeepMs)
  const recordsMs = from(manners.recordingMs)
  const greets = say(startMs, greeting)
  /** A beep at this instant, and from its end on the recording, for so long. */
  const records = (beepMs: number, forMs: number): readonly Line[] => {
    const beep = random.pick(beeps)
    const recordMs = beepMs + lengthOf(beep)
    return [say(beepMs, beep), at(recordMs, { is: 'record' }), leaves(recordMs + forMs)]
  }
  switch (machine) {
    case 'voicemail':
      return [greets, ...records(overMs + waitMs, recordsMs)]
    case 'voicemailWithoutBeep':
      return [greets, at(overMs, { is: 'record' }), leaves(overMs + recordsMs)]
    case 'voicemailBeepsTwice': {
      const first = random.pick(beeps)
      const secondMs = overMs + lengthOf(first) + from(manners.secondBeepMs)
      return [greets, say(overMs, first), ...records(secondMs, recordsMs)]
    }
    case 'voicemailFull':
      return [say(startMs, 'full'), leaves(startMs + lengthOf('full') + waitMs)]
    case 'voicemailCuts':
      return [greets, ...records(overMs + waitMs, from(manners.cutMs))]
    case 'voicemailPickedUp': {
      /** Not at the very start of the message, and well before its end. */
      const share = 0.15 + random.next() * 0.3
      const picksUp = (act: Line['act']): Line => ({
        on: 'voicemail starts',
        afterMs: ms(0),
        share,
        act,
      })
      return [
        greets,
        ...records(overMs + waitMs, recordsMs),
        picksUp({ is: 'pickUp' }),
        picksUp({ is: 'say', sound: random.pick(allos) }),
        {
          on: 'gate starts again',
          afterMs: from(manners.thinkMs),
          act: { is: 'press', key: menu.listen },
        },
      ]
    }
    case 'screens':
      return [say(startMs, 'screening'), leaves(startMs + lengthOf('screening') + recordsMs)]
    case 'fax':
      return [say(startMs, 'fax'), leaves(startMs + lengthOf('fax') + recordsMs)]
    case 'announcement':
      return [say(startMs, 'announcement'), leaves(startMs + lengthOf('announcement') + waitMs)]
    default:
      return machine satisfies never
  }
}

const at = (afterMs: number, act: Line['act']): Line => ({ on: 'ack', afterMs: ms(afterMs), act })
const say = (afterMs: number, sound: OwnSound): Line => at(afterMs, { is: 'say', sound })
const leaves = (afterMs: number): Line => at(afterMs, { is: 'hangUp' })
