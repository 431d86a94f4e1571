/**
 * What `portevoix serve` does: opens database → services (engine, tasks, events) → code line → HTTP, says
 * where it is, runs until it is told to end, and closes everything in the opposite order.
 */
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { realClock } from '../base/clock.ts'
import { Failure } from '../base/failure.ts'
import { maskNumbersIn } from '../base/redact.ts'
import { hours } from '../base/units.ts'
import { mediaSettingOf } from '../config.ts'
import { openPages } from '../http/openPages.ts'
import { type OpenServices, openServices } from '../http/openServices.ts'
import type { PagesServer } from '../http/server.ts'
import type { AccessStore } from '../store/accessStore.ts'
import type { ObjectionJournal } from '../store/objectionJournal.ts'
import { postgresAccessStore } from '../store/postgres/access.ts'
import { purgeRequests } from '../store/postgres/idempotency.ts'
import { firstOrganisation } from '../store/postgres/organisations.ts'
import type { Invocation } from './command.ts'
import { withJournal } from './objectionJournal.ts'
import { parsePublicUrl } from './pagesActions.ts'
import { type CodeLine, openCodeLine } from './pagesLine.ts'
import { parseWhole } from './parse.ts'
import { withRetention } from './retentionWatch.ts'
import { type Session, withSession } from './session.ts'
import { version } from './version.ts'

interface ServeOptions {
  readonly port?: string
  readonly host: string
  readonly publicUrl?: string
  readonly trustProxy?: readonly string[]
  readonly trunk?: string
  readonly open?: boolean
}

/** Tried in turn when none was named; then any that is free. */
const FIRST_PORT = 8080
const PORTS_TRIED = 20
const PURGE_EVERY = hours(1)

const webFolder = path.join(import.meta.dirname, '..', '..', 'web', 'dist')

/** Resolves when SIGINT or SIGTERM has come and everything is closed. */
export async function serveCommand(invocation: Invocation, options: ServeOptions): Promise<void> {
  const port = options.port === undefined ? null : parseWhole('--port', options.port, 0, 65_535)
  const publicUrl = options.publicUrl === undefined ? null : parsePublicUrl(options.publicUrl)
  const ended = untilTold()
  await withSession(invocation, (session) =>
    withJournal(invocation, session, (journal) =>
      serve(invocation, session, {
        ...options,
        port,
        publicUrl,
        ended,
        ...(journal && { journal }),
      }),
    ),
  )
}

/**
 * The first signal lets what is under way end; the second ends at once, with the exit code of a signal.
 * Listened to from before the database is opened, and never taken off: it would close itself else.
 */
function untilTold(): Promise<void> {
  let told = false
  return new Promise((resolve) => {
    for (const [signal, exitCode] of [
      ['SIGINT', 130],
      ['SIGTERM', 143],
    ] as const) {
      process.on(signal, () => {
        if (told) process.exit(exitCode)
        told = true
        resolve()
      })
    }
  })
}

interface Serving extends Omit<ServeOptions, 'port' | 'publicUrl'> {
  readonly port: number | null
  readonly publicUrl: URL | null
  readonly ended: Promise<void>
  readonly journal?: ObjectionJournal
}

async function serve(invocation: Invocation, session: Session, serving: Serving): Promise<void> {
  const { database, store, filesFolder } = session
  const { journal } = serving
  const { sipPort } = invocation.config()
  const access = postgresAccessStore(database)
  const opened = await openServices({
    ...{ system: database, store, access, filesFolder, log },
    calling: {
      ...{ ...mediaSettingOf(invocation.config()), version, ...(journal && { journal }) },
      ...(sipPort !== undefined && { sipPort }),
    },
    clock: realClock,
    privateWebhooks: invocation.config().privateWebhooks,
  })
  try {
    const line = await openCodeLine(invocation, session, { trunk: serving.trunk, log })
    try {
      const server = await openHttp(session, serving, { line, opened })
      try {
        await listenAndSay(invocation, serving, { server, access })
        await untilEnded(invocation, session, serving)
        invocation.output.say('Ending: requests are answered, calls in progress end.')
      } finally {
        await server.close()
      }
    } finally {
      await line.close()
    }
  } finally {
    await opened.close()
  }
}

function log(line: string): void {
  process.stderr.write(`${line}\n`)
}

interface Parts {
  readonly line: CodeLine
  readonly opened: OpenServices
}

async function openHttp(
  session: Session,
  { publicUrl, trustProxy = [] }: Serving,
  { line, opened }: Parts,
): Promise<PagesServer> {
  const { services, tenant } = opened
  return openPages({
    ...session,
    organisation: await firstOrganisation(session.database),
    clock: realClock,
    secure: publicUrl?.protocol === 'https:',
    trustProxy,
    ...line,
    log,
    app: { api: { services, clock: realClock, tenant }, webFolder },
  })
}

interface Listening {
  readonly server: PagesServer
  readonly access: AccessStore
}

async function listenAndSay(
  { output, config }: Invocation,
  { host, port, publicUrl, open }: Serving,
  { server, access }: Listening,
): Promise<void> {
  const at = await listen(server, host, port)
  const shownHost = at.family === 'IPv6' ? `[${at.address}]` : at.address
  const url = publicUrl?.href ?? `http://${shownHost}:${at.port}/`
  const firstRun = !(await access.hasOwner())
  const link = firstRun
    ? `${url}app/first-run?token=${await access.makeSetupToken(realClock.epoch())}`
    : `${url}app/`
  output.say('Portevoix is ready.')
  if (firstRun) output.say(`  First run:     ${link}`)
  if (firstRun)
    output.say('                 This link makes the owner. It works once, for 24 hours.')
  output.say(`  Web app:       ${url}app/`)
  output.say(`  Public pages:  ${url}`)
  output.say(`  API:           ${url}api/v1/reference`)
  if (!existsSync(path.join(webFolder, 'index.html'))) {
    output.say('The web app is not built yet: `npm start` builds it.')
  }
  output.say('Ctrl-C ends it.')
  output.result({ url, host: at.address, port: at.port, firstRun: firstRun ? link : null })
  if (open === true && config().desktop) openBrowser(link)
}

async function listen(
  server: PagesServer,
  host: string,
  port: number | null,
): ReturnType<PagesServer['listen']> {
  if (port !== null) return server.listen({ host, port })
  for (let tried = 0; tried < PORTS_TRIED; tried += 1) {
    try {
      return await server.listen({ host, port: FIRST_PORT + tried })
    } catch (error) {
      if (!(error instanceof Failure && error.code === 'busy')) throw error
    }
  }
  return server.listen({ host, port: 0 })
}

/** A desktop without a browser is no failure: the link stands in the terminal. */
function openBrowser(link: string): void {
  const child = spawn('xdg-open', [link], { stdio: 'ignore', detached: true })
  child.on('error', () => undefined)
  child.unref()
}

async function untilEnded(
  invocation: Invocation,
  { database }: Session,
  { ended }: Serving,
): Promise<void> {
  const purge = (): void => {
    purgeRequests(database, realClock.epoch()).catch((error: unknown) => {
      log(`old answers were not purged: ${maskNumbersIn(String(error))}`)
    })
  }
  purge()
  const purging = setInterval(purge, PURGE_EVERY)
  try {
    await withRetention(invocation, database, () => ended)
  } finally {
    clearInterval(purging)
  }
}
