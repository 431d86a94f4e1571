/** The kill switch, complaints, and the thresholds at which a campaign pauses by itself. */
import { realClock } from '../base/clock.ts'
import { Failure } from '../base/failure.ts'
import type { CampaignId } from '../base/ids.ts'
import {
  type AfterCallLimits,
  judgeAfterCall,
  looserThanUsual,
  usualLimits,
} from '../campaign/afterCall.ts'
import { findCampaign } from '../engine/campaigns.ts'
import { newReference } from '../store/receipt.ts'
import type { Store } from '../store/store.ts'
import type { Invocation } from './command.ts'
import { withSession } from './session.ts'

export async function killCommand(
  invocation: Invocation,
  recording: string,
  options: { readonly why: string; readonly by: string },
): Promise<void> {
  const [why, by] = [options.why.trim(), options.by.trim()]
  if (why === '' || by === '')
    throw new Failure('usage', 'A kill says why and by whom: --why, --by.')
  await withSession(invocation, async ({ store }) => {
    const hash = await hashOf(store, recording)
    const { paused, calls } = await store.killMessage(hash, { why, by }, realClock.epoch())
    invocation.output.say(
      `The recording ${hash.slice(0, 12)}… is killed: ${calls} calls are being ended, ` +
        `${paused.length === 0 ? 'no campaign was running' : `paused: ${paused.join(', ')}`}.`,
    )
    invocation.output.result({ hash, calls, paused })
  })
}

async function hashOf(store: Store, recording: string): Promise<string> {
  if (/^[0-9a-f]{64}$/i.test(recording)) return recording.toLowerCase()
  const { id, message } = await findCampaign(store, recording)
  if (message) return message.hash
  throw new Failure('notFound', `Campaign ${id} has no recording: nothing to kill.`)
}

export async function complaintCommand(
  invocation: Invocation,
  campaign: string,
  { reference = newReference('C') }: { readonly reference?: string },
): Promise<void> {
  await withSession(invocation, async ({ store }) => {
    const { id } = await findCampaign(store, campaign)
    await store.addComplaint(id, reference, realClock.epoch())
    invocation.output.say(`Complaint ${reference} about campaign ${id} is counted.`)
    await sayStanding(invocation, store, id, { reference })
  })
}

export async function thresholdsCommand(
  invocation: Invocation,
  campaign: string,
  options: { readonly objections?: string; readonly complaints?: string },
): Promise<void> {
  const limits: Partial<AfterCallLimits> = {
    ...(options.objections !== undefined && {
      objectionShareMax: shareOf('--objections', options.objections, 'objectionShareMax'),
    }),
    ...(options.complaints !== undefined && {
      complaintShareMax: shareOf('--complaints', options.complaints, 'complaintShareMax'),
    }),
  }
  await withSession(invocation, async ({ store }) => {
    const { id } = await findCampaign(store, campaign)
    if (Object.keys(limits).length > 0) await store.setThresholds(id, limits)
    await sayStanding(invocation, store, id, {})
  })
}

async function sayStanding(
  invocation: Invocation,
  store: Store,
  id: CampaignId,
  also: Readonly<Record<string, string>>,
): Promise<void> {
  const { counts, limits } = await store.afterCall(id)
  const { answers, objections, complaints } = counts
  const { output } = invocation
  output.say(`  ${objections} objections and ${complaints} complaints of ${answers} answers`)
  if (limits === null) output.say('  no threshold: a practice campaign is given one, or has none')
  else {
    const { objectionShareMax, complaintShareMax } = limits
    output.say(
      `  pauses above ${objectionShareMax * 100} % objections or ${complaintShareMax * 100} % complaints`,
    )
    const answer = judgeAfterCall(counts, limits)
    if (answer.is === 'pause') output.say(`  above its threshold: ${answer.why}`)
  }
  output.result({ campaign: id, ...also, counts, limits })
}

function shareOf(option: string, text: string, name: keyof AfterCallLimits): number {
  const [, digits] = /^(\d+(?:[.,]\d+)?)\s*%$/.exec(text.trim()) ?? []
  if (digits === undefined) {
    throw new Failure('usage', `${option} must be a share such as 3%, not "${text}".`)
  }
  const share = Number(digits.replace(',', '.')) / 100
  const looser = looserThanUsual(name, share)
  if (!looser) return share
  throw new Failure(
    'refused',
    `${option} may only be made stricter than ${usualLimits[name] * 100} %.`,
    looser,
  )
}
