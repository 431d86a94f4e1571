/**
 * What a campaign lacks before it may call anybody: the whole list, each with measured and limit, so
 * that one reading is enough to mend it. Used by the lifecycle for `makeReady`, `start` and `resume`.
 */
import type { E164, EpochMs } from '../base/units.ts'
import { hours, minutes, seconds } from '../base/units.ts'
import { voicemailLongestMs, voicemailTalkMs } from './answeringMachines.ts'
import type { Campaign } from './campaign.ts'
import { lastStart, mayStartAt } from './schedule.ts'
import { isApproved, longestPassMs, type VoiceMessage } from './voiceMessage.ts'

/** What readiness needs to know beside the campaign itself. */
export interface ReadinessFacts {
  readonly trunk: {
    readonly kind: 'practice' | 'real'
    readonly callerIds: readonly E164[]
  } | null
  readonly targets: number
  /** What law/launch.ts answered: the gates that refuse. */
  readonly refusedGates: readonly RefusedGate[]
  /** What the rules of the organisation, and those above it, refuse. */
  readonly house?: readonly Missing[]
}

/** A gate of the law that refuses the launch; campaign/ knows its answer only. */
export interface RefusedGate {
  readonly rule: string
  readonly measured: string
  readonly limit: string
  readonly say: { readonly en: string; readonly fr: string }
}

/** What is missing, named for programs; the sentence for people is in the two languages. */
export interface Missing {
  readonly what:
    | 'message'
    | 'approval'
    | 'trunk'
    | 'callerId'
    | 'deadline'
    | 'targets'
    | 'controller'
    | 'practiceStart'
    | 'ringTimeout'
    | 'maxTalk'
    | 'voicemail'
    | 'menu'
    | 'retry'
    | 'gate'
    | 'houseMode'
    | 'houseTries'
    | 'houseApprovals'
    | 'houseHours'
    | 'houseBudget'
  /** Of a gate: which rule refuses. */
  readonly rule?: string
  readonly measured: string
  readonly limit: string
  readonly say: { readonly en: string; readonly fr: string }
}

/** A phone that rings less is missed; one that rings longer reaches the person's voicemail anyway. */
export const ringTimeoutRangeMs = { min: seconds(5), max: seconds(120) }
export const maxTalkRangeMs = { min: seconds(10), max: minutes(15) }
export const gateTimeoutRangeMs = { min: seconds(1), max: seconds(60) }
export const replaysLimit = 10
/** Law caps the attempts a person gets; this bounds what one campaign may ask for. */
export const attemptsLimit = 10
/** Shorter delays between two attempts at one person are harassment, longer ones outlive a campaign. */
export const retryDelayRangeMs = { min: seconds(1), max: hours(24 * 7) }

export function missingFor(campaign: Campaign, facts: ReadinessFacts, now: EpochMs): Missing[] {
  return [
    ...missingMessage(campaign),
    ...missingTrunk(campaign, facts),
    ...missingInstants(campaign, facts, now),
    ...missingBounds(campaign),
    ...(facts.targets > 0
      ? []
      : [
          lacks('targets', '0 targets', 'at least 1', {
            en: 'Nobody is chosen: choose the contacts to call.',
            fr: 'Personne n’est choisi : choisissez les contacts à appeler.',
          }),
        ]),
    ...(campaign.controller.trim() !== ''
      ? []
      : [
          lacks('controller', 'empty', 'a name', {
            en: 'Say on whose behalf the calls are made, as the consents name them.',
            fr: 'Indiquez pour le compte de qui sont passés les appels, comme dans les accords.',
          }),
        ]),
    ...(facts.house ?? []),
    ...facts.refusedGates.map((gate) => ({ what: 'gate' as const, ...gate })),
  ]
}

function lacks(
  what: Missing['what'],
  measured: string,
  limit: string,
  say: Missing['say'],
): Missing {
  return { what, measured, limit, say }
}

function missingMessage({ message, menu, maxTalkMs, answeringMachines }: Campaign): Missing[] {
  if (message === null) {
    return [
      lacks('message', 'none', 'one voice message', {
        en: 'There is no voice message: add a recording.',
        fr: 'Il n’y a pas de message vocal : ajoutez un enregistrement.',
      }),
    ]
  }
  const missing: Missing[] = []
  if (!isApproved(message)) {
    const approved = message.approval?.hash ?? 'not approved'
    missing.push(
      lacks('approval', approved, message.hash, {
        en: `Version ${message.version} of the voice message is not approved: listen to it, then approve it.`,
        fr: `La version ${message.version} du message vocal n’est pas approuvée : écoutez-la, puis approuvez-la.`,
      }),
    )
  }
  const leaves = answeringMachines === 'leaveVoicemail'
  if (leaves) missing.push(...missingVoicemail(message))
  const leavingMs = leaves && message.voicemail ? voicemailTalkMs(message.voicemail.durationMs) : 0
  const needed = Math.max(longestPassMs(message, menu.gateTimeoutMs), leavingMs)
  if (needed > maxTalkMs) {
    missing.push(
      lacks('maxTalk', `${maxTalkMs} ms`, `at least ${needed} ms`, {
        en: 'The longest talk is shorter than the message, or than a greeting and the voicemail: it would be cut.',
        fr: 'La durée maximale de l’appel est plus courte que le message, ou que l’annonce d’un répondeur et le message laissé : il serait coupé.',
      }),
    )
  }
  return missing
}

function missingVoicemail({ voicemail }: VoiceMessage): Missing[] {
  if (voicemail === undefined) {
    return [
      lacks('voicemail', 'none', 'a voicemail version', {
        en: 'There is no message for answering machines: record one, or choose to hang up on them.',
        fr: 'Il n’y a pas de message pour les répondeurs : enregistrez-en un, ou choisissez d’y raccrocher.',
      }),
    ]
  }
  if (voicemail.durationMs <= voicemailLongestMs) return []
  return [
    lacks('voicemail', `${voicemail.durationMs} ms`, `at most ${voicemailLongestMs} ms`, {
      en: 'The message for answering machines is too long: many would cut it off.',
      fr: 'Le message pour les répondeurs est trop long : beaucoup le couperaient.',
    }),
  ]
}

function missingTrunk(campaign: Campaign, { trunk }: ReadinessFacts): Missing[] {
  if (trunk === null) {
    return [
      lacks('trunk', campaign.trunk, 'a known trunk', {
        en: `There is no trunk “${campaign.trunk}”: add it or choose another.`,
        fr: `Il n’y a pas de ligne opérateur « ${campaign.trunk} » : ajoutez-la ou choisissez-en une autre.`,
      }),
    ]
  }
  if (trunk.callerIds.includes(campaign.callerId)) return []
  return [
    lacks('callerId', campaign.callerId, trunk.callerIds.join(', ') || 'none on this trunk', {
      en: 'The number shown is not one the operator lets us show on this trunk.',
      fr: 'Le numéro présenté n’est pas de ceux que l’opérateur autorise sur cette ligne.',
    }),
  ]
}

const iso = (at: EpochMs): string => new Date(at).toISOString()

function missingInstants(campaign: Campaign, { trunk }: ReadinessFacts, now: EpochMs): Missing[] {
  const missing: Missing[] = []
  if (!mayStartAt(campaign, now)) {
    missing.push(
      lacks('deadline', iso(now), `before ${iso(lastStart(campaign))}`, {
        en: 'The deadline is too near: a call started now could still be up at it.',
        fr: 'L’échéance est trop proche : un appel lancé maintenant pourrait la dépasser.',
      }),
    )
  }
  if (trunk !== null && (trunk.kind === 'practice') !== (campaign.practiceStart !== null)) {
    const [measured, limit] =
      trunk.kind === 'practice' ? ['none', 'an instant'] : [`${campaign.practiceStart}`, 'none']
    missing.push(
      lacks('practiceStart', measured, limit, {
        en: 'A practice trunk needs a practice clock, and a real trunk has the real clock only.',
        fr: 'Une ligne d’exercice demande une horloge d’exercice ; une vraie ligne n’a que l’heure réelle.',
      }),
    )
  }
  return missing
}

function missingBounds({ ringTimeoutMs, maxTalkMs, menu, retry }: Campaign): Missing[] {
  const missing: Missing[] = []
  const hold = (
    what: Missing['what'],
    named: readonly [en: string, fr: string],
    value: number,
    range: { readonly min: number; readonly max: number },
  ): void => {
    if (value >= range.min && value <= range.max) return
    missing.push(
      lacks(what, String(value), `${range.min} to ${range.max}`, {
        en: `${named[0]} is out of bounds.`,
        fr: `${named[1]} est hors limites.`,
      }),
    )
  }
  hold('ringTimeout', ['The ring time', 'La durée de sonnerie'], ringTimeoutMs, ringTimeoutRangeMs)
  hold('maxTalk', ['The longest talk', 'La durée maximale'], maxTalkMs, maxTalkRangeMs)
  hold('menu', ['The gate time-out', 'L’attente du choix'], menu.gateTimeoutMs, gateTimeoutRangeMs)
  hold('menu', ['The number of replays', 'Le nombre de réécoutes'], menu.replaysMax, {
    min: 0,
    max: replaysLimit,
  })
  hold('retry', ['The number of attempts', 'Le nombre de tentatives'], retry.attemptsMax, {
    min: 1,
    max: attemptsLimit,
  })
  for (const delay of [retry.busyDelayMs, retry.noAnswerDelayMs, retry.carrierDelayMs]) {
    hold('retry', ['A retry delay', 'Un délai de rappel'], delay, retryDelayRangeMs)
  }
  if (menu.objection === menu.listen || menu.objection === menu.replay) {
    missing.push(
      lacks('menu', menu.objection, 'a key of its own', {
        en: 'The objection key must not have another meaning.',
        fr: 'La touche d’opposition ne doit pas avoir d’autre sens.',
      }),
    )
  }
  return missing
}
