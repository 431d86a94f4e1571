/**
 * A practice campaign to try at once: a file of 400 lines about fictional people with their consent, the
 * shipped synthetic voice, the election of 2027, a practice clock at the next lawful Tuesday. It still has
 * to be checked, approved and launched by the person who tries it.
 */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import type { OrganisationId } from '../base/ids.ts'
import { after, type E164, type EpochMs, hours, minutes, seconds } from '../base/units.ts'
import { exampleCsv } from '../contacts/exampleContacts.ts'
import { parseSource } from '../contacts/source.ts'
import { createCampaign, shippedRecordings, usualRetry } from '../intake/createCampaign.ts'
import { importContacts } from '../intake/importContacts.ts'
import { readMessageScript } from '../intake/messageScript.ts'
import { practiceStart } from '../law/practiceStart.ts'
import { sampleElection } from '../law/sampleElection.ts'
import type { Database } from '../store/database.ts'
import type { Store } from '../store/store.ts'
import { practiceTrunkOf } from './api/campaignDraft.ts'

export const samplePeople = 400
const seed = 1
/** As short as real calls may ring: five minutes are all that a newcomer gives. */
const ringTimeout = seconds(15)
/** Second attempts come in one wave, so that the practice clock jumps once. */
const retryDelayMs = minutes(20)
/**
 * From 10:00 of the practice clock on. Two people overseas and one with an hour of their own may be called
 * later that day: their calls alone would take a newcomer a minute; the check says that they are left out.
 */
const lasts = hours(1)
const examples = path.join(import.meta.dirname, '..', '..', 'examples')
const names = { fr: 'Essai\u202f: présidentielle 2027', en: 'Trial: presidential election 2027' }

interface SampleCall {
  readonly database: Database
  readonly store: Store
  readonly organisation: number
  readonly now: EpochMs
}

export async function createSample(
  { database, store, organisation, now }: SampleCall,
  language: 'fr' | 'en',
): Promise<{ readonly campaign: string; readonly contacts: number }> {
  const contacts = await importPeople(database, organisation, now)
  const trunk = await practiceTrunkOf(store, organisation)
  const startsAt = practiceStart(now, sampleElection)
  const { script } = await readMessageScript(path.join(examples, 'script.json'), shippedRecordings)
  const { campaign } = await createCampaign(
    store,
    {
      organisation: String(organisation) as OrganisationId,
      name: names[language],
      controller: 'Camille Exemple',
      election: sampleElection,
      ...{
        trunk: trunk.id,
        callerId: trunk.callerIds[0] as E164,
        script,
        voiceOrigin: 'synthetic',
      },
      deadline: after(startsAt, lasts),
      ringTimeoutMs: ringTimeout,
      retry: {
        ...usualRetry(2),
        ...{
          busyDelayMs: retryDelayMs,
          noAnswerDelayMs: retryDelayMs,
          carrierDelayMs: retryDelayMs,
        },
      },
      practiceStart: startsAt,
    },
    now,
  )
  return { campaign: campaign.id, contacts }
}

/** How many contacts the file gave; when it was imported before, nothing changes. */
async function importPeople(db: Database, organisation: number, now: EpochMs): Promise<number> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'portevoix-sample-'))
  try {
    const file = path.join(folder, 'essai-400-personnes.csv')
    await writeFile(file, exampleCsv(samplePeople, seed))
    const declared: unknown = JSON.parse(await readFile(path.join(examples, 'source.json'), 'utf8'))
    const source = parseSource(declared)
    const result = await importContacts({
      ...{ db, file, organisation, now },
      source: { ...source, evidenceFile: path.join(examples, source.evidenceFile ?? '') },
      mapping: new Map(),
      rejectsPath: path.join(folder, 'to-correct.csv'),
    })
    return result.accepted
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
