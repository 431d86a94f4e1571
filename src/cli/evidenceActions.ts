/** What `evidence export`, `verify`, `letter` and `person` do and say. */
import { writeFileSync } from 'node:fs'
import { realClock } from '../base/clock.ts'
import { Failure, failures } from '../base/failure.ts'
import { maskNumber } from '../base/redact.ts'
import { findCampaign } from '../engine/campaigns.ts'
import { launchingOf } from '../engine/launching.ts'
import { refuseExisting, writeArchive } from '../evidence/archive.ts'
import { letterPdf } from '../evidence/letterPdf.ts'
import { packFiles } from '../evidence/pack.ts'
import { verifyArchive } from '../evidence/readArchive.ts'
import type { Language } from '../rights/letterWords.ts'
import type { PersonFile } from '../rights/personFile.ts'
import { postgresLaunchStore } from '../store/postgres/launch.ts'
import { firstOrganisation } from '../store/postgres/organisations.ts'
import { personFile } from '../store/postgres/personFile.ts'
import type { Invocation } from './command.ts'
import { parseNumber } from './parse.ts'
import { withSession } from './session.ts'

export async function exportCommand(
  invocation: Invocation,
  id: string,
  file: string,
): Promise<void> {
  refuseExisting(file)
  await withSession(invocation, async ({ database, store }) => {
    const campaign = await findCampaign(store, id)
    // The instant the gates were held against; the same for every export of this campaign.
    const { firstUsedAt } = await postgresLaunchStore(database).launchRecord(campaign.id)
    const startedAt = campaign.practiceStart ?? firstUsedAt ?? campaign.deadline
    const { verdict: launch } = await launchingOf({ database, store }, campaign, startedAt)
    const request = { database, store, campaign: campaign.id, launch }
    const manifest = await writeArchive(file, packFiles(request))
    const { output } = invocation
    const bytes = manifest.files.reduce((sum, entry) => sum + entry.bytes, 0)
    output.say(`${file}: ${manifest.files.length} files, ${bytes} bytes before compression.`)
    output.say(`To check it: portevoix evidence verify ${file}`)
    output.result({ file, campaign: campaign.id, files: manifest.files })
  })
}

export async function verifyPackCommand(invocation: Invocation, file: string): Promise<void> {
  const { output } = invocation
  const check = await verifyArchive(file)
  for (const sentence of check.wrong) output.say(sentence)
  output.say(
    check.intact
      ? `${check.files} files are as they were exported; SHA-256 of the manifest: ${check.manifestSha256}`
      : `NOT as it was exported: ${check.wrong.length} files are wrong.`,
  )
  output.result({ file, ...check })
  if (!check.intact) invocation.endWith(failures.brokenChain[0])
}

export async function letterCommand(
  invocation: Invocation,
  number: string,
  { output: file, language }: { readonly output: string; readonly language: Language },
): Promise<void> {
  refuseExisting(file)
  const person = await heldAbout(invocation, number)
  writeNew(file, await letterPdf(person, language))
  invocation.output.say(`${file}: ${person.calls.length} calls, ${person.facts.length} facts.`)
  invocation.output.result({ file, calls: person.calls.length, facts: person.facts.length })
}

/** The person's own data: JSON whether `--json` is given or not. */
export async function personCommand(invocation: Invocation, number: string): Promise<void> {
  const person = await heldAbout(invocation, number)
  const text = JSON.stringify(person, instantsAsText, invocation.output.json ? 0 : 2)
  process.stdout.write(`${text}\n`)
}

/** A machine of somebody else reads it too (RGPD art. 20): ISO 8601 instead of our milliseconds. */
const instantsAsText = (name: string, value: unknown): unknown =>
  /^at$|At$/.test(name) && typeof value === 'number' ? new Date(value).toISOString() : value

async function heldAbout(invocation: Invocation, written: string): Promise<PersonFile> {
  const number = parseNumber('The number', written)
  return withSession(invocation, async ({ database }) => {
    const organisation = await firstOrganisation(database)
    const person = await personFile(database, organisation, number, realClock.epoch())
    const { facts, calls, consents, suppressions, requests } = person
    if ([facts, calls, consents, suppressions, requests].some((held) => held.length > 0)) {
      return person
    }
    throw new Failure(
      'notFound',
      `Nothing is held about ${maskNumber(number)}: check the number, or tell the person so.`,
    )
  })
}

function writeNew(file: string, bytes: Buffer): void {
  try {
    writeFileSync(file, bytes, { flag: 'wx', mode: 0o600 })
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    throw new Failure('badInput', `${file} cannot be written (${code}): choose another place.`)
  }
}
