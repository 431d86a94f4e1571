/** Screens one chunk after the other: reads its facts, judges everybody in it, writes its tally. */
import pg from 'pg'
import { clientConfig } from '../store/database.ts'
import { asDatabaseFailure } from '../store/postgres/failures.ts'
import { type Chunk, readChunk, type ScreenedCampaign } from '../store/postgres/screeningFacts.ts'
import { chunkDone } from '../store/postgres/screenings.ts'
import { type CampaignFacts, sharedVerdicts } from './sameFacts.ts'
import { addFinding, emptyTally, type Tally } from './tally.ts'

export interface ScreeningSetting {
  /** How to reach the database; holds the password. */
  readonly connection: pg.ClientConfig
  readonly screening: number
  readonly campaign: ScreenedCampaign
  readonly facts: CampaignFacts
  readonly lastStart: number
}

export interface Screener {
  work(chunk: Chunk): Promise<Tally>
  close(): Promise<void>
}

export async function openScreener(setting: ScreeningSetting): Promise<Screener> {
  const { connection, screening, campaign, facts, lastStart } = setting
  const client = new pg.Client(clientConfig(connection))
  // The statement under way fails, and says so.
  client.on('error', () => undefined)
  await explained(client.connect())
  const verdicts = sharedVerdicts(facts, lastStart)
  return {
    async work(chunk) {
      for (const person of await explained(readChunk(client, campaign, chunk))) {
        const { insee, territory, number, standIn, consents, suppressions, attempts } = person
        const callee = { number, ...(insee && { insee }), ...(territory && { territory }) }
        verdicts.of({ callee, ...(standIn && { standIn }), consents, suppressions, attempts })
      }
      const tally = emptyTally()
      for (const { finding, territory, people } of verdicts.take()) {
        addFinding(tally, finding, territory, people, campaign.now)
      }
      await explained(chunkDone(client, screening, chunk, tally))
      return tally
    },
    close: () => client.end(),
  }
}

async function explained<Result>(asked: Promise<Result>): Promise<Result> {
  try {
    return await asked
  } catch (error) {
    throw asDatabaseFailure(error)
  }
}
