/** One call of ours for the interop tests: real engine, real media, on loopback, to a fiction number. */

import type { z } from 'zod'
import { realClock } from '../../../src/base/clock.ts'
import type { ClipId, TrunkId } from '../../../src/base/ids.ts'
import { type E164, ms } from '../../../src/base/units.ts'
import { plainTrunk, type Trunk } from '../../../src/call/trunk.ts'
import { trunkProfileSchema } from '../../../src/call/trunkProfile.ts'
import type { Clip } from '../../../src/campaign/voiceMessage.ts'
import { openMediaEngine } from '../../../src/telephony/media.ts'
import {
  runTrunkTest,
  type TrunkTestOptions,
  type TrunkTestResult,
} from '../../../src/telephony/trunkTest.ts'

export const callee = '+33199001234' as E164
const callerId = '+33163001234' as E164

/** A trunk on loopback whose carrier wants to be spoken to like this. */
export const trunkAt = (
  port: number,
  profile: z.input<typeof trunkProfileSchema>,
  { user, password }: Pick<Partial<Trunk>, 'user' | 'password'> = {},
): Trunk => ({
  id: 'interop' as TrunkId,
  kind: 'practice',
  host: '127.0.0.1',
  port,
  callsPerSecond: 10,
  concurrentCalls: 10,
  ...plainTrunk,
  profile: trunkProfileSchema.parse(profile),
  callerIds: [callerId],
  ...(user === undefined ? {} : { user }),
  ...(password === undefined ? {} : { password }),
})

export async function callTo(
  port: number,
  options: Partial<TrunkTestOptions> & {
    readonly messageMs?: number
    /** Rows of the trunk's profile; absent: like any other. */
    readonly profile?: z.input<typeof trunkProfileSchema>
  } = {},
): Promise<TrunkTestResult> {
  const { messageMs = 400, profile, ...rest } = options
  const media =
    rest.media ??
    (await openMediaEngine({ portRange: { from: 24_500, to: 24_898 }, raisePriority: false }))
  return runTrunkTest({
    uri: `sip:0199001234@127.0.0.1:${port}`,
    number: callee,
    message: clipOf(messageMs),
    callerId,
    ...(profile ? { trunk: trunkAt(port, profile, rest) } : {}),
    ringTimeoutMs: ms(5000),
    ownPhones: [],
    media,
    clock: realClock,
    version: 'test',
    ...rest,
  })
}

export function clipOf(durationMs: number): Clip {
  const bytes = durationMs * 8
  return {
    id: `clip of ${durationMs} ms` as ClipId,
    pcma: new Uint8Array(bytes).fill(0xd5),
    pcmu: new Uint8Array(bytes).fill(0xff),
  }
}
