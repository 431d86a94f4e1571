/** `portevoix report`: facts of a campaign as text, as JSON, and attempt by attempt as CSV. */
import { createWriteStream } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { Failure } from '../base/failure.ts'
import type { CampaignId } from '../base/ids.ts'
import { findCampaign } from '../engine/campaigns.ts'
import { csvHeader, csvOfAttempt } from '../report/exportCsv.ts'
import { type Report, reportOf } from '../report/report.ts'
import { reportText } from '../report/reportText.ts'
import { reportStore } from '../store/postgres/report.ts'
import type { Invocation } from './command.ts'
import { remoteOf } from './remote.ts'
import { reportRemote } from './remotePeople.ts'
import { type Session, withSession } from './session.ts'

interface ReportOptions {
  readonly csv?: string
  readonly language?: 'en' | 'fr'
}

export async function reportCommand(
  invocation: Invocation,
  id: string,
  options: ReportOptions,
): Promise<void> {
  const remote = await remoteOf(invocation)
  if (remote) return reportRemote(invocation, remote, id, options.csv)
  const { output } = invocation
  await withSession(invocation, async (session) => {
    const campaign = await findCampaign(session.store, id)
    const report = await campaignReport(session, campaign.id)
    output.say(reportText(report, options.language ?? invocation.config().language))
    output.result(report)
    if (!options.csv) return
    await writeAttempts(session, campaign.id, options.csv)
    output.say(`Attempts written to ${options.csv}.`)
  })
}

export async function campaignReport({ database }: Session, id: CampaignId): Promise<Report> {
  return reportOf(await reportStore(database).reportFacts(id))
}

async function writeAttempts({ database }: Session, id: CampaignId, file: string): Promise<void> {
  const rows = reportStore(database).attemptRows(id)
  const lines = async function* (): AsyncGenerator<string> {
    yield csvHeader
    for await (const row of rows) yield csvOfAttempt(row, (at) => new Date(at).toISOString())
  }
  try {
    await pipeline(Readable.from(lines()), createWriteStream(file, { mode: 0o600 }))
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === undefined) throw error
    throw new Failure(
      'badInput',
      `The export ${file} cannot be written (${code}). Choose another path.`,
    )
  }
}
