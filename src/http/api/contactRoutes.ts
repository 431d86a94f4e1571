/** Contacts: the list, one number's page, and what a team may do with it. */
import { z } from 'zod'
import { Failure } from '../../base/failure.ts'
import { maskedNational, wholeNational } from '../../base/nationalNumber.ts'
import type { E164 } from '../../base/units.ts'
import { parsePhoneNumber } from '../../contacts/phoneNumber.ts'
import { letterPdf } from '../../evidence/letterPdf.ts'
import { requestKinds } from '../../rights/request.ts'
import {
  contactOfNumber,
  contactsByName,
  decisionsOf,
  type OpenedContact,
  openContact,
} from '../../store/postgres/contactBook.ts'
import { correctFact } from '../../store/postgres/correction.ts'
import { noteAct } from '../../store/postgres/personActs.ts'
import { personFile } from '../../store/postgres/personFile.ts'
import { openRequest } from '../../store/postgres/rights.ts'
import { contactFileOf, lineOf, refusalsOf } from './contactFileOf.ts'
import { contactFile, contactLine, decisionShape } from './contactShapes.ts'
import { keyAfter, onePage, pageOf, pageQuery } from './cursor.ts'
import { ofOrganisation } from './peopleShapes.ts'
import { type AnyRoute, type ApiCall, route } from './route.ts'
import { attachment } from './taskRoutes.ts'
import { instant, isoOf } from './times.ts'

const tag = 'Contacts'
const ofContact = ofOrganisation.extend({ contact: z.coerce.number().int().min(1) })
type OfContact = z.output<typeof ofContact>

const list = route({
  name: 'listContacts',
  method: 'GET',
  path: '/organisations/:organisation/contacts',
  tag,
  summary:
    'Contacts by name; `name` keeps those whose last and first name begin so, without accents.',
  access: 'people.read',
  params: ofOrganisation,
  query: pageQuery.extend({ name: z.string().max(100).default('') }),
  reply: pageOf(contactLine),
  async handle({ database, organisation, query }) {
    const { limit, after, name } = query
    const [key, id] = keyAfter(after, z.tuple([z.string(), z.int()])) ?? []
    const found = await contactsByName(database.pool, {
      ...{ organisation, prefix: name.trim(), limit: limit + 1 },
      after: key === undefined || id === undefined ? null : { key, id },
    })
    return onePage(found, limit, { item: lineOf, key: (row) => [row.key, row.id] })
  },
})

const numberBody = z.object({
  number: z.string().trim().min(1).max(40).describe('As people write it: 06 39 98 12 34.'),
})

const find = route({
  name: 'findNumber',
  method: 'POST',
  path: '/organisations/:organisation/contacts/find',
  tag,
  summary: 'What is known of a number; of one nobody knows the same file, empty.',
  access: 'people.read',
  params: ofOrganisation,
  body: numberBody,
  reply: contactFile,
  async handle({ database, store, organisation, body, now }) {
    const number = numberOf(body.number)
    const id = await contactOfNumber(database.pool, organisation, number)
    const contact = id === null ? null : await openContact(database.pool, organisation, id)
    return await contactFileOf({ database, store, organisation, number, contact, now })
  },
})

export function numberOf(text: string): E164 {
  const parsed = parsePhoneNumber(text)
  if (parsed.is === 'number') return parsed.number
  throw new Failure('badInput', 'This is no telephone number: write ten digits, 06 39 98 12 34.', {
    fr: 'Ce n’est pas un numéro de téléphone : écrivez dix chiffres, 06 39 98 12 34.',
    fields: [
      {
        field: 'number',
        sentence: 'Write ten digits: 06 39 98 12 34.',
        fr: 'Écrivez dix chiffres : 06 39 98 12 34.',
      },
    ],
  })
}

const file = route({
  name: 'getContact',
  method: 'GET',
  path: '/organisations/:organisation/contacts/:contact',
  tag,
  summary: 'One number: may it be called now, why, and where each fact about it comes from.',
  access: 'people.read',
  params: ofContact,
  query: z.object({
    campaign: z.string().max(100).optional().describe('Judged for this campaign.'),
  }),
  reply: contactFile,
  async handle(call) {
    const contact = await contactIn(call)
    const { database, store, organisation, query, now } = call
    const { campaign } = query
    return await contactFileOf({
      ...{ database, store, organisation, number: contact.phone, contact, campaign, now },
    })
  },
})

async function contactIn({
  database,
  organisation,
  params,
}: Pick<ApiCall<OfContact, 0, 0>, 'database' | 'organisation' | 'params'>): Promise<OpenedContact> {
  const found = await openContact(database.pool, organisation, params.contact)
  if (found) return found
  throw new Failure('notFound', 'There is no such contact here (any more).', {
    fr: 'Ce contact n’est pas ou n’est plus ici.',
  })
}

const decisions = route({
  name: 'listDecisions',
  method: 'GET',
  path: '/organisations/:organisation/contacts/:contact/decisions',
  tag,
  summary: 'Every call and refusal there was for this number, the newest first.',
  access: 'people.read',
  params: ofContact,
  query: pageQuery,
  reply: pageOf(decisionShape),
  async handle(call) {
    const { database, organisation, params, query } = call
    await contactIn(call)
    const { limit, after } = query
    const [at, key] = keyAfter(after, z.tuple([z.int(), z.string()])) ?? []
    const found = await decisionsOf(database.pool, {
      ...{ organisation, contact: params.contact, limit: limit + 1 },
      before: at === undefined || key === undefined ? null : { at, key },
    })
    return onePage(found, limit, {
      key: (row) => [row.at, row.key],
      item: ({ at: when, campaign, campaignName, practice, refusals, ...rest }) => ({
        ...rest,
        at: isoOf(when),
        campaign: { id: campaign, name: campaignName, practice },
        refusals: refusalsOf(refusals),
      }),
    })
  },
})

const reveal = route({
  name: 'revealNumber',
  method: 'POST',
  path: '/organisations/:organisation/contacts/:contact/reveal',
  tag,
  summary: 'The whole number; that it was shown, to whom and when, is written down.',
  access: 'people.reveal',
  params: ofContact,
  reply: z.object({ number: z.string() }),
  async handle(call) {
    const contact = await contactIn(call)
    const { database, organisation, now } = call
    await noteAct(database, {
      ...{ organisation, actor: call.actor, what: 'numberRevealed', now },
      about: { contact: contact.id },
    })
    return { number: wholeNational(contact.phone) }
  },
})

const receipt = z.object({ reference: z.string(), at: instant }).meta({ id: 'Receipt' })

const object = route({
  name: 'objectForContact',
  method: 'POST',
  path: '/organisations/:organisation/contacts/:contact/objections',
  tag,
  summary: 'The person told the team that they do not want to be called: in force at once.',
  access: 'suppression.write',
  params: ofContact,
  body: z.object({ why: z.string().trim().min(1).max(300).describe('How they said it.') }),
  reply: receipt,
  status: 201,
  creates: true,
  async handle(call) {
    const contact = await contactIn(call)
    const { store, organisation, body, now } = call
    const done = await store.addSuppression(
      contact.phone,
      { scope: 'organisation', reason: body.why, at: now, ownAct: true },
      String(organisation) as Parameters<typeof store.addSuppression>[2],
    )
    call.services.events.publish(organisation, { kind: 'changed', what: 'suppressions' })
    return { reference: done.reference, at: isoOf(done.at) }
  },
})

const text = z.string().trim().min(1).max(200)
const correct = route({
  name: 'correctContact',
  method: 'PATCH',
  path: '/organisations/:organisation/contacts/:contact',
  tag,
  summary: 'What the person says of themselves; it stands against whatever a file says later.',
  access: 'people.write',
  params: ofContact,
  body: z
    .object({
      lastName: text.optional(),
      firstName: text.optional(),
      commune: text.optional(),
      postcode: text.optional(),
      insee: text.optional(),
    })
    .refine((said) => Object.keys(said).length > 0, 'say what is to be corrected'),
  reply: contactLine,
  async handle(call) {
    const { phone } = await contactIn(call)
    const { database, organisation, body, now } = call
    const said = Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined))
    await correctFact(database, organisation, phone, said, now)
    call.services.events.publish(organisation, { kind: 'changed', what: 'contacts' })
    return lineOf(await contactIn(call))
  },
})

const letter = route({
  name: 'getContactLetter',
  method: 'GET',
  path: '/organisations/:organisation/contacts/:contact/letter',
  tag,
  summary: 'All that is held about the person, as a letter to them (GDPR art. 15).',
  access: 'people.reveal',
  params: ofContact,
  query: z.object({ language: z.enum(['fr', 'en']).default('fr') }),
  streams: 'application/pdf',
  async handle(call) {
    const { phone, id } = await contactIn(call)
    const { database, organisation, query, now, reply } = call
    const held = await personFile(database, organisation, phone, now)
    const pdf = await letterPdf(held, query.language)
    await noteAct(database, {
      ...{ organisation, actor: call.actor, what: 'letterMade', now },
      about: { contact: id },
    })
    await reply
      .type('application/pdf')
      .header('content-disposition', attachment(`lettre ${maskedNational(phone).slice(-2)}.pdf`))
      .header('cache-control', 'no-store')
      .send(pdf)
    return undefined
  },
})

const ask = route({
  name: 'openRightsRequest',
  method: 'POST',
  path: '/organisations/:organisation/rights',
  tag: 'Rights',
  summary: 'A request that came by post, by e-mail or by word of mouth; its 30 days begin.',
  access: 'suppression.write',
  params: ofOrganisation,
  body: z.object({
    ...{ kind: z.enum(requestKinds), words: z.string().trim().max(2000).optional() },
    number: numberBody.shape.number.optional().describe('This, or a contact.'),
    contact: z.int().optional(),
  }),
  reply: z.object({ reference: z.string(), dueAt: instant }),
  status: 201,
  creates: true,
  async handle(call) {
    const { database, organisation, body, now } = call
    const number =
      body.contact === undefined
        ? numberOf(body.number ?? '')
        : (await contactIn({ ...call, params: { organisation, contact: body.contact } })).phone
    const request = await openRequest(
      database,
      {
        ...{ organisation, number, kind: body.kind, channel: 'office', proof: null, reach: null },
        words: body.words ?? null,
      },
      now,
    )
    call.services.events.publish(organisation, { kind: 'changed', what: 'rights' })
    return { reference: request.reference, dueAt: isoOf(request.dueAt) }
  },
})

export const contactRoutes: readonly AnyRoute[] = [
  ...[list, find, file, decisions, reveal, object, correct, letter, ask],
]
