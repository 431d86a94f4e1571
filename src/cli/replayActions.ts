/** What `replay` does: the shape through the threads, both laws side by side, the file if asked for. */
import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { realClock } from '../base/clock.ts'
import { Failure } from '../base/failure.ts'
import { localDay, zoneOf } from '../law/calendar.ts'
import { type CivilDay, isoDate, parseDay } from '../law/civilDate.ts'
import { type JudgedUnder, type Replay, replay } from '../screening/replay/replay.ts'
import {
  minuteOf,
  minutesOf,
  replayContactsMax,
  type Shape,
  type SyntheticPerson,
} from '../screening/replay/shape.ts'
import { shapes } from '../screening/replay/shapes.ts'
import type { Invocation } from './command.ts'
import { parseDate, parseWhole } from './parse.ts'
import { progressText } from './progressText.ts'
import { remediesOf, replayLines, rowsOf } from './replayText.ts'

interface ReplayOptions {
  readonly contacts?: string
  readonly seed: string
  readonly lawOf?: string
  readonly write?: string
}

export async function replayOperation(
  invocation: Invocation,
  operation: string,
  options: ReplayOptions,
): Promise<void> {
  const { output } = invocation
  const { language } = invocation.config()
  const shape = shapes.find(({ key }) => key === operation)
  if (!shape) {
    const known = shapes.map(({ key }) => key).join(' and ')
    throw new Failure(
      'notFound',
      `There is no operation "${operation}" to replay: there are ${known}.`,
    )
  }
  const seed = parseWhole('--seed', options.seed, 0, 2 ** 31)
  const contacts =
    options.contacts === undefined
      ? shape.contacts
      : parseWhole('--contacts', options.contacts, 1, replayContactsMax)
  const today = lawDay(options.lawOf)
  if (options.write !== undefined) await writePeople(options.write, shape, contacts, seed)
  const replayed = await replay({
    ...{ shape, contacts, seed, today },
    onProgress: (progress) => output.progress(progressText(progress, language)),
  })
  output.progressDone()
  for (const line of replayLines(shape, replayed, language)) output.say(line)
  output.result(jsonOf(shape, seed, replayed))
}

function lawDay(written: string | undefined): CivilDay {
  if (written === undefined) return localDay(zoneOf('Europe/Paris'), realClock.epoch())
  return parseDay(parseDate('--law-of', written)) as CivilDay
}

function jsonOf(shape: Shape, seed: number, replayed: Replay): object {
  const side = ({ law, tally }: JudgedUnder): object => ({ lawOf: isoDate(law), ...tally.kinds })
  return {
    operation: shape.key,
    title: shape.title,
    story: shape.story,
    seed,
    people: replayed.people,
    marks: replayed.marks,
    callsPlaced: 0,
    lawOfItsDay: side(replayed.itsDay),
    lawOfToday: side(replayed.today),
    rules: rowsOf(replayed),
    wouldHaveHadToDo: remediesOf(replayed),
  }
}

/** Header words that no import takes for a telephone number: nobody is to call these. */
const header = 'minute;numéro synthétique;INSEE;source;accord;opposition;remarques\n'

async function writePeople(
  file: string,
  shape: Shape,
  contacts: number,
  seed: number,
): Promise<void> {
  const out = createWriteStream(file)
  let failed: Error | undefined
  out.once('error', (error) => {
    failed = error
  })
  out.write(header)
  for (let minute = 0; minute < minutesOf(shape) && !failed; minute += 1) {
    const { at, people } = minuteOf(shape, { minute, contacts, seed })
    const when = new Date(at).toISOString()
    if (!out.write(people.map((person) => `${when};${cellsOf(person)}\n`).join(''))) {
      await Promise.race([once(out, 'drain'), once(out, 'close')])
    }
  }
  if (!failed) {
    out.end()
    await once(out, 'close')
  }
  if (failed) {
    throw new Failure(
      'badInput',
      `${file} cannot be written (${failed.message}): name another file.`,
    )
  }
}

function cellsOf({ facts, marks }: SyntheticPerson): string {
  const { callee, consents = [], suppressions = [], source } = facts
  const agreed = consents.map(({ controller }) => controller).join(',')
  const objected = suppressions.map(({ scope }) => scope).join(',')
  return [callee.number, callee.insee, source?.kind, agreed, objected, marks.join(',')].join(';')
}
