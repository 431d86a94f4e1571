/** `campaign list|status|start|pause|resume|stop` and `report` through a running server. */
import { Failure } from '../base/failure.ts'
import { epochMs } from '../base/units.ts'
import { type Invocation, readableInstant } from './command.ts'
import type { Remote } from './remote.ts'

interface Line {
  readonly id: string
  readonly name: string
  readonly state: string
}

const pagesMax = 1_000

async function allCampaigns(remote: Remote): Promise<readonly Line[]> {
  const found: Line[] = []
  let after: string | null = ''
  for (let page = 0; after !== null && page < pagesMax; page += 1) {
    const query: string = after === '' ? '' : `&after=${encodeURIComponent(after)}`
    const { items, next }: { items: Line[]; next: string | null } = await remote.ask(
      'GET',
      `/campaigns?limit=200${query}`,
    )
    found.push(...items)
    after = next
  }
  return found
}

/** By whole id or by an unambiguous beginning. */
async function findRemote(remote: Remote, id: string): Promise<Line> {
  const found = (await allCampaigns(remote)).filter((line) => line.id.startsWith(id))
  const [first] = found
  if (first && found.length === 1) return first
  throw new Failure(
    'notFound',
    found.length === 0
      ? `There is no campaign "${id}". \`portevoix campaign list\` shows them.`
      : `"${id}" is the beginning of ${found.length} campaigns; write more of it.`,
  )
}

export async function listRemote({ output }: Invocation, remote: Remote): Promise<void> {
  const lines = await allCampaigns(remote)
  if (lines.length === 0) output.say('No campaign yet.')
  for (const { id, name, state } of lines) output.say(`${id}  ${state.padEnd(9)}  ${name}`)
  output.result(lines.map(({ id, name, state }) => ({ campaign: id, name, state })))
}

export async function statusRemote(
  { output }: Invocation,
  remote: Remote,
  id: string,
): Promise<void> {
  const campaign = await findRemote(remote, id)
  const live = await remote.ask('GET', `/campaigns/${campaign.id}/live`)
  const practice = live.practice ? ', practice: no real phone rings' : ''
  output.say(`${live.name} (${campaign.id}): ${live.state}${practice}`)
  output.say(`  ${live.sentence.en}`)
  output.say(
    `  until ${readableInstant(epochMs(Date.parse(live.deadline)))}; ${live.callsUp} calls up`,
  )
  output.result({ campaign: campaign.id, ...live })
}

/** The check is made anew where it is missing; then the launch, for as many people as it counted. */
export async function startRemote(
  invocation: Invocation,
  remote: Remote,
  ids: readonly string[],
): Promise<void> {
  const { output } = invocation
  const started = []
  for (const id of ids) {
    const { id: found, name, state } = await findRemote(remote, id)
    const at = `/campaigns/${found}`
    if (state === 'paused') await remote.ask('POST', `${at}/resume`)
    else await launch(invocation, remote, at)
    output.say(
      `${name}: started; it calls inside the server. See \`portevoix campaign status ${found}\`.`,
    )
    started.push({ campaign: found, name })
  }
  output.result(started)
}

async function launch({ output }: Invocation, remote: Remote, at: string): Promise<void> {
  let preview = await remote.ask('GET', `${at}/launch`)
  if (preview.state === 'unchecked' || preview.state === 'changed') {
    const task = await remote.ask('POST', `${at}/check`)
    await remote.ended(task, ({ done, total }) =>
      output.progress(`Checking: ${done} of ${total ?? '…'} people judged.`),
    )
    output.progressDone()
    preview = await remote.ask('GET', `${at}/launch`)
  }
  if (preview.state === 'blocked') {
    const lines = preview.blockers.map(
      ({ say }: { say?: { en: string } }) => `  - ${say?.en ?? ''}`,
    )
    throw new Failure('refused', `The campaign cannot start yet:\n${lines.join('\n')}`)
  }
  const { people, messageHash } = preview
  const { warning } = await remote.ask('POST', `${at}/launch`, { people, messageHash })
  if (warning) output.say(`  ${warning}`)
}

export async function moveRemote(
  { output }: Invocation,
  remote: Remote,
  id: string,
  act: { readonly verb: 'pause' | 'resume' | 'stop'; readonly why?: string },
): Promise<void> {
  const { id: campaign, state } = await findRemote(remote, id)
  const body = act.why === undefined ? undefined : { why: act.why }
  const { state: to } = await remote.ask('POST', `/campaigns/${campaign}/${act.verb}`, body)
  output.say(`Campaign ${campaign}: ${state} → ${to}.`)
  output.result({ campaign, from: state, to, ...(act.why === undefined ? {} : { why: act.why }) })
}
