/**
 * `portevoix demo`: the main job from end to end on this machine, with the same parts a real campaign
 * uses; then the report, checked against what each practice phone truly heard.
 */

import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { realClock } from '../base/clock.ts'
import type { E164 } from '../base/units.ts'
import { after, minutes, seconds } from '../base/units.ts'
import { plainTrunk } from '../call/trunk.ts'
import type { Campaign } from '../campaign/campaign.ts'
import { mediaSettingOf } from '../config.ts'
import { exampleCsv } from '../contacts/exampleContacts.ts'
import { bringToRunning } from '../engine/bringToRunning.ts'
import { BUILT_IN_PORT, findCampaign, PRACTICE_TRUNK } from '../engine/campaigns.ts'
import { lineOf } from '../engine/line.ts'
import { createCampaign, shippedRecordings } from '../intake/createCampaign.ts'
import { importContacts } from '../intake/importContacts.ts'
import { readMessageScript } from '../intake/messageScript.ts'
import { practiceStart } from '../law/practiceStart.ts'
import { sampleElection as election } from '../law/sampleElection.ts'
import { reportText } from '../report/reportText.ts'
import { practiceSide } from '../store/postgres/practiceSide.ts'
import { type Agreement, agreement } from '../telephony/practice/agreement.ts'
import type { RecordedVoicemail } from '../telephony/practice/recordedVoicemail.ts'
import { type Invocation, readableInstant } from './command.ts'
import { linesOf as importLines, readSourceFile } from './contactsImport.ts'
import { type Dialled, dialCampaigns } from './dialling.ts'
import { parseWhole } from './parse.ts'
import { campaignReport } from './report.ts'
import { type Session, withSession } from './session.ts'

interface DemoOptions {
  readonly contacts?: string
  readonly seed: string
  readonly attempts: string
  readonly callsPerSecond: string
  readonly concurrentCalls: string
  readonly language?: 'en' | 'fr'
}

const examples = path.join(import.meta.dirname, '..', '..', 'examples')
/** A number for automated systems from a block no operator holds. */
const CALLER_ID = '+33163001234' as E164
/** There are 60,000 fiction numbers; people have one or two each. */
const CONTACTS_MAX = 50_000
const RING_TIMEOUT_S = 12
/** On the practice clock: time for one second attempt, and a deadline that people see obeyed. */
const DEMO_LASTS_MS = minutes(45)

export async function demoCommand(invocation: Invocation, options: DemoOptions): Promise<void> {
  const startedAt = performance.now()
  const { output } = invocation
  const seed = parseWhole('--seed', options.seed, 0, 2 ** 31 - 1)
  const folder = await mkdtemp(path.join(os.tmpdir(), 'portevoix-demo-'))
  try {
    const file = await peopleFile(options, seed, folder)
    output.say(
      'PRACTICE: no real phone rings. Fiction numbers, loopback network, invented people.\n',
    )
    await withSession(
      invocation,
      async (session) => {
        const played = await playCampaign(invocation, session, { ...options, file, folder, seed })
        const { imported, campaign, dialled } = played
        const agreed = await compare(session, campaign, dialled)
        const report = await campaignReport(session, campaign.id)
        output.say(`\n${reportText(report, options.language ?? invocation.config().language)}\n`)
        sayVoicemails(invocation, dialled)
        sayAgreement(invocation, agreed)
        output.result({
          contacts: { ...imported, refused: report.people.refused },
          attempts: dialled.run.attempts,
          outcomes: report.attempts.byOutcome,
          suppressed: report.objections,
          voicemailsWhole: voicemailsOf(dialled).filter(({ complete }) => complete).length,
          firstAudioMs: dialled.run.firstAudioMs,
          callsPerSecondMax: dialled.run.peaks.callsPerSecond,
          concurrentCallsMax: dialled.run.peaks.concurrentCalls,
          populationAgrees: agreed.agrees,
          seconds: Math.round((performance.now() - startedAt) / 100) / 10,
        })
        if (!agreed.agrees) invocation.endWith(70)
      },
      true,
    )
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

interface Played {
  readonly imported: { readonly read: number; readonly accepted: number; readonly rejected: number }
  readonly campaign: Campaign
  readonly dialled: Dialled
}

/** Import, recording, approval, calls: a finished practice campaign in this database. */
export async function playCampaign(
  invocation: Invocation,
  session: Session,
  demo: Omit<DemoOptions, 'contacts' | 'seed'> & {
    readonly file: string
    readonly folder: string
    readonly seed: number
  },
): Promise<Played> {
  const imported = await importPeople(invocation, session, demo.file, demo.folder)
  const campaign = await approvedCampaign(invocation, session, demo)
  const dialled = await callEverybody(invocation, session, campaign, demo.seed)
  return { imported, campaign, dialled }
}

/** The shipped file, or one made for this many people. */
export async function peopleFile(
  { contacts }: Pick<DemoOptions, 'contacts'>,
  seed: number,
  folder: string,
): Promise<string> {
  if (contacts === undefined) return path.join(examples, 'contacts.csv')
  const rows = parseWhole('--contacts', contacts, 1, CONTACTS_MAX)
  const file = path.join(folder, 'contacts.csv')
  await writeFile(file, exampleCsv(rows, seed))
  return file
}

async function importPeople(
  { output }: Invocation,
  { database }: Session,
  file: string,
  folder: string,
): Promise<{ read: number; accepted: number; rejected: number }> {
  output.say(`1. People: ${path.basename(file)}`)
  const result = await importContacts({
    db: database,
    file,
    source: await readSourceFile(path.join(examples, 'source.json')),
    mapping: new Map(),
    now: realClock.epoch(),
    rejectsPath: path.join(folder, 'to-correct.csv'),
    onProgress: ({ rows }) => output.progress(`${rows} lines read`),
  })
  output.progressDone()
  for (const line of importLines(result)) output.say(`   ${line}`)
  const { read, accepted, duplicatesInFile, rejected } = result
  return { read, accepted: accepted + duplicatesInFile, rejected }
}

async function approvedCampaign(
  { output }: Invocation,
  { store }: Session,
  options: Pick<DemoOptions, 'attempts' | 'callsPerSecond' | 'concurrentCalls'>,
): Promise<Campaign> {
  const now = realClock.epoch()
  const startsAt = practiceStart(now, election)
  await store.addTrunk({
    id: PRACTICE_TRUNK,
    kind: 'practice',
    host: '127.0.0.1',
    port: BUILT_IN_PORT,
    callsPerSecond: parseWhole('--calls-per-second', options.callsPerSecond, 1, 200),
    concurrentCalls: parseWhole('--concurrent-calls', options.concurrentCalls, 1, 3000),
    ...plainTrunk,
    callerIds: [CALLER_ID],
  })
  const { script } = await readMessageScript(path.join(examples, 'script.json'), shippedRecordings)
  const { campaign, message } = await createCampaign(
    store,
    {
      name: 'Practice campaign',
      controller: 'Camille Exemple',
      election,
      trunk: PRACTICE_TRUNK,
      callerId: CALLER_ID,
      deadline: after(startsAt, DEMO_LASTS_MS),
      ringTimeoutMs: seconds(RING_TIMEOUT_S),
      // Second attempts come in one wave, so that the practice clock jumps once.
      retry: {
        attemptsMax: parseWhole('--attempts', options.attempts, 1, 2),
        busyDelayMs: minutes(20),
        noAnswerDelayMs: minutes(20),
        carrierDelayMs: minutes(20),
      },
      script,
      voiceOrigin: 'synthetic',
      practiceStart: startsAt,
      answeringMachines: 'leaveVoicemail',
    },
    now,
  )
  await store.approve(campaign.id, message.hash, 'the author, in practice', now)
  output.say('2. Message: examples/audio, synthetic voice announced as such; approved by its hash')
  output.say(`3. Calls: the practice clock says ${readableInstant(startsAt)}`)
  return findCampaign(store, campaign.id)
}

async function callEverybody(
  { output, config }: Invocation,
  session: Session,
  campaign: Campaign,
  seed: number,
): Promise<Dialled> {
  const line = await lineOf(session, [campaign])
  const { warning } = await bringToRunning(session, campaign, line, null)
  if (warning) output.say(`   ${warning}`)
  return dialCampaigns({
    store: session.store,
    campaigns: [campaign],
    line,
    seed,
    ...mediaSettingOf(config()),
    output,
  })
}

async function compare(
  { database }: Session,
  campaign: Campaign,
  { records }: Dialled,
): Promise<Agreement> {
  const ours = await practiceSide(database, campaign.id)
  return agreement({ ...ours, records: records ?? [], menu: campaign.menu })
}

/** What mailboxes kept of the voicemail version, some of them not all. */
const voicemailsOf = ({ records }: Dialled): readonly RecordedVoicemail[] =>
  (records ?? []).flatMap(({ recorded }) =>
    recorded === undefined || recorded === 'notKept' ? [] : [recorded],
  )

function sayVoicemails({ output }: Invocation, dialled: Dialled): void {
  const kept = voicemailsOf(dialled)
  const whole = kept.filter(({ complete }) => complete).length
  output.say(
    `Voicemails: ${whole} of ${kept.length} are whole in the mailbox, compared sample by sample; the others hung up before.`,
  )
}

function sayAgreement(
  { output }: Invocation,
  { agrees, people, count, disagreements }: Agreement,
): void {
  if (agrees) {
    output.say(
      `Checked against the ${people} practice phones: each heard and pressed what the report says.`,
    )
    return
  }
  output.say(`The practice phones disagree in ${count} points:`)
  for (const sentence of disagreements.slice(0, 20)) output.say(`  ${sentence}`)
}
