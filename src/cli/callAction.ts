/** What `portevoix call` does: options → one trunk test → its figures. */
import { readFile } from 'node:fs/promises'
import { realClock } from '../base/clock.ts'
import { Failure } from '../base/failure.ts'
import type { E164 } from '../base/units.ts'
import { prepareRecording } from '../intake/recording.ts'
import { openMediaEngine } from '../telephony/media.ts'
import { runTrunkTest, type TrunkTestResult } from '../telephony/trunkTest.ts'
import type { Invocation } from './command.ts'
import { parseCallerId, parseSeconds, parseTrunkTestNumber } from './parse.ts'
import { withSession } from './session.ts'
import { version } from './version.ts'

interface CallOptions {
  readonly message: string
  readonly user?: string
  readonly password?: string
  readonly passwordFile?: string
  readonly callerId: string
  readonly ringTimeout: string
  readonly mediaTimeout?: string
}

export async function callCommand(
  invocation: Invocation,
  uri: string,
  options: CallOptions,
): Promise<void> {
  const { number, loopback } = phoneOf(uri)
  const callerId = parseCallerId('--caller-id', options.callerId)
  const ringTimeoutMs = parseSeconds('--ring-timeout', options.ringTimeout, 1, 180)
  const mediaTimeoutMs = options.mediaTimeout
    ? parseSeconds('--media-timeout', options.mediaTimeout, 1, 600)
    : undefined
  const password = options.passwordFile ? await readSecret(options.passwordFile) : options.password
  const { clip, durationMs } = await prepareRecording(options.message)
  // The declared phones stand in the database; a test on this machine needs none of them.
  const ownPhones = loopback ? [] : await withSession(invocation, ({ store }) => store.ownPhones())
  const { output } = invocation
  output.progress(`Calling; the recording lasts ${(durationMs / 1000).toFixed(1)} s.`)
  const result = await runTrunkTest({
    uri,
    number,
    message: clip,
    callerId,
    ringTimeoutMs,
    ownPhones,
    ...(options.user ? { user: options.user } : {}),
    ...(password ? { password } : {}),
    ...(mediaTimeoutMs ? { mediaTimeoutMs } : {}),
    media: await openMediaEngine(invocation.config().media === 'dgram' ? { backend: 'dgram' } : {}),
    clock: realClock,
    version,
  })
  output.progressDone()
  for (const line of linesOf(result)) output.say(line)
  output.result(result)
}

/** Read before anything is opened, so that a slip costs nothing. */
function phoneOf(uri: string): { readonly number: E164; readonly loopback: boolean } {
  const parts =
    /^sip:([^@\s]+)@(\[[^\]]+\]|[^:;\s]+)(?::(\d+))?(?:;transport=(?:udp|tcp|tls))?$/i.exec(uri)
  const [, user, host, port] = parts ?? []
  if (!user || !host || (port !== undefined && (Number(port) < 1 || Number(port) > 65_535))) {
    throw new Failure(
      'usage',
      `Give the phone as sip:NUMBER@HOST or sip:NUMBER@HOST:PORT, with ;transport=tcp or tls if need be, not "${uri}".`,
    )
  }
  return {
    number: parseTrunkTestNumber(user),
    loopback: /^(127\.|localhost$|\[::1\]$)/i.test(host),
  }
}

function linesOf(result: TrunkTestResult): readonly string[] {
  const { outcome, sipStatus, keys, answeredMs, firstAudioMs, talkMs, rtp, notRegistered } = result
  const time = (ms: number | null): string => (ms === null ? '–' : `${Math.round(ms * 10) / 10} ms`)
  return [
    `Outcome: ${outcome}${sipStatus === null ? '' : ` (SIP ${sipStatus})`}`,
    ...(notRegistered ? [`Not registered: ${notRegistered.why}`] : []),
    `Answered after ${time(answeredMs)}, first audio ${time(firstAudioMs)} after our ACK, talk ${time(talkMs)}`,
    `Keys: ${keys.length > 0 ? keys.join(' ') : 'none'}`,
    `RTP: ${rtp.sent} sent, ${rtp.received} received, ${rtp.lost} lost, jitter ${rtp.jitterMs.toFixed(1)} ms`,
  ]
}

async function readSecret(file: string): Promise<string> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new Failure('badInput', `The password file ${file} cannot be read (${error.code}).`)
  })
  return text.trim()
}
