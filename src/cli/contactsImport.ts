/** `portevoix contacts import`: options into a Source, the file through the intake, the sums that close. */
import { realClock } from '../base/clock.ts'
import type { Invocation } from './command.ts'
import { withSession } from './session.ts'
