/**
 * An objection made on a page: stored first, then given its file with a reference. Without a code it
 * reaches the number that was typed; with one it is the person's own act and reaches all their numbers.
 */
import type { OrganisationId } from '../base/ids.ts'
import type { E164 } from '../base/units.ts'
import type { ObjectionReach, RightsRequest } from '../rights/request.ts'
import { answerRequest, openRequest } from '../store/postgres/rights.ts'
import { type Desk, nowOf } from './desk.ts'

export interface Objection {
  readonly number: E164
  readonly reach: ObjectionReach
  /** For `campaign`: on whose behalf it calls. */
  readonly controller?: string
  readonly proof: 'code' | null
}

export async function object(desk: Desk, objection: Objection): Promise<RightsRequest> {
  const { database, store, organisation } = desk
  const { number, reach, controller, proof } = objection
  const now = nowOf(desk)
  const receipt = await store.addSuppression(
    number,
    {
      ...scopeOf(reach, controller),
      reason: proof === 'code' ? 'web page, number proved by code' : 'web page, without a code',
      at: now,
      ...(proof === 'code' ? { ownAct: true } : {}),
    },
    String(organisation) as OrganisationId,
  )
  const asked = { kind: 'object', channel: 'web', proof, words: null, reach } as const
  const request = await openRequest(database, { organisation, number, ...asked }, now)
  const text = `Opposition enregistrée, sans effet différé. Objection recorded, in effect at once. ${receipt.reference}`
  const given = { state: 'answered', text, by: 'public pages' } as const
  return answerRequest(database, organisation, request.reference, given, now)
}

/** A campaign calls for one controller: who objects to it objects to that controller (RGPD art. 21 § 3). */
function scopeOf(reach: ObjectionReach, controller: string | undefined) {
  switch (reach) {
    case 'campaign':
      return controller === undefined
        ? ({ scope: 'organisation' } as const)
        : ({ scope: 'controller', controller } as const)
    case 'organisation':
      return { scope: 'organisation' } as const
    case 'everything':
      return { scope: 'platform' } as const
  }
}
