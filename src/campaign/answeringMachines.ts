/** What a campaign wants done where a machine answers, and how long that may take. */
import { type Ms, ms, seconds } from '../base/units.ts'

/**
 * ignore: nobody listens for machines, they hear what a person hears. hangUp: only people are spoken to.
 * leaveVoicemail: the voicemail version is left, once a person.
 */
export const answeringMachineChoices = ['ignore', 'hangUp', 'leaveVoicemail'] as const
export type AnsweringMachines = (typeof answeringMachineChoices)[number]

/** Mailboxes record a minute or more; who comes home listens to less. */
export const voicemailLongestMs = seconds(60)
/** Nobody has been told from a machine later than this. */
export const toldWithinMs = seconds(8)
/** No word lasts longer; then our message stops in the middle of one. */
export const wordPatienceMs = seconds(1.5)
/** A greeting that lasts longer is none: what is there to be left is left then. */
export const greetingMaxMs = seconds(45)
/** The far end is still there so long after the last packet: the whole voicemail had time to arrive. */
export const stillUpMs = seconds(1)

/** The longest talk in which a voicemail of this length is left whole, after the longest greeting. */
export const voicemailTalkMs = (durationMs: Ms): Ms =>
  ms(toldWithinMs + wordPatienceMs + greetingMaxMs + durationMs + stillUpMs)
