/** Objections: who may not be called, by what receipt, and lists of them in and out. */
import { z } from 'zod'
import { actorName } from '../../access/actor.ts'
import { Failure } from '../../base/failure.ts'
import { maskedNational } from '../../base/nationalNumber.ts'
import { epochMs } from '../../base/units.ts'
import { parseLiftProof, proofText } from '../../contacts/liftProof.ts'
import { sha256Of } from '../../intake/textFile.ts'
import type { Uploads } from '../../intake/uploads.ts'
import type { Database } from '../../store/database.ts'
import {
  countedMax,
  newestObjections,
  type ObjectionLine,
  objectionsSince,
} from '../../store/postgres/objectionBook.ts'
import { noteAct } from '../../store/postgres/personActs.ts'
import { provedByCode } from '../../store/postgres/rights.ts'
import { suppressionStore } from '../../store/postgres/suppressionEntries.ts'
import { type KeptList, ownList } from '../../store/suppressionStore.ts'
import { numberOf } from './contactRoutes.ts'
import { keyAfter, onePage, pageOf, pageQuery } from './cursor.ts'
import { ofOrganisation } from './peopleShapes.ts'
import { type AnyRoute, route } from './route.ts'
import { suppressionExportKind, suppressionListKind } from './suppressionTasks.ts'
import { taskReply, taskShape } from './taskRoutes.ts'
import { instant, isoOf, isoOrNull } from './times.ts'

const tag = 'Suppressions'
const base = '/organisations/:organisation'
const scope = z
  .enum(['organisation', 'controller', 'platform'])
  .describe('How far it reaches: this team, one candidate, everybody.')
const number = z.string().trim().min(1).max(40)

const line = z
  .object({
    id: z.int(),
    phone: z.string().nullable().describe('Masked; null: only a keyed hash is kept.'),
    scope: z.string(),
    controller: z.string().nullable(),
    reason: z.string(),
    at: instant,
    reference: z.string().nullable().describe('The receipt the person was given.'),
    list: z.string().nullable(),
    liftedAt: instant.nullable(),
  })
  .meta({ id: 'Suppression' })

const lineOf = ({ phone, at, liftedAt, ...rest }: ObjectionLine): z.input<typeof line> => ({
  ...rest,
  phone: phone === null ? null : maskedNational(phone),
  at: isoOf(at),
  liftedAt: isoOrNull(liftedAt),
})

const list = route({
  ...{ name: 'listSuppressions', method: 'GET', path: `${base}/suppressions`, tag },
  summary: 'Objections, the newest first.',
  access: 'suppression.read',
  params: ofOrganisation,
  query: pageQuery,
  reply: pageOf(line),
  async handle({ database, organisation, query: { limit, after } }) {
    const [at, id] = keyAfter(after, z.tuple([z.int(), z.int()])) ?? []
    const before = at === undefined || id === undefined ? null : { at, id }
    const found = await newestObjections(database.pool, organisation, before, limit + 1)
    return onePage(found, limit, { item: lineOf, key: (row) => [row.at, row.id] })
  },
})

const dayMs = 86_400_000
const summary = route({
  ...{ name: 'summariseSuppressions', method: 'GET', path: `${base}/suppressions/summary`, tag },
  summary: 'How many objections the last 24 hours brought, and the lists there are.',
  access: 'suppression.read',
  params: ofOrganisation,
  reply: z.object({
    lastDay: z.int().describe(`At most ${countedMax} are counted.`),
    lists: z.array(
      z.object({
        name: z.string(),
        holder: z.string(),
        dated: z.string(),
        scope: z.string(),
        controller: z.string().nullable(),
        kept: z.enum(['clear', 'hashed']),
        importedAt: instant,
        rowsRead: z.int(),
        entries: z.int(),
        alreadyThere: z.int(),
        rejected: z.int(),
      }),
    ),
  }),
  async handle({ database, organisation, now }) {
    const lists = await suppressionStore(database, '').lists()
    return {
      lastDay: await objectionsSince(database.pool, organisation, epochMs(now - dayMs)),
      lists: lists.map(({ importedAt, key: _key, ...kept }: KeptList) => ({
        ...kept,
        importedAt: isoOf(importedAt),
      })),
    }
  },
})

const find = route({
  ...{ name: 'findSuppression', method: 'POST', path: `${base}/suppressions/find`, tag },
  summary: 'What forbids calling a number.',
  access: 'suppression.read',
  params: ofOrganisation,
  body: z.object({ number }),
  reply: z.object({
    phone: z.string(),
    entries: z.array(
      z.object({
        scope: z.string(),
        controller: z.string().nullable(),
        at: instant,
        reason: z.string(),
        reference: z.string().nullable(),
      }),
    ),
  }),
  async handle({ database, body }) {
    const asked = numberOf(body.number)
    const standing = await suppressionStore(database, '').standing(asked)
    return {
      phone: maskedNational(asked),
      entries: standing.map(({ scope: reach, controller, at, reason, reference }) => ({
        ...{ scope: reach, controller, reason, reference, at: isoOf(at) },
      })),
    }
  },
})

const receipt = z.object({ reference: z.string(), at: instant }).meta({ id: 'SuppressionReceipt' })

const add = route({
  ...{ name: 'addSuppression', method: 'POST', path: `${base}/suppressions`, tag },
  summary: 'Somebody does not want to be called: in force at once, also for calls in progress.',
  access: 'suppression.write',
  params: ofOrganisation,
  body: z
    .object({
      ...{ number, scope: scope.default('organisation') },
      controller: z.string().trim().min(1).max(300).optional(),
      why: z.string().trim().min(1).max(300).describe('How they said it.'),
      thirdParty: z.boolean().default(false).describe('Not said by the person themselves.'),
    })
    .refine((said) => (said.scope === 'controller') === (said.controller !== undefined), {
      message: 'a controller is named exactly when the scope is controller',
      path: ['controller'],
    }),
  reply: receipt,
  status: 201,
  creates: true,
  async handle({ store, organisation, body, services, now }) {
    const { scope: reach, controller, why, thirdParty } = body
    const done = await store.addSuppression(
      numberOf(body.number),
      {
        ...{ scope: reach, reason: why, at: now, ownAct: !thirdParty },
        ...(controller !== undefined && { controller }),
      },
      String(organisation) as Parameters<typeof store.addSuppression>[2],
    )
    services.events.publish(organisation, { kind: 'changed', what: 'suppressions' })
    return { reference: done.reference, at: isoOf(done.at) }
  },
})

const lift = route({
  ...{ name: 'liftSuppression', method: 'POST', path: `${base}/suppressions/lift`, tag },
  summary:
    "Ends an objection by the person's own act: a code dictated to them, or their signed letter.",
  access: 'suppression.write',
  params: ofOrganisation,
  body: z.object({
    number,
    proof: z
      .string()
      .max(200)
      .optional()
      .describe('code:PV-7K3M-92QD, a request proved by a code; or letter:SHA-256 of its scan.'),
    letter: z.uuid().optional().describe('An upload: the scan of their signed letter.'),
    scope: scope.optional(),
  }),
  reply: receipt.extend({ entries: z.int() }).meta({ id: 'LiftReceipt' }),
  async handle({ database, organisation, body, actor, services, now }) {
    const proof = parseLiftProof(
      body.letter === undefined
        ? (body.proof ?? '')
        : `letter:${await hashOfLetter(services.uploads, database, body.letter)}`,
    )
    const asked = numberOf(body.number)
    const own = "Only the person's own act ends an objection"
    const ownFr = 'Seul un acte de la personne elle-même met fin à une opposition'
    if (!proof) {
      throw new Failure('refused', `${own}: give code:REFERENCE or letter:SHA256.`, {
        fr: `${ownFr} : donnez code:RÉFÉRENCE ou letter:SHA256.`,
        fields: [
          {
            field: 'proof',
            sentence: 'code:PV-7K3M-92QD or letter: and 64 digits.',
            fr: 'code:PV-7K3M-92QD, ou letter: et 64 chiffres.',
          },
        ],
      })
    }
    if (
      proof.is === 'code' &&
      !(await provedByCode(database, organisation, asked, proof.reference))
    ) {
      throw new Failure('refused', `${own}: no code dictated to this number opened that request.`, {
        fr: `${ownFr} : aucun code dicté à ce numéro n’a ouvert cette demande.`,
        ...{ measured: proof.reference, limit: 'a request proved by a code, for this number' },
      })
    }
    const asks = { proof: proofText(proof), scope: body.scope ?? null }
    const done = await suppressionStore(database, actorName(actor)).lift(asked, asks, now)
    if (!done)
      throw new Failure('notFound', 'No objection of this number can be lifted.', {
        fr: 'Aucune opposition de ce numéro ne peut être levée.',
      })
    services.events.publish(organisation, { kind: 'changed', what: 'suppressions' })
    return { reference: done.reference, at: isoOf(done.at), entries: done.entries }
  },
})

/** The scan itself is not kept: its hash proves that the one the team keeps is the one. */
async function hashOfLetter(uploads: Uploads, database: Database, id: string): Promise<string> {
  const { path } = await uploads.arrived(database, id)
  const hash = await sha256Of(path)
  await uploads.forget(id)
  return hash
}

const name = z
  .string()
  .trim()
  .min(1)
  .max(100)
  .refine((text) => text !== ownList, `"${ownList}" is the name of our own list`)

const importList = route({
  ...{ name: 'importSuppressionList', method: 'POST', path: `${base}/suppression-lists`, tag },
  summary: 'Imports a list of numbers that must not be called, as a task: all of it or nothing.',
  access: 'suppression.write',
  params: ofOrganisation,
  body: z.object({
    ...{ upload: z.uuid(), name, scope: scope.default('organisation') },
    holder: z.string().trim().min(1).max(300).describe('Who keeps the list.'),
    dated: z.iso.date().describe('Of which day it is.'),
    controller: z.string().trim().min(1).max(300).optional(),
    kept: z.enum(['clear', 'hashed']).default('clear').describe('Numbers, or keyed hashes.'),
  }),
  reply: taskShape,
  status: 202,
  creates: true,
  async handle({ database, organisation, body, services, actor }) {
    const isBelow = (await services.access.organisation(organisation))?.parent !== null
    if (body.scope === 'platform' && isBelow) {
      throw new Failure(
        'forbidden',
        'A list for the whole platform is imported by the organisation at the top: choose another scope.',
        {
          fr:
            'Une liste pour toute la plateforme s’importe dans l’organisation du sommet : choisissez ' +
            'une autre portée.',
          measured: 'platform',
          limit: 'organisation',
        },
      )
    }
    const file = await services.uploads.arrived(database, body.upload)
    const { upload, controller = null, ...rest } = body
    const input = { ...rest, upload, controller, fileName: file.name }
    const by = actorName(actor)
    const request = { organisation, input, by, subject: upload, once: true }
    return taskReply(await services.tasks.add(suppressionListKind(services.uploads), request))
  },
})

const exportList = route({
  ...{ name: 'exportSuppressions', method: 'POST', path: `${base}/suppressions/export`, tag },
  summary: 'Writes a list to a file, as a task; who exported it is written down.',
  access: 'people.reveal',
  params: ofOrganisation,
  body: z.object({
    list: z.string().max(100).default(ownList).describe(`"${ownList}": what came to us ourselves.`),
    hashed: z.boolean().default(false),
  }),
  reply: taskShape,
  status: 202,
  creates: true,
  async handle({ database, organisation, body, services, actor, now }) {
    const who = actorName(actor)
    const about = { list: body.list }
    await noteAct(database, { organisation, actor, what: 'suppressionsExported', about, now })
    const request = { organisation, input: body, by: who, subject: body.list }
    return taskReply(await services.tasks.add(suppressionExportKind, request))
  },
})

export const suppressionRoutes: readonly AnyRoute[] = [
  ...[list, summary, find, add, lift, importList, exportList],
]
