/** What `consent give`, `withdraw`, `show`, `wordings` and `expire-wording` do and say. */
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { realClock } from '../base/clock.ts'
import { Failure } from '../base/failure.ts'
import { maskNumber } from '../base/redact.ts'
import type { EpochMs } from '../base/units.ts'
import type { Channel, Slot } from '../contacts/consent.ts'
import { type ConsentProof, lackingIn, proofKinds } from '../contacts/consentProof.ts'
import { parseSlots } from '../contacts/slotText.ts'
import { consentsOfNumber, factsOfNumber } from '../store/postgres/consentHistory.ts'
import { addConsent, withdrawConsent } from '../store/postgres/consents.ts'
import { firstOrganisation } from '../store/postgres/organisations.ts'
import { expireWording, type KeptWording, wordings } from '../store/postgres/wordings.ts'
import { type Invocation, readableInstant } from './command.ts'
import { consentLines, factLines } from './consentText.ts'
import { parseInstant, parseNumber } from './parse.ts'
import { withSession } from './session.ts'

export interface GiveOptions {
  readonly controller?: string
  readonly channel?: string
  readonly slot?: readonly string[]
  readonly wording?: string
  readonly wordingFile?: string
  readonly wordingVersion?: string
  readonly language: string
  readonly at?: string
  readonly proof: string
  readonly reference?: string
  readonly proofFile?: string
}

export async function giveCommand(
  invocation: Invocation,
  number: string,
  options: GiveOptions,
): Promise<void> {
  const now = realClock.epoch()
  const phone = parseNumber('The number', number)
  const { controller, channel } = options
  const slots = (options.slot ?? []).flatMap(slotsOf)
  const at = options.at === undefined ? undefined : parseInstant('--at', options.at)
  const proof = await proofOf(options)
  const wording = await wordingOf(options)
  const words = wording && ('kept' in wording ? wording.kept : wording.text)
  const lacking = lackingIn(
    {
      ...{ slots, proof },
      ...(controller !== undefined && { controller }),
      ...(isChannel(channel) && { channel }),
      ...(words !== undefined && { wording: words }),
      ...(at !== undefined && { at }),
    },
    now,
  )
  const { reference } = proof
  if (!controller || !isChannel(channel) || !wording || at === undefined || lacking.length > 0) {
    throw new Failure('badInput', `This is no consent yet: it lacks ${lacking.join('; ')}.`)
  }
  await withSession(invocation, async ({ database }) => {
    const organisation = await firstOrganisation(database)
    const given = { organisation, number: phone, controller, channel, slots, wording, at }
    await addConsent(database, { ...given, proof: { ...proof, reference: reference ?? '' } }, now)
    invocation.output.say(`Written down: ${maskNumber(phone)} agreed to calls for ${controller}.`)
    invocation.output.result({ number: maskNumber(phone), controller, channel, at })
  })
}

export interface WithdrawOptions {
  readonly controller?: string
  readonly by: string
  readonly proof: string
  readonly reference?: string
  readonly at?: string
}

export async function withdrawCommand(
  invocation: Invocation,
  number: string,
  { controller, by, proof, reference, at: said }: WithdrawOptions,
): Promise<void> {
  const now = realClock.epoch()
  const phone = parseNumber('The number', number)
  const at = said === undefined ? now : parseInstant('--at', said)
  if (at > now) throw new Failure('usage', '--at must not be in the future.')
  const written = [reference, `written down by ${by}`].filter((part) => part).join(', ')
  await withSession(invocation, async ({ database }) => {
    const organisation = await firstOrganisation(database)
    const from = await withdrawConsent(
      database,
      {
        ...{ organisation, number: phone, controller: controller ?? null, at },
        proof: { kind: kindOf(proof), reference: written },
      },
      now,
    )
    const { output } = invocation
    output.say(
      from.length === 0
        ? `No consent of ${maskNumber(phone)} is known: nothing to withdraw. To bar every call, write down an objection.`
        : `Withdrawn: ${maskNumber(phone)} no longer agrees to calls for ${from.join(', ')}.`,
    )
    output.result({ number: maskNumber(phone), withdrawnFrom: from, at })
  })
}

export async function showCommand(invocation: Invocation, number: string): Promise<void> {
  const phone = parseNumber('The number', number)
  await withSession(invocation, async ({ database }) => {
    const organisation = await firstOrganisation(database)
    const consents = await consentsOfNumber(database.pool, organisation, phone)
    const facts = await factsOfNumber(database.pool, organisation, phone)
    const shown = facts.map((fact) =>
      fact.fact === 'phone' ? { ...fact, value: maskNumber(fact.value) } : fact,
    )
    const { output } = invocation
    output.say(`${maskNumber(phone)}: ${consents.length} entries, ${shown.length} facts.`)
    for (const line of consentLines(consents, realClock.epoch())) output.say(line)
    for (const line of factLines(shown)) output.say(line)
    output.result({ number: maskNumber(phone), consents, facts: shown })
  })
}

export async function wordingsCommand(invocation: Invocation): Promise<void> {
  await withSession(invocation, async ({ database }) => {
    const kept = await wordings(database.pool, await firstOrganisation(database))
    const { output } = invocation
    if (kept.length === 0) output.say('No wording is kept yet.')
    for (const wording of kept) output.say(wordingLine(wording))
    output.result(kept)
  })
}

export async function expireCommand(
  invocation: Invocation,
  named: string,
  options: { readonly at: string; readonly by: string },
): Promise<void> {
  const at = options.at === 'never' ? null : parseInstant('--at', options.at)
  await withSession(invocation, async ({ database }) => {
    const organisation = await firstOrganisation(database)
    const asked = { organisation, named, at, by: options.by }
    const wording = await expireWording(database.pool, asked, realClock.epoch())
    invocation.output.say(wordingLine(wording))
    invocation.output.result(wording)
  })
}

const wordingLine = ({ version, hash, language, text, expiresAt }: KeptWording): string =>
  `${version} (${hash.slice(0, 12)}…, ${language}, ${expiryWords(expiresAt)}): ${text}`

const expiryWords = (at: EpochMs | null): string =>
  at === null ? 'in force' : `no longer good from ${readableInstant(at)}`

function slotsOf(text: string): readonly Slot[] {
  const slots = parseSlots(text)
  if (slots) return slots
  throw new Failure('usage', `--slot must be such as "mardi 18h-20h", not "${text}".`)
}

const isChannel = (channel: string | undefined): channel is Channel =>
  channel === 'automate' || channel === 'volunteer'

function kindOf(text: string): ConsentProof['kind'] {
  const kind = proofKinds.find((known) => known === text)
  if (kind) return kind
  throw new Failure('usage', `--proof must be ${proofKinds.join(', ')}, not "${text}".`)
}

async function proofOf({
  proof,
  reference,
  proofFile,
}: GiveOptions): Promise<Partial<ConsentProof> & Pick<ConsentProof, 'kind'>> {
  const bytes = proofFile === undefined ? undefined : await readNamed(proofFile)
  return {
    kind: kindOf(proof),
    ...(reference !== undefined && { reference }),
    ...(bytes && { sha256: createHash('sha256').update(bytes).digest('hex') }),
  }
}

async function wordingOf({ wording, wordingFile, wordingVersion, language }: GiveOptions) {
  if (wording !== undefined) return { kept: wording }
  if (wordingFile === undefined) return undefined
  if (!wordingVersion)
    throw new Failure('usage', 'Say how these words are called: --wording-version.')
  const text = (await readNamed(wordingFile)).toString('utf8').trim()
  return { version: wordingVersion, text, language }
}

async function readNamed(file: string): Promise<Buffer> {
  return await readFile(file).catch((error: NodeJS.ErrnoException) => {
    throw new Failure('badInput', `The file ${file} cannot be read (${error.code}).`)
  })
}
