/** A campaign to change one thing of; fiction numbers only. */
import type { CampaignId, ClipId, OrganisationId, TrunkId } from '../../src/base/ids.ts'
import { type E164, epochMs, hours, minutes, ms, seconds } from '../../src/base/units.ts'
import { plainTrunk, type Trunk } from '../../src/call/trunk.ts'
import type { Campaign } from '../../src/campaign/campaign.ts'
import type { MessagePart, PartRole, VoiceMessage } from '../../src/campaign/voiceMessage.ts'

/** Tuesday 12 January 2027, 10:00 in Paris. */
export const tuesdayTen = epochMs(Date.UTC(2027, 0, 12, 9, 0, 0))

export const shownNumber = '+33163001234' as E164

export const practiceTrunk: Trunk & { readonly kind: 'practice' } = {
  id: 'practice' as TrunkId,
  kind: 'practice',
  host: '127.0.0.1',
  port: 5060,
  callsPerSecond: 20,
  concurrentCalls: 50,
  ...plainTrunk,
  callerIds: [shownNumber],
}

export function aPart(role: PartRole, durationMs: number): MessagePart {
  return { role, clip: `clip of ${role}` as ClipId, durationMs: ms(durationMs) }
}

/** Gate 8 s, content 20 s, closing 2 s, confirmation 3 s; approved. */
export const aMessage: VoiceMessage = {
  version: 1,
  hash: 'h1',
  parts: {
    gate: aPart('gate', 8000),
    content: aPart('content', 20_000),
    closing: aPart('closing', 2000),
    objectionConfirmed: aPart('objectionConfirmed', 3000),
  },
  voiceOrigin: 'synthetic',
  approval: { by: 'Ada Martin', at: tuesdayTen, hash: 'h1' },
}

export function aCampaign(change: Partial<Campaign> = {}): Campaign {
  return {
    id: '1' as CampaignId,
    organisation: '1' as OrganisationId,
    name: 'Premier tour',
    controller: 'Liste Exemple',
    purpose: 'other',
    election: null,
    trunk: practiceTrunk.id,
    callerId: shownNumber,
    state: 'running',
    deadline: epochMs(tuesdayTen + hours(10)),
    ringTimeoutMs: seconds(25),
    maxTalkMs: seconds(90),
    menu: { listen: '1', objection: '9', replay: '2', gateTimeoutMs: seconds(5), replaysMax: 1 },
    retry: {
      attemptsMax: 2,
      busyDelayMs: minutes(20),
      noAnswerDelayMs: hours(3),
      carrierDelayMs: seconds(30),
    },
    message: aMessage,
    practiceStart: tuesdayTen,
    ...change,
  }
}
