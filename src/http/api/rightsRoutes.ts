/** Requests of people about their data: the inbox with its 30-day clocks, and the answers. */
import { z } from 'zod'
import { actorName } from '../../access/actor.ts'
import { Failure } from '../../base/failure.ts'
import { maskedNational, wholeNational } from '../../base/nationalNumber.ts'
import type { E164, EpochMs } from '../../base/units.ts'
import { letterPdf } from '../../evidence/letterPdf.ts'
import { draftReply } from '../../rights/draftReply.ts'
import { clockOf, parseReference, type RightsRequest, requestKinds } from '../../rights/request.ts'
import { erasePerson } from '../../store/postgres/erasure.ts'
import { noteAct } from '../../store/postgres/personActs.ts'
import { personFile } from '../../store/postgres/personFile.ts'
import { answerRequest, findRequest, listRequests } from '../../store/postgres/rights.ts'
import { said } from './contactShapes.ts'
import { keyAfter, onePage, pageOf, pageQuery } from './cursor.ts'
import { ofOrganisation } from './peopleShapes.ts'
import { type AnyRoute, type ApiCall, route } from './route.ts'
import { attachment } from './taskRoutes.ts'
import { instant, isoOf, isoOrNull } from './times.ts'

const tag = 'Rights'
const base = '/organisations/:organisation/rights'

const requestShape = z
  .object({
    reference: z.string(),
    kind: z.enum(requestKinds),
    channel: z.enum(['web', 'call', 'office']),
    proof: z.enum(['code']).nullable().describe('null: that the number is theirs was not proved.'),
    words: z.string().nullable().describe('What the person wrote.'),
    reach: z.enum(['campaign', 'organisation', 'everything']).nullable(),
    state: z.enum(['open', 'answered', 'refused']),
    openedAt: instant,
    dueAt: instant,
    daysLeft: z.int().nullable().describe('Negative: late. null: closed.'),
    answeredAt: instant.nullable(),
    answer: z.string().nullable(),
  })
  .meta({ id: 'RightsRequest' })

function shown(request: RightsRequest, now: EpochMs): z.input<typeof requestShape> {
  const clock = clockOf(request, now)
  const daysLeft =
    clock.is === 'running' ? clock.daysLeft : clock.is === 'overdue' ? -clock.daysLate : null
  return {
    ...{ ...request, daysLeft },
    openedAt: isoOf(request.openedAt),
    dueAt: isoOf(request.dueAt),
    answeredAt: isoOrNull(request.answeredAt),
  }
}

const list = route({
  ...{ name: 'listRightsRequests', method: 'GET', path: base, tag },
  summary: 'Requests, the one due first at the top; those answered at the end.',
  access: 'rights.read',
  params: ofOrganisation,
  query: pageQuery.extend({ open: z.stringbool().default(false).describe('Only open ones.') }),
  reply: pageOf(requestShape),
  async handle({ database, organisation, query: { limit, after, open }, now }) {
    const all = await listRequests(database, organisation, { openOnly: open })
    const last = keyAfter(after, z.string())
    const from = last === null ? 0 : all.findIndex(({ reference }) => reference === last) + 1
    return onePage(all.slice(from, from + limit + 1), limit, {
      item: (request) => shown(request, now),
      key: ({ reference }) => reference,
    })
  },
})

const ofRequest = ofOrganisation.extend({ reference: z.string().max(20) })
type OfRequest = Pick<
  ApiCall<z.output<typeof ofRequest>, unknown, unknown>,
  'params' | 'database' | 'organisation'
>

function referenceIn({ params }: Pick<OfRequest, 'params'>): string {
  const reference = parseReference(params.reference)
  if (reference) return reference
  throw new Failure('notFound', 'A reference looks like PV-7K3M-92QD.', {
    fr: 'Une référence ressemble à PV-7K3M-92QD.',
  })
}

const requestIn = (call: OfRequest) =>
  findRequest(call.database, call.organisation, referenceIn(call))

/** Who asks is known while somebody must answer them. */
async function openIn(call: OfRequest): Promise<{ request: RightsRequest; number: E164 }> {
  const { request, number } = await requestIn(call)
  if (number !== null) return { request, number }
  throw new Failure('wrongState', 'This request is closed: its number is no longer kept.', {
    fr: 'Cette demande est close : son numéro n’est plus gardé.',
    ...{ measured: request.state, limit: 'open' },
  })
}

const one = route({
  ...{ name: 'getRightsRequest', method: 'GET', path: `${base}/:reference`, tag },
  summary: 'One request, with a reply that is already written as far as it can be.',
  access: 'rights.read',
  params: ofRequest,
  reply: requestShape
    .extend({ phone: z.string().nullable(), draft: said.nullable() })
    .meta({ id: 'RightsRequestFile' }),
  async handle(call) {
    const { database, organisation, now } = call
    const { request, number } = await requestIn(call)
    const file = number && (await personFile(database, organisation, number, now))
    return {
      ...shown(request, now),
      phone: number && maskedNational(number),
      draft: file ? draftReply(request, file) : null,
    }
  },
})

const reveal = route({
  ...{ name: 'revealRequester', method: 'POST', path: `${base}/:reference/reveal`, tag },
  summary: 'Whom to answer; that it was shown is written down.',
  access: 'people.reveal',
  params: ofRequest,
  reply: z.object({ number: z.string() }),
  async handle(call) {
    const { request, number } = await openIn(call)
    const { database, organisation, actor, now } = call
    const about = { request: request.reference }
    await noteAct(database, { organisation, actor, what: 'numberRevealed', about, now })
    return { number: wholeNational(number) }
  },
})

const answer = route({
  ...{ name: 'answerRightsRequest', method: 'POST', path: `${base}/:reference/answer`, tag },
  summary: 'Answers or refuses with reasons; then the number is no longer kept.',
  access: 'rights.answer',
  params: ofRequest,
  body: z.object({
    state: z.enum(['answered', 'refused']),
    text: z.string().trim().min(1).max(10_000).describe('What the person reads.'),
  }),
  reply: requestShape,
  async handle(call) {
    const { database, organisation, body, actor, services, now } = call
    const given = { ...body, by: actorName(actor) }
    const done = await answerRequest(database, organisation, referenceIn(call), given, now)
    services.events.publish(organisation, { kind: 'changed', what: 'rights' })
    return shown(done, now)
  },
})

const erase = route({
  ...{ name: 'erasePerson', method: 'POST', path: `${base}/:reference/erase`, tag },
  summary: 'Erases all that names the person who asked for it, and answers them.',
  access: 'rights.answer',
  params: ofRequest,
  body: z.object({ text: z.string().trim().min(1).max(10_000) }),
  reply: z.object({
    reference: z.string(),
    rows: z.record(z.string(), z.int()).describe('Rows erased, by table.'),
    objection: z.string().nullable().describe('The receipt that keeps them from being called.'),
  }),
  async handle(call) {
    const { database, organisation, body, actor, services, now } = call
    const { request, number } = await openIn(call)
    const { reference, kind } = request
    if (kind !== 'erase') {
      throw new Failure('wrongState', `${reference} asks for something else than erasure.`, {
        fr: `La demande ${reference} demande autre chose qu’un effacement.`,
        ...{ measured: kind, limit: 'erase' },
      })
    }
    const { rows, objection } = await erasePerson(database, organisation, number, now, reference)
    const given = { state: 'answered' as const, text: body.text, by: actorName(actor) }
    await answerRequest(database, organisation, reference, given, now)
    for (const what of ['rights', 'contacts', 'suppressions']) {
      services.events.publish(organisation, { kind: 'changed', what })
    }
    return { reference, rows: { ...rows }, objection }
  },
})

const letter = route({
  ...{ name: 'getRightsLetter', method: 'GET', path: `${base}/:reference/letter`, tag },
  summary:
    'The letter that answers the request: all that is held, as PDF; or as data for a machine.',
  access: 'people.reveal',
  params: ofRequest,
  query: z.object({
    language: z.enum(['fr', 'en']).default('fr'),
    as: z.enum(['pdf', 'json']).default('pdf'),
  }),
  streams: 'application/pdf',
  async handle(call) {
    const { request, number } = await openIn(call)
    const { database, organisation, query, actor, now, reply } = call
    const held = await personFile(database, organisation, number, now)
    const about = { request: request.reference }
    await noteAct(database, { organisation, actor, what: 'letterMade', about, now })
    const isPdf = query.as === 'pdf'
    const name = `${request.reference}.${isPdf ? 'pdf' : 'json'}`
    await reply
      .type(isPdf ? 'application/pdf' : 'application/json; charset=utf-8')
      .header('content-disposition', attachment(name))
      .header('cache-control', 'no-store')
      .send(isPdf ? await letterPdf(held, query.language) : JSON.stringify(held, null, 2))
    return undefined
  },
})

export const rightsRoutes: readonly AnyRoute[] = [list, one, reveal, answer, erase, letter]
