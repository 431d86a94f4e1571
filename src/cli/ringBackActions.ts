/** What `ringback list` does. */
import type { CampaignId } from '../base/ids.ts'
import { ringBackFigures, ringBackPage } from '../store/postgres/ringBackLists.ts'
import type { Invocation } from './command.ts'
import { parseWhole } from './parse.ts'
import { withSession } from './session.ts'

/** Of one page; the API gives the next ones. */
const listedMax = 1000

export async function listRingBacksCommand(
  invocation: Invocation,
  campaign: string,
  options: { readonly limit: string },
): Promise<void> {
  const { output } = invocation
  const limit = parseWhole('--limit', options.limit, 1, listedMax)
  const { figures, rows } = await withSession(invocation, async ({ database, store }) => {
    const { id } = await store.campaign(campaign as CampaignId)
    const page = await ringBackPage(database, { campaign: id, before: null, limit })
    return { figures: await ringBackFigures(database, id), rows: page.rows }
  })
  const { calls, heard, objections, refusedBusy } = figures
  output.say(
    `${calls} calls came in: ${heard} heard the message, ${objections} objected; ` +
      `${refusedBusy} found the line engaged.`,
  )
  for (const { at, outcome, says, because, keys } of rows) {
    const played = because === null ? says : `${says} (${because})`
    output.say(
      `  ${new Date(at).toISOString()}  ${outcome ?? 'goes on'}  played: ${played}  keys: ${keys || '–'}`,
    )
  }
  output.result({ campaign, ...figures, rows })
}
