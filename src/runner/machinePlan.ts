/** What a campaign wants done where a machine answers, as the call attempt needs it. */
import type { AmdSettings } from '../base/amd.ts'
import { type Ms, ms, seconds } from '../base/units.ts'
import { amdSettingsFor } from '../call/amdSettings.ts'
import type { MachinePlan } from '../call/attemptState.ts'
import type { Trunk } from '../call/trunk.ts'
import { stillUpMs } from '../campaign/answeringMachines.ts'
import type { Campaign } from '../campaign/campaign.ts'
import type { VoiceMessage } from '../campaign/voiceMessage.ts'
import { mediaTimeoutMs } from './limits.ts'

/** As in the country of our law, but for what the trunk says of its own calls. */
export function listeningOver({ profile }: Pick<Trunk, 'profile'>): AmdSettings {
  const ofTrunk = Object.entries(profile.answerers).filter(([, value]) => value !== null)
  return amdSettingsFor('fr', Object.fromEntries(ofTrunk))
}

/** undefined: nobody listens for who answers. */
export function machinePlan(
  { answeringMachines = 'ignore' }: Pick<Campaign, 'answeringMachines'>,
  { parts, voicemail }: Pick<VoiceMessage, 'parts' | 'voicemail'>,
  mayLeaveVoicemail: boolean,
): MachinePlan | undefined {
  if (answeringMachines === 'ignore') return undefined
  const leaves = answeringMachines === 'leaveVoicemail' && mayLeaveVoicemail
  return {
    how: amdSettingsFor('fr'),
    pauses: parts.gate.pauses ?? [],
    ...(leaves && voicemail && { voicemail }),
  }
}

/** A mailbox that records need not send anything: it is not dead for that. */
export function silenceAllowed(plan: MachinePlan | undefined): Ms {
  const recordsMs = (plan?.voicemail?.durationMs ?? 0) + stillUpMs + seconds(4)
  return ms(plan?.voicemail === undefined ? mediaTimeoutMs : Math.max(mediaTimeoutMs, recordsMs))
}
