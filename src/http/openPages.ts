/** Puts the public pages together: code calls, sweep, server; and takes them apart again. */
import type { Clock } from '../base/clock.ts'
import { maskNumbersIn } from '../base/redact.ts'
import type { E164 } from '../base/units.ts'
import type { Telephony } from '../call/telephony.ts'
import type { Trunk } from '../call/trunk.ts'
import type { Database } from '../store/database.ts'
import { sweepCodes } from '../store/postgres/spokenCodes.ts'
import type { Store } from '../store/store.ts'
import { openCodeCalls } from './codeCalls.ts'
import type { Voices } from './codeVoice.ts'
import type { Desk, PracticePhone } from './desk.ts'
import { answerEveryMs, sweepEveryMs } from './limits.ts'
import { openServer, type PagesServer, type ServerOptions } from './server.ts'

export interface PagesOptions {
  readonly database: Database
  readonly store: Store
  readonly organisation: number
  readonly clock: Clock
  /** People reach the pages over HTTPS. */
  readonly secure: boolean
  readonly trustProxy: readonly string[]
  readonly telephony: Telephony
  readonly trunk: Trunk
  readonly callerId: E164
  readonly voices: Voices
  readonly practice: boolean
  readonly practicePhone: PracticePhone | null
  readonly onEnded: (number: E164) => void
  readonly log: (line: string) => void
  /** The web app and what it works with; absent: the public pages alone. */
  readonly app?: Pick<ServerOptions, 'api' | 'webFolder'>
}

export async function openPages(options: PagesOptions): Promise<PagesServer> {
  const { database, store, organisation, clock, secure, practice, practicePhone, log } = options
  const codes = await openCodeCalls(options)
  const desk: Desk = {
    ...{ database, store, organisation, clock, codes, practice, practicePhone },
    cookies: { secure },
    answerEvery: answerEveryMs,
  }
  const server = await openServer({
    ...{ desk, trustProxy: options.trustProxy, log },
    ...options.app,
  })
  const sweep = (): void => {
    sweepCodes(database, clock.epoch()).catch((error: unknown) => {
      log(`codes were not swept: ${maskNumbersIn(String(error))}`)
    })
  }
  sweep()
  const sweeping = setInterval(sweep, sweepEveryMs)
  return {
    ...server,
    async close() {
      clearInterval(sweeping)
      await server.close()
      await codes.close()
    },
  }
}
