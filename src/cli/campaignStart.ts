/** `portevoix campaign start`: the moves to `running`, then the run itself in this process. */

import { Failure } from '../base/failure.ts'
import type { Campaign } from '../campaign/campaign.ts'
import { mediaSettingOf } from '../config.ts'
import { type Brought, bringToRunning } from '../engine/bringToRunning.ts'
import { findCampaign } from '../engine/campaigns.ts'
import { lineOf } from '../engine/line.ts'
import type { Opened } from '../engine/opened.ts'
import { clockOf, type Line } from '../runner/run.ts'
import type { Invocation } from './command.ts'
import { type Dialled, dialCampaigns } from './dialling.ts'
import { withJournal } from './objectionJournal.ts'
import { parseWhole } from './parse.ts'
import { remoteOf } from './remote.ts'
import { startRemote } from './remoteCampaigns.ts'
import { withRetention } from './retentionWatch.ts'
import { withSession } from './session.ts'

interface StartOptions {
  readonly seed: string
  readonly insee?: readonly string[]
}

export async function startCampaigns(
  invocation: Invocation,
  ids: readonly string[],
  options: StartOptions,
): Promise<void> {
  const remote = await remoteOf(invocation)
  if (remote) {
    if (options.insee) {
      throw new Failure('usage', 'Choose people by place in the web app: leave out --insee.')
    }
    return startRemote(invocation, remote, ids)
  }
  const { output } = invocation
  const seed = parseWhole('--seed', options.seed, 0, 2 ** 31)
  await withSession(invocation, async (session) => {
    const { database, store } = session
    const found = await Promise.all(ids.map((id) => findCampaign(store, id)))
    const campaigns = [...new Map(found.map((campaign) => [campaign.id, campaign])).values()]
    const line = await lineOf({ database, store }, campaigns)
    const chosen = await bringAllToRunning(
      { database, store },
      campaigns,
      line,
      options.insee ?? null,
    )
    campaigns.forEach(({ name, practiceStart }, index) => {
      const practice = practiceStart === null ? '' : '; practice: no real phone rings'
      output.say(`${name}: ${chosen[index]?.targets} people chosen${practice}.`)
      const warning = chosen[index]?.warning
      if (warning) output.say(`  ${warning}`)
    })
    const dialled = await withRetention(invocation, database, () =>
      withJournal(invocation, session, (journal) =>
        dialCampaigns({
          ...{ store, campaigns, line, seed, output, ...mediaSettingOf(invocation.config()) },
          ...(journal === undefined ? {} : { journal }),
        }),
      ),
    )
    sayResult(invocation, campaigns, dialled)
  })
}

/** All or none: what was moved is paused again when a later campaign cannot start. */
async function bringAllToRunning(
  session: Opened,
  campaigns: readonly Campaign[],
  line: Line,
  inseePrefixes: readonly string[] | null,
): Promise<readonly Brought[]> {
  const { store } = session
  const chosen: Brought[] = []
  try {
    for (const campaign of campaigns) {
      chosen.push(await bringToRunning(session, campaign, line, inseePrefixes))
    }
    return chosen
  } catch (error) {
    for (const { id, state } of campaigns.slice(0, chosen.length)) {
      // One that was running before belongs to the process that calls for it.
      if (state === 'running') continue
      const why = 'another campaign of the same command cannot start'
      await store.moveCampaign(id, 'running', 'paused', why, clockOf(line).epoch())
    }
    throw error
  }
}

function sayResult(invocation: Invocation, campaigns: readonly Campaign[], { run }: Dialled): void {
  const { output } = invocation
  for (const result of run.campaigns) {
    const { campaign: id, state, why, fault, recovered, counters } = result
    output.say(`${campaigns.find((campaign) => campaign.id === id)?.name}: ${state} (${why}).`)
    if (fault) output.say(`  Stopped by a fault: ${fault}`)
    if (recovered.unknown > 0) {
      output.say(
        `  ${recovered.unknown} calls of a run that died are unknown; they are not called again.`,
      )
    }
    for (const [outcome, count] of Object.entries(counters?.outcomes ?? {}))
      output.say(`  ${outcome}: ${count}`)
    output.say(`  Report: portevoix report ${id}`)
    if (fault) invocation.endWith(new Failure('carrier', fault).exitCode)
  }
  const { peaks, firstAudioMs, attempts } = run
  output.result({ campaigns: run.campaigns, peaks, firstAudioMs, attempts })
}
