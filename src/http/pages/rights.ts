/** What a person does with their file once the code is proved: each act leaves a request with a reference. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { Failure } from '../../base/failure.ts'
import type { CampaignId } from '../../base/ids.ts'
import type { E164 } from '../../base/units.ts'
import { letterPdf } from '../../evidence/letterPdf.ts'
import type { RequestKind } from '../../rights/request.ts'
import { withdrawConsent } from '../../store/postgres/consents.ts'
import { correctFact } from '../../store/postgres/correction.ts'
import { erasePerson } from '../../store/postgres/erasure.ts'
import { answerRequest, openRequest } from '../../store/postgres/rights.ts'
import { leaveNumber } from '../../store/postgres/spokenCodes.ts'
import { suppressionStore } from '../../store/postgres/suppressionEntries.ts'
import { type Desk, nowOf, numberOf, sendTo, show } from '../desk.ts'
import { addressLimits, factMax, wordsMax } from '../limits.ts'
import { object } from '../objecting.ts'
import { Problem } from '../problems.ts'
import { rightsWords } from '../words/rights.ts'
import { type FileState, fileOf, filePage } from './file.ts'
import { limited, parsed } from './forms.ts'
import { correctable } from './rightsForms.ts'

/** One act on the file of a number that this browser has proved. */
interface Act {
  readonly request: FastifyRequest
  readonly reply: FastifyReply
  readonly number: E164
}

export function addRightsPages(app: FastifyInstance, desk: Desk): void {
  const act = (path: string, work: (act: Act) => Promise<FastifyReply>): void => {
    app.post(path, limited(addressLimits.acting), async (request, reply) => {
      const number = await numberOf(desk, request)
      if (!number) return sendTo(reply, '/why')
      return work({ request, reply, number })
    })
  }
  act('/why/object', (each) => objectAct(desk, each))
  act('/why/withdraw', (each) => withdrawAct(desk, each))
  act('/why/lift', (each) => liftAct(desk, each))
  act('/why/correct', (each) => correctAct(desk, each))
  act('/why/export', (each) => exportAct(desk, each))
  act('/why/letter', (each) => letterAct(desk, each))
  act('/why/erase', (each) => eraseAct(desk, each))
  act('/why/complain', (each) => complainAct(desk, each))
}

/** The file again, with what is to be corrected. */
async function again(
  desk: Desk,
  { request, reply, number }: Act,
  state: FileState,
): Promise<FastifyReply> {
  return show(desk, { request, reply }, await filePage(desk, request, number, state))
}

interface Done {
  readonly kind: RequestKind
  readonly words: string | null
  /** What was done at once; null: somebody of the team must answer. */
  readonly answer: string | null
}

async function filed(desk: Desk, number: E164, { kind, words, answer }: Done): Promise<string> {
  const { database, organisation } = desk
  const asked = { kind, channel: 'web', proof: 'code', words, reach: null } as const
  const { reference } = await openRequest(database, { organisation, number, ...asked }, nowOf(desk))
  if (answer !== null) {
    const given = { state: 'answered', text: answer, by: 'public pages' } as const
    await answerRequest(database, organisation, reference, given, nowOf(desk))
  }
  return reference
}

const objectForm = z.object({
  reach: z.enum(['campaign', 'organisation', 'everything']),
  controller: z.string().max(factMax).default(''),
})

async function objectAct(desk: Desk, { request, reply, number }: Act): Promise<FastifyReply> {
  const { reach, controller } = parsed(objectForm, request.body)
  if (reach === 'campaign') {
    const { calls } = await fileOf(desk, number)
    if (!calls.some((call) => call.controller === controller)) throw new Problem('badRequest')
  }
  const { reference } = await object(desk, {
    ...{ number, reach, proof: 'code' },
    ...(reach === 'campaign' ? { controller } : {}),
  })
  return sendTo(reply, `/receipt/${reference}`)
}

const withdrawForm = z.object({ entry: z.string().regex(/^\d{1,4}$/) })

async function withdrawAct(desk: Desk, { request, reply, number }: Act): Promise<FastifyReply> {
  const { entry } = parsed(withdrawForm, request.body)
  const consent = (await fileOf(desk, number)).consents[Number(entry)]
  if (!consent) throw new Problem('badRequest')
  const { database, organisation } = desk
  const now = nowOf(desk)
  const proof = {
    kind: 'web',
    reference: 'page “Why was I called?”, number proved by code',
  } as const
  const { controller } = consent
  await withdrawConsent(database, { organisation, number, controller, at: now, proof }, now)
  return sendTo(reply, '/why/file')
}

async function liftAct(desk: Desk, { reply, number }: Act): Promise<FastifyReply> {
  const store = suppressionStore(desk.database, 'the person')
  const proof = 'code dictated to this number and typed on the public page'
  // Without a scope the store lifts everything but what reaches the whole platform.
  for (const scope of [null, 'platform'] as const) {
    await store.lift(number, { proof, scope }, nowOf(desk))
  }
  return sendTo(reply, '/why/file')
}

const correctForm = z.object({
  fact: z.enum(correctable),
  value: z.string().max(factMax).default(''),
})

async function correctAct(desk: Desk, act: Act): Promise<FastifyReply> {
  const { fact, value: written } = parsed(correctForm, act.request.body)
  const words = rightsWords[act.request.visit.language]
  const value = written.trim()
  const refuse = (sentence: string): Promise<FastifyReply> =>
    again(desk, act, {
      errors: [{ field: 'value', sentence }],
      typed: { fact, value: written },
    })
  if (value === '') return refuse(words.valueMissing)
  try {
    const { database, organisation } = desk
    const known = await correctFact(
      database,
      organisation,
      act.number,
      { [fact]: value },
      nowOf(desk),
    )
    if (!known) return refuse(words.nothingToCorrect)
  } catch (error) {
    if (error instanceof Failure && error.code === 'badInput') {
      return refuse(words.valueRefused(error.message))
    }
    throw error
  }
  const answer = 'Corrigé aussitôt. Corrected at once.'
  const reference = await filed(desk, act.number, {
    kind: 'correct',
    words: `${fact}: ${value}`,
    answer,
  })
  return sendTo(act.reply, `/receipt/${reference}`)
}

async function exportAct(desk: Desk, { reply, number }: Act): Promise<FastifyReply> {
  await filed(desk, number, { kind: 'export', words: null, answer: 'JSON' })
  const file = await fileOf(desk, number)
  return reply
    .type('application/json; charset=utf-8')
    .header('content-disposition', 'attachment; filename="portevoix.json"')
    .send(JSON.stringify(file, null, 2))
}

async function letterAct(desk: Desk, { request, reply, number }: Act): Promise<FastifyReply> {
  await filed(desk, number, { kind: 'access', words: null, answer: 'PDF' })
  const pdf = await letterPdf(await fileOf(desk, number), request.visit.language)
  return reply
    .type('application/pdf')
    .header('content-disposition', 'attachment; filename="portevoix.pdf"')
    .send(pdf)
}

const eraseForm = z.object({ erase: z.string().default('') })

async function eraseAct(desk: Desk, act: Act): Promise<FastifyReply> {
  const { erase } = parsed(eraseForm, act.request.body)
  const words = rightsWords[act.request.visit.language]
  const refuse = (sentence: string): Promise<FastifyReply> =>
    again(desk, act, { errors: [{ field: 'erase', sentence }] })
  if (erase !== 'yes') return refuse(words.eraseConfirmMissing)
  const { database, organisation } = desk
  try {
    await erasePerson(database, organisation, act.number, nowOf(desk), 'asked by the person, page')
  } catch (error) {
    if (error instanceof Failure && error.code === 'busy') return refuse(words.eraseBusy)
    throw error
  }
  const answer = 'Effacé aussitôt. Erased at once.'
  const reference = await filed(desk, act.number, { kind: 'erase', words: null, answer })
  await leaveNumber(database, act.request.visit.session)
  return sendTo(act.reply, `/receipt/${reference}`)
}

const complainForm = z.object({ words: z.string().max(wordsMax).default('') })

async function complainAct(desk: Desk, act: Act): Promise<FastifyReply> {
  const { words: written } = parsed(complainForm, act.request.body)
  const text = written.trim()
  if (text === '') {
    const sentence = rightsWords[act.request.visit.language].complainMissing
    return again(desk, act, { errors: [{ field: 'words', sentence }] })
  }
  const { calls } = await fileOf(desk, act.number)
  const reference = await filed(desk, act.number, { kind: 'complain', words: text, answer: null })
  // Each campaign that called counts it: too many and it pauses itself.
  for (const campaign of new Set(calls.map((call) => call.campaign))) {
    await desk.store.addComplaint(campaign as CampaignId, reference, nowOf(desk))
  }
  return sendTo(act.reply, `/receipt/${reference}`)
}
