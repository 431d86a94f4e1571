/** `suppression add`, `check`, `lift`: one number at a time, shown masked. */
import { realClock } from '../base/clock.ts'
import { Failure, failures } from '../base/failure.ts'
import { maskNumber } from '../base/redact.ts'
import type { E164 } from '../base/units.ts'
import { parseLiftProof, proofText } from '../contacts/liftProof.ts'
import type { SuppressionEntry } from '../contacts/suppression.ts'
import type { Database } from '../store/database.ts'
import { firstOrganisation } from '../store/postgres/organisations.ts'
import { provedByCode } from '../store/postgres/rights.ts'
import { suppressionStore } from '../store/postgres/suppressionEntries.ts'
import { type Invocation, readableInstant } from './command.ts'
import { parseCallerId } from './parse.ts'
import { remoteOf } from './remote.ts'
import { objectRemote } from './remotePeople.ts'
import { withSession } from './session.ts'

type Scope = SuppressionEntry['scope']

export async function addCommand(
  invocation: Invocation,
  text: string,
  options: {
    readonly why: string
    readonly scope: Scope
    readonly controller?: string
    readonly thirdParty?: boolean
  },
): Promise<void> {
  const number = parseCallerId('The number', text)
  const controller = controllerOf(options)
  const remote = await remoteOf(invocation)
  if (remote) {
    const { why, scope, thirdParty = false } = options
    const shown = maskNumber(number)
    return objectRemote(invocation, remote, { number, shown, why, scope, controller, thirdParty })
  }
  const at = realClock.epoch()
  await withSession(invocation, async ({ store }) => {
    const receipt = await store.addSuppression(number, {
      scope: options.scope,
      ...(controller !== null && { controller }),
      reason: options.why,
      at,
      ownAct: options.thirdParty !== true,
    })
    invocation.output.say(
      `${maskNumber(number)} is not called any more (${options.scope}), from ` +
        `${readableInstant(receipt.at)} on. Receipt for the person: ${receipt.reference}`,
    )
    invocation.output.result({
      number: maskNumber(number),
      scope: options.scope,
      reference: receipt.reference,
      at: new Date(receipt.at).toISOString(),
    })
  })
}

export async function checkCommand(invocation: Invocation, text: string): Promise<void> {
  const number = parseCallerId('The number', text)
  await withSession(invocation, async ({ database }) => {
    const entries = await suppressionStore(database, '').standing(number)
    const { output } = invocation
    if (entries.length === 0) output.say(`Nothing forbids calling ${maskNumber(number)}.`)
    for (const { scope, controller, at, reason, reference } of entries) {
      const reach = controller === null ? scope : `${scope} ${controller}`
      const receipt = reference === null ? '' : `, receipt ${reference}`
      output.say(
        `${maskNumber(number)}: ${reach}, since ${readableInstant(at)}: ${reason}${receipt}`,
      )
    }
    output.result({
      number: maskNumber(number),
      entries: entries.map(({ scope, controller, at, reason, reference, wholePerson }) => ({
        ...{ scope, controller, reason, reference, wholePerson },
        at: new Date(at).toISOString(),
      })),
    })
    if (entries.length > 0) invocation.endWith(failures.refused[0])
  })
}

export async function liftCommand(
  invocation: Invocation,
  text: string,
  options: { readonly proof: string; readonly by: string; readonly scope?: Scope },
): Promise<void> {
  const number = parseCallerId('The number', text)
  const proof = parseLiftProof(options.proof)
  if (!proof) {
    throw new Failure(
      'refused',
      "Only the person's own act ends an objection: --proof code:REFERENCE or --proof letter:SHA256.",
      { measured: options.proof, limit: 'code:REFERENCE or letter:SHA256' },
    )
  }
  const who = options.by.trim()
  if (who === '') throw new Failure('usage', 'A lift names who made sure of it: --by "NAME".')
  await withSession(invocation, async ({ database }) => {
    if (proof.is === 'code') await refuseUnproved(database, number, proof.reference)
    const done = await suppressionStore(database, who).lift(
      number,
      { proof: proofText(proof), scope: options.scope ?? null },
      realClock.epoch(),
    )
    if (done === null) {
      throw new Failure(
        'notFound',
        `No entry of ${maskNumber(number)} can be lifted: see \`portevoix suppression check\`.`,
      )
    }
    invocation.output.say(
      `${done.entries} entries of ${maskNumber(number)} are lifted (${done.reference}). ` +
        'Calling again needs a new consent.',
    )
    const { reference, entries } = done
    invocation.output.result({ number: maskNumber(number), reference, entries })
  })
}

/** A reference anybody could invent proves nothing: it is one that a code dictated to this number opened. */
async function refuseUnproved(database: Database, number: E164, reference: string): Promise<void> {
  const organisation = await firstOrganisation(database)
  if (await provedByCode(database, organisation, number, reference)) return
  throw new Failure(
    'refused',
    `No request ${reference} was opened with a code dictated to ${maskNumber(number)}: only the person's own act ends an objection.`,
    { measured: reference, limit: 'the reference of a request proved by a code, for this number' },
  )
}

/** A controller's entry names the controller, and no other one does. */
export function controllerOf(options: {
  readonly scope: Scope
  readonly controller?: string
}): string | null {
  const controller = options.controller?.trim() ?? ''
  if ((options.scope === 'controller') === (controller !== '')) return controller || null
  throw new Failure('usage', '--scope controller and --controller NAME go together.')
}
