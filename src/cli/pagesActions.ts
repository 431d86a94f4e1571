/**
 * What `portevoix pages` does: opens database → carrier → media → SIP → code calls → HTTP, runs until it
 * is told to end, and closes them in the opposite order.
 */
import { readFile } from 'node:fs/promises'
import { realClock } from '../base/clock.ts'
import { Failure } from '../base/failure.ts'
import type { Channel } from '../contacts/consent.ts'
import { wholeWording } from '../http/offered.ts'
import { openPages } from '../http/openPages.ts'
import { instantsOf, zoneOf } from '../law/calendar.ts'
import { parseDay } from '../law/civilDate.ts'
import { addOffer, type ConsentOffer, listOffers } from '../store/postgres/consentOffers.ts'
import { firstOrganisation } from '../store/postgres/organisations.ts'
import type { Invocation } from './command.ts'
import { readableInstant } from './command.ts'
import { seedDemo } from './pagesDemo.ts'
import { type CodeLine, openCodeLine } from './pagesLine.ts'
import { HOME_ZONE, parseDate, parseWhole } from './parse.ts'
import { withRetention } from './retentionWatch.ts'
import { type Session, withSession } from './session.ts'

interface PagesCommandOptions {
  readonly port: string
  readonly host: string
  readonly trunk?: string
  readonly publicUrl?: string
  readonly trustProxy?: readonly string[]
  readonly demo?: boolean
}

/** Resolves when SIGINT or SIGTERM has come and everything is closed. */
export async function pagesCommand(
  invocation: Invocation,
  options: PagesCommandOptions,
): Promise<void> {
  const port = parseWhole('--port', options.port, 0, 65_535)
  const publicUrl = options.publicUrl === undefined ? null : parsePublicUrl(options.publicUrl)
  const demo = options.demo ?? false
  await withSession(
    invocation,
    async (session) => {
      const ended = endSignal()
      const hint = demo ? await seedDemo(invocation, session) : []
      await serve(invocation, session, { ...options, port, publicUrl, hint, ended })
    },
    demo,
  )
}

interface Serving extends Omit<PagesCommandOptions, 'port' | 'publicUrl'> {
  readonly port: number
  readonly publicUrl: URL | null
  /** What a newcomer may try. */
  readonly hint: readonly string[]
  readonly ended: Promise<void>
}

async function serve(invocation: Invocation, session: Session, serving: Serving): Promise<void> {
  const { output } = invocation
  const log = (line: string): void => {
    process.stderr.write(`${line}\n`)
  }
  const line = await openCodeLine(invocation, session, { trunk: serving.trunk, log })
  try {
    const server = await openPages({
      ...session,
      organisation: await firstOrganisation(session.database),
      clock: realClock,
      secure: serving.publicUrl?.protocol === 'https:',
      trustProxy: serving.trustProxy ?? [],
      ...line,
      log,
    })
    try {
      const at = await server.listen({ host: serving.host, port: serving.port })
      const host = at.family === 'IPv6' ? `[${at.address}]` : at.address
      const url = serving.publicUrl?.href ?? `http://${host}:${at.port}/`
      output.say(`Public pages on ${url} ${saidOf(line)} Ctrl-C ends them.`)
      for (const sentence of serving.hint) output.say(sentence)
      output.result({ url, host: at.address, port: at.port, practice: line.practice })
      await withRetention(invocation, session.database, () => serving.ended)
    } finally {
      await server.close()
    }
  } finally {
    await line.close()
  }
}

const saidOf = ({ practice }: CodeLine): string =>
  practice ? '(practice: no real phone rings).' : '(codes ring real telephones).'

function endSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve())
  })
}

export function parsePublicUrl(text: string): URL {
  if (URL.canParse(text)) {
    const url = new URL(text)
    if (['http:', 'https:'].includes(url.protocol) && url.pathname === '/') return url
  }
  throw new Failure('usage', `--public-url must be like https://rights.example, not "${text}".`)
}

interface OfferOptions {
  readonly controller: string
  readonly wording: string
  readonly wordingVersion: string
  readonly until: string
  readonly channel: Channel
  readonly language: 'fr' | 'en'
}

/** A wording is read on a screen before it is agreed to. In characters. */
const wordingMax = 4000

export async function offerCommand(invocation: Invocation, options: OfferOptions): Promise<void> {
  const { controller, wordingVersion, channel, language } = options
  const wording = await readWording(options.wording)
  const day = parseDay(parseDate('--until', options.until))
  if (day === undefined) throw new Failure('usage', '--until must be a date such as 2027-05-02.')
  const endsAt = instantsOf(zoneOf(HOME_ZONE), day, 0).first
  if (controller.trim() === '') throw new Failure('usage', '--controller needs a name.')
  const offer = await withSession(invocation, async (session) =>
    addOffer(
      session.database,
      {
        organisation: await firstOrganisation(session.database),
        controller: controller.trim(),
        ...{ channel, language, wordingVersion, endsAt },
        wording: wholeWording(wording, language),
      },
      realClock.epoch(),
    ),
  )
  const { output } = invocation
  output.say(`The page is /consent/${offer.id} of \`portevoix pages\`.`)
  output.say(`Wording ${wordingVersion}, SHA-256 ${offer.wordingSha256}`)
  output.result(resultOf(offer))
}

export async function offersCommand(invocation: Invocation): Promise<void> {
  const offers = await withSession(invocation, async (session) =>
    listOffers(session.database, await firstOrganisation(session.database)),
  )
  for (const offer of offers) {
    const { id, controller, channel, wordingVersion, endsAt } = offer
    invocation.output.say(
      `/consent/${id}  ${controller}  ${channel}  wording ${wordingVersion}  until ${readableInstant(endsAt)}`,
    )
  }
  if (offers.length === 0)
    invocation.output.say('No request for consent: see `pages offer --help`.')
  invocation.output.result(offers.map(resultOf))
}

const resultOf = ({
  id,
  controller,
  channel,
  wordingVersion,
  wordingSha256,
  endsAt,
}: ConsentOffer) => ({
  ...{ id, path: `/consent/${id}`, controller, channel, wordingVersion, wordingSha256 },
  endsAt: new Date(endsAt).toISOString(),
})

async function readWording(file: string): Promise<string> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new Failure('badInput', `The wording ${file} cannot be read (${error.code}).`)
  })
  const wording = text
    .replace(/^\uFEFF/, '')
    .replace(/\r\n?/g, '\n')
    .trim()
  if (wording !== '' && wording.length <= wordingMax && !wording.includes('\uFFFD')) return wording
  throw new Failure('badInput', `The wording ${file} must be UTF-8 text that people can read.`, {
    measured: `${wording.length} characters`,
    limit: `1 to ${wordingMax}`,
  })
}
