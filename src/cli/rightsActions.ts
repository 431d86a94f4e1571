/** What `rights list`, `show`, `open`, `answer` and `erase` do and say. */
import { realClock } from '../base/clock.ts'
import { Failure } from '../base/failure.ts'
import { maskNumber } from '../base/redact.ts'
import type { EpochMs } from '../base/units.ts'
import {
  clockOf,
  dueAlert,
  parseReference,
  type RequestKind,
  type RightsRequest,
} from '../rights/request.ts'
import type { Database } from '../store/database.ts'
import { erasePerson } from '../store/postgres/erasure.ts'
import { firstOrganisation } from '../store/postgres/organisations.ts'
import { answerRequest, findRequest, listRequests, openRequest } from '../store/postgres/rights.ts'
import { type Invocation, readableInstant } from './command.ts'
import { parseNumber } from './parse.ts'
import { withSession } from './session.ts'

export async function listCommand(invocation: Invocation, dueOnly: boolean): Promise<void> {
  const now = realClock.epoch()
  await withSession(invocation, async ({ database }) => {
    const { output } = invocation
    const organisation = await firstOrganisation(database)
    const all = await listRequests(database, organisation, { openOnly: dueOnly })
    const shown = dueOnly ? all.filter((request) => isPressing(request, now)) : all
    const alert = dueAlert(all, now)
    if (shown.length === 0) output.say(emptyInbox(dueOnly))
    for (const request of shown) output.say(lineOf(request, now))
    if (alert) output.say(invocation.config().language === 'fr' ? alert.fr : alert.en)
    output.result(shown.map((request) => shownRequest(request, now)))
  })
}

export async function showCommand(invocation: Invocation, written: string): Promise<void> {
  const now = realClock.epoch()
  await withSession(invocation, async ({ database }) => {
    const { output } = invocation
    const { request, number } = await found(database, written)
    const { words, reach, proof, answer } = request
    output.say(lineOf(request, now))
    // The only place that shows a whole number: who answers must know whom to answer.
    output.say(`  number: ${number ?? 'forgotten, the request is closed'}`)
    output.say(
      `  opened ${readableInstant(request.openedAt)} (${request.channel}), due ${readableInstant(request.dueAt)}`,
    )
    output.say(
      `  the number is theirs: ${proof === 'code' ? 'proved by a code' : 'not proved yet'}`,
    )
    if (reach) output.say(`  reach: ${reach}`)
    if (words) output.say(`  words: ${words}`)
    if (answer) output.say(`  answer: ${answer}`)
    output.result({ ...shownRequest(request, now), number, words, proof, reach, answer })
  })
}

export async function openCommand(
  invocation: Invocation,
  written: string,
  { kind, words }: { readonly kind: RequestKind; readonly words?: string },
): Promise<void> {
  const now = realClock.epoch()
  const number = parseNumber('The number', written)
  await withSession(invocation, async ({ database }) => {
    const organisation = await firstOrganisation(database)
    const asked = {
      kind,
      words: words ?? null,
      channel: 'office',
      proof: null,
      reach: null,
    } as const
    const request = await openRequest(database, { organisation, number, ...asked }, now)
    const { output } = invocation
    output.say(
      `${request.reference}: ${kind}, ${maskNumber(number)}. Give the person this reference; an answer is due by ${readableInstant(request.dueAt)}.`,
    )
    output.result(shownRequest(request, now))
  })
}

export async function answerCommand(
  invocation: Invocation,
  written: string,
  {
    text,
    by,
    refuse = false,
  }: { readonly text: string; readonly by: string; readonly refuse?: boolean },
): Promise<void> {
  const now = realClock.epoch()
  const reference = referenceOf(written)
  await withSession(invocation, async ({ database }) => {
    const organisation = await firstOrganisation(database)
    const given = { state: refuse ? 'refused' : 'answered', text, by } as const
    const request = await answerRequest(database, organisation, reference, given, now)
    invocation.output.say(`${reference} ${request.state}; it no longer holds the number.`)
    invocation.output.result(shownRequest(request, now))
  })
}

export async function eraseCommand(
  invocation: Invocation,
  written: string,
  by: string,
): Promise<void> {
  const now = realClock.epoch()
  await withSession(invocation, async ({ database }) => {
    const organisation = await firstOrganisation(database)
    const { request, number } = await found(database, written)
    const { reference, kind, state } = request
    if (kind !== 'erase' || state !== 'open' || number === null) {
      throw new Failure('wrongState', `${reference} is no open request for erasure.`, {
        measured: `${kind}, ${state}`,
        limit: 'erase, open',
      })
    }
    const { rows, objection } = await erasePerson(database, organisation, number, now, reference)
    const text = 'Everything that names the person was deleted; their objection stays as a hash.'
    await answerRequest(database, organisation, reference, { state: 'answered', text, by }, now)
    const { output } = invocation
    const counts = Object.entries(rows).filter(([, count]) => count > 0)
    output.say(
      `${reference} done: ${counts.map(([table, n]) => `${table} ${n}`).join(', ') || 'nothing was held'}.`,
    )
    output.say(`They are not called again, whatever is imported: objection ${objection}.`)
    output.result({ reference, rows, objection })
  })
}

async function found(database: Database, written: string) {
  return findRequest(database, await firstOrganisation(database), referenceOf(written))
}

function referenceOf(written: string): string {
  const reference = parseReference(written)
  if (reference) return reference
  throw new Failure('usage', `A reference looks like PV-7K3M-92QD, not "${written.slice(0, 40)}".`)
}

function isPressing(request: RightsRequest, now: EpochMs): boolean {
  const clock = clockOf(request, now)
  return clock.is === 'overdue' || (clock.is === 'running' && clock.soon)
}

function lineOf(request: RightsRequest, now: EpochMs): string {
  return `${request.reference}  ${request.kind.padEnd(8)}  ${clockText(request, now)}`
}

function clockText(request: RightsRequest, now: EpochMs): string {
  const clock = clockOf(request, now)
  switch (clock.is) {
    case 'closed':
      return request.state
    case 'running':
      return `${clock.daysLeft} days left`
    case 'overdue':
      return `OVERDUE by ${clock.daysLate} days`
  }
}

function shownRequest(request: RightsRequest, now: EpochMs): object {
  const { reference, kind, channel, state, openedAt, dueAt, answeredAt } = request
  const clock = clockOf(request, now)
  return {
    ...{ reference, kind, channel, state, openedAt, dueAt, answeredAt },
    daysLeft: clock.is === 'running' ? clock.daysLeft : null,
    daysLate: clock.is === 'overdue' ? clock.daysLate : null,
  }
}

const emptyInbox = (dueOnly: boolean): string =>
  dueOnly
    ? 'Nothing is due within 7 days.'
    : 'No request. People open them on the page “Why was I called?”; mail and visits: portevoix rights open.'
