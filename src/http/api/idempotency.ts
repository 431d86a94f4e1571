/**
 * The header Idempotency-Key: a request that creates something is done once however often it is sent, and
 * answers the same each time for a day. Two at once: one works, the other waits for its answer.
 */
import { createHash } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { canonicalJson } from '../../base/canonical.ts'
import { Failure } from '../../base/failure.ts'
import { type Ms, ms } from '../../base/units.ts'
import type { Database } from '../../store/database.ts'
import {
  fillRequest,
  giveUpRequest,
  type IdempotentRequest,
  takeRequest,
} from '../../store/postgres/idempotency.ts'
import type { AnyRoute, ApiCall } from './route.ts'

/** A UUID has 36 signs; a shorter key could be guessed, and it opens the answer. */
export const keySignsMin = 16
export const keySignsMax = 200
const looksMax = 50
const lookEvery: Ms = ms(100)

interface Work {
  readonly route: AnyRoute
  readonly call: ApiCall<unknown, unknown, unknown>
  /** The JSON of the answer; null: no body. */
  act(): Promise<string | null>
}

export async function onceOnly(system: Database, work: Work): Promise<string | null> {
  const { route, call, act } = work
  const key = call.request.headers['idempotency-key']
  if (route.creates !== true || key === undefined) return act()
  const request = { scope: scopeOf(call), key: readKey(key), requestHash: hashOf(work) }
  for (let looks = 1; looks <= looksMax; looks += 1) {
    const taken = await takeRequest(system, request, call.now)
    if (taken.is === 'ours') return actOnce(system, request, act)
    if (taken.is === 'answered') {
      call.reply.header('idempotency-replayed', 'true')
      return taken.answer === '' ? null : taken.answer
    }
    if (taken.is === 'otherRequest') {
      throw new Failure(
        'conflict',
        'This Idempotency-Key was used for another request: make a new one.',
        { fr: 'Cette Idempotency-Key a servi à une autre demande : prenez-en une nouvelle.' },
      )
    }
    await pause(lookEvery)
  }
  throw new Failure('busy', 'The same request is still being worked on: ask again in a moment.', {
    fr: 'La même demande est encore en cours : redemandez dans un instant.',
  })
}

async function actOnce(
  system: Database,
  request: IdempotentRequest,
  act: Work['act'],
): Promise<string | null> {
  let said: string | null
  try {
    said = await act()
  } catch (error) {
    await giveUpRequest(system, request)
    throw error
  }
  await fillRequest(system, request, said ?? '')
  return said
}

function readKey(given: string | string[]): string {
  const signs = '!'.charCodeAt(0)
  const isKey =
    typeof given === 'string' &&
    given.length >= keySignsMin &&
    given.length <= keySignsMax &&
    [...given].every((sign) => sign.charCodeAt(0) >= signs && sign.charCodeAt(0) < 127)
  if (isKey) return given
  throw new Failure(
    'badInput',
    `Idempotency-Key must have ${keySignsMin} to ${keySignsMax} printable signs, such as a UUID.`,
    {
      fr:
        `Idempotency-Key doit avoir de ${keySignsMin} à ${keySignsMax} signes imprimables, par ` +
        'exemple un UUID.',
      fields: [
        {
          field: 'Idempotency-Key',
          sentence: 'Send a new UUID for each thing to create.',
          fr: 'Envoyez un nouvel UUID pour chaque chose à créer.',
        },
      ],
    },
  )
}

function scopeOf({ caller, organisation }: Work['call']): string {
  const who = caller.is === 'user' ? caller.user : caller.is === 'key' ? caller.key : ''
  return `${organisation} ${caller.is} ${who}`
}

/** Bytes that stream in are told apart by their address alone. */
function hashOf({ route, call }: Work): Buffer {
  const { url, body } = call.request
  const text = route.takes ? '' : canonicalJson(body ?? null)
  return createHash('sha256').update(`${route.method} ${url}\n${text}`).digest()
}
