/** The named limits of a run. */
import { minutes, ms, seconds } from '../base/units.ts'

/** Answered, and nothing heard from the phone for so long: the line is dead. */
export const mediaTimeoutMs = seconds(20)
/** How often the calendar is looked at (deadline, eve, clock jumps) and the live display is told. */
export const heartbeatMs = ms(250)
/** The store had nothing ready: asked again after this while something may change by itself. */
export const askAgainMs = seconds(1)
/** … and after this at the latest when nothing is up and the next instant is known. */
export const askAgainMaxMs = seconds(5)
/** So many empty answers in a row while people remain and none of them waits: a bug, not patience. */
export const stuckAnswersMax = 600
/** A database may restart; when it has failed for longer without one success the campaign pauses. */
export const storeToleranceMs = seconds(10)
/** One bug ends one call; so many pause the campaign. */
export const brokenLegsMax = 5
/** First audio of the last so many calls is kept for the percentiles. */
export const firstAudioKept = 100_000
/** What is said about a trunk rests on the last so many calls. */
export const recentCallsKept = 1000
/** Counters are read from the store this often, while somebody looks. */
export const countersEveryMs = seconds(1)
/** A jump of the practice clock lands so much after the next instant: a retry may be late, not early. */
export const jumpSlackMs = minutes(2)
