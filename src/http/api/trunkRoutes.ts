/** Trunks of an organisation with their limits, numbers and prices, its own phones, and test calls. */
import { z } from 'zod'
import { Failure } from '../../base/failure.ts'
import type { E164 } from '../../base/units.ts'
import { isFiction } from '../../contacts/phoneNumber.ts'
import {
  addOwnPhone,
  addTrunk,
  changeTrunk,
  listOwnPhones,
  listTrunks,
  type OwnPhone,
  removeOwnPhone,
  removeTrunk,
  trunkEntry,
} from '../../store/postgres/trunkBook.ts'
import { trialKind } from '../trunkTrial.ts'
import { nameOf } from './callerName.ts'
import { type AnyRoute, type ApiCall, route } from './route.ts'
import { taskReply, taskShape } from './taskRoutes.ts'
import {
  changedTrunk,
  newTrunk,
  phoneShape,
  readCallerId,
  readPhone,
  shownPhone,
  shownTrunk,
  trunkChange,
  trunkOf,
  trunkShape,
} from './trunkShapes.ts'

const tag = 'Trunks and numbers'
const home = '/organisations/:organisation/trunks'
const trunkInPath = z.object({ trunk: z.string().max(80) })
const practicePhone = '+33639981234' as E164

const list = route({
  ...{ name: 'listTrunks', method: 'GET', path: home, tag, access: 'trunk.read' },
  summary: 'Trunks of the organisation; never their passwords.',
  reply: z.object({ items: z.array(trunkShape) }),
  async handle({ database, organisation }) {
    return { items: (await listTrunks(database, organisation)).map(shownTrunk) }
  },
})

const create = route({
  ...{ name: 'createTrunk', method: 'POST', path: home, tag, access: 'trunk.write' },
  summary: 'Adds an account with an operator.',
  creates: true,
  body: newTrunk,
  reply: trunkShape,
  status: 201,
  async handle({ database, organisation, body }) {
    const added = trunkOf(body, organisation)
    await addTrunk(database, organisation, added)
    return shownTrunk({ ...added, campaigns: 0, running: 0 })
  },
})

const update = route({
  ...{ name: 'updateTrunk', method: 'PATCH', path: `${home}/:trunk`, tag, access: 'trunk.write' },
  summary: 'Changes a trunk; calls that run go on as they began.',
  params: trunkInPath,
  body: trunkChange,
  reply: trunkShape,
  async handle({ database, organisation, params, body }) {
    const entry = await trunkEntry(database, organisation, params.trunk)
    if (entry.trunk.kind === 'practice' && (body.host ?? body.port) !== undefined) {
      throw new Failure(
        'refused',
        'The practice carrier is inside the program: its address stays.',
        { fr: 'L’opérateur d’entraînement fait partie du programme : son adresse ne change pas.' },
      )
    }
    const changed = changedTrunk(entry, body)
    await changeTrunk(database, organisation, changed)
    return shownTrunk({ ...entry, ...changed })
  },
})

const remove = route({
  ...{ name: 'removeTrunk', method: 'DELETE', path: `${home}/:trunk`, tag, access: 'trunk.write' },
  summary: 'Removes a trunk that no campaign uses.',
  params: trunkInPath,
  async handle({ database, organisation, params }) {
    await removeTrunk(database, organisation, params.trunk)
    return undefined
  },
})

const test = route({
  ...{ name: 'testTrunk', method: 'POST', path: `${home}/:trunk/test`, tag, access: 'trunk.write' },
  summary: 'Rings one of your own phones over it, and says in plain words what the call showed.',
  params: trunkInPath,
  body: z.object({
    phone: z
      .string()
      .max(40)
      .optional()
      .describe('Id of an own phone; in practice one is made up.'),
    callerId: z.string().max(40).optional().describe('The number to show; else the first one.'),
  }),
  reply: taskShape,
  status: 202,
  async handle(call) {
    const { database, organisation, params, body, services } = call
    const { trunk } = await trunkEntry(database, organisation, params.trunk)
    const number =
      trunk.kind === 'practice' ? practicePhone : (await phoneOf(call, body.phone)).number
    const callerId = body.callerId ? readCallerId('callerId', body.callerId) : trunk.callerIds[0]
    if (callerId === undefined) {
      throw new Failure('badInput', 'This trunk has no number to show yet: add one first.', {
        fr: 'Cette ligne n’a pas encore de numéro à afficher : ajoutez-en un d’abord.',
      })
    }
    const input = { trunk: trunk.id, number, callerId }
    const request = {
      organisation,
      input,
      by: nameOf(call),
      subject: trunk.id,
      once: true,
    }
    return taskReply(await services.tasks.add(trialKind, request))
  },
})

const phonesHome = '/organisations/:organisation/phones'

const listPhones = route({
  ...{ name: 'listOwnPhones', method: 'GET', path: phonesHome, tag, access: 'trunk.read' },
  summary: 'Phones of the organisation, which test calls and approvals may ring; masked.',
  reply: z.object({ items: z.array(phoneShape) }),
  async handle(call) {
    const phones = await listOwnPhones(call.database, call.organisation)
    return { items: phones.map((phone) => shownPhone(phone, phoneId(call, phone))) }
  },
})

const addPhone = route({
  ...{ name: 'addOwnPhone', method: 'POST', path: phonesHome, tag, access: 'trunk.write' },
  summary: 'Declares a phone as one of your own.',
  creates: true,
  body: z.object({ number: z.string().max(40), label: z.string().trim().min(1).max(60) }),
  reply: phoneShape,
  status: 201,
  async handle(call) {
    const { database, organisation, body, now } = call
    const number = readPhone('number', body.number)
    if (isFiction(number)) {
      const sentence =
        'A fiction number is nobody’s phone: practice rings one without declaring it.'
      const fr =
        'Un numéro de fiction n’est le téléphone de personne\u202f: la répétition en a un sans le déclarer.'
      throw new Failure('refused', sentence, { fr, fields: [{ field: 'number', sentence, fr }] })
    }
    const phone = { number, label: body.label, addedAt: now }
    await addOwnPhone(database, organisation, phone)
    return shownPhone(phone, phoneId(call, phone))
  },
})

const removePhone = route({
  ...{ name: 'removeOwnPhone', method: 'DELETE', path: `${phonesHome}/:phone`, tag },
  access: 'trunk.write',
  summary: 'Takes a phone off the list.',
  params: z.object({ phone: z.string().max(40) }),
  async handle(call) {
    const { number } = await phoneOf(call, call.params.phone)
    await removeOwnPhone(call.database, call.organisation, number)
    return undefined
  },
})

type AnyCall = ApiCall<unknown, unknown, unknown>

const phoneIdBytes = 9
const phoneId = ({ database }: AnyCall, { number }: Pick<OwnPhone, 'number'>): string =>
  database.numberKey.hash(number).subarray(0, phoneIdBytes).toString('base64url')

async function phoneOf(call: AnyCall, id: string | undefined): Promise<OwnPhone> {
  const phones = await listOwnPhones(call.database, call.organisation)
  const found = phones.find((phone) => phoneId(call, phone) === id)
  if (found) return found
  const sentence = 'Choose one of your own phones; declare it first.'
  const fr = 'Choisissez un de vos propres téléphones ; déclarez-le d’abord.'
  throw new Failure('notFound', sentence, { fr, fields: [{ field: 'phone', sentence, fr }] })
}

export const trunkRoutes: readonly AnyRoute[] = [
  ...[list, create, update, remove, test],
  ...[listPhones, addPhone, removePhone],
]
