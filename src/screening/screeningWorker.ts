/** A thread that screens: reads the facts of a chunk, judges everybody in it, writes the chunk's tally. */
import pg from 'pg'
import { clientConfig } from '../store/database.ts'
import { type Chunk, readChunk, type ScreenedCampaign } from '../store/postgres/screeningFacts.ts'
import { chunkDone } from '../store/postgres/screenings.ts'
import { type CampaignFacts, sharedVerdicts } from './sameFacts.ts'
import { addFinding, emptyTally, type Tally } from './tally.ts'
import { workInThread } from './threads.ts'

export interface ScreeningSetting {
  /** How to reach the database; holds the password. */
  readonly connection: pg.ClientConfig
  readonly screening: number
  readonly campaign: ScreenedCampaign
  readonly facts: CampaignFacts
  readonly lastStart: number
}

await workInThread<ScreeningSetting, Chunk, Tally>(async (setting) => {
  const { connection, screening, campaign, facts, lastStart } = setting
  const client = new pg.Client(clientConfig(connection))
  // The statement under way fails, and says so.
  client.on('error', () => undefined)
  await client.connect()
  const verdicts = sharedVerdicts(facts, lastStart)
  return {
    async work(chunk) {
      for (const { insee, territory, number, consents, suppressions, attempts } of await readChunk(
        client,
        campaign,
        chunk,
      )) {
        const callee = { number, ...(insee && { insee }), ...(territory && { territory }) }
        verdicts.of({ callee, consents, suppressions, attempts })
      }
      const tally = emptyTally()
      for (const { finding, territory, people } of verdicts.take()) {
        addFinding(tally, finding, territory, people, campaign.now)
      }
      await chunkDone(client, screening, chunk, tally)
      return tally
    },
    close: () => client.end(),
  }
})
