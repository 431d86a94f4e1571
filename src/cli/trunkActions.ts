/** What `trunk` and `phone` do. */
import { readFile } from 'node:fs/promises'
import { realClock } from '../base/clock.ts'
import { Failure } from '../base/failure.ts'
import type { TrunkId } from '../base/ids.ts'
import { maskNumber } from '../base/redact.ts'
import type { Trunk } from '../call/trunk.ts'
import { plainProfile, type TrunkProfile, trunkProfileSchema } from '../call/trunkProfile.ts'
import { isFiction } from '../contacts/phoneNumber.ts'
import type { Invocation } from './command.ts'
import { parseCallerId, parseNumber, parseWhole } from './parse.ts'
import { remoteOf } from './remote.ts'
import { trunksRemote } from './remotePeople.ts'
import { withSession } from './session.ts'

/** What any operator seen so far grants to one account, with room to spare. */
const CALLS_PER_SECOND_LIMIT = 1_000
const CONCURRENT_CALLS_LIMIT = 50_000

interface TrunkOptions {
  readonly kind: Trunk['kind']
  readonly host: string
  readonly port: string
  readonly user?: string
  readonly passwordFile?: string
  readonly callsPerSecond: string
  readonly concurrentCalls: string
  readonly callerId: readonly string[]
  readonly profile?: string
  readonly route?: string
  readonly priority: string
  readonly weight: string
}

export async function addTrunk(
  invocation: Invocation,
  name: string,
  options: TrunkOptions,
): Promise<void> {
  const password = options.passwordFile ? await readPassword(options.passwordFile) : undefined
  const trunk: Trunk = {
    id: name as TrunkId,
    kind: options.kind,
    host: options.host,
    port: parseWhole('--port', options.port, 1, 65_535),
    ...(options.user ? { user: options.user } : {}),
    ...(password ? { password } : {}),
    callsPerSecond: parseWhole(
      '--calls-per-second',
      options.callsPerSecond,
      1,
      CALLS_PER_SECOND_LIMIT,
    ),
    concurrentCalls: parseWhole(
      '--concurrent-calls',
      options.concurrentCalls,
      1,
      CONCURRENT_CALLS_LIMIT,
    ),
    profile: options.profile ? await readProfile(options.profile) : plainProfile,
    route: options.route?.trim() || null,
    priority: parseWhole('--priority', options.priority, 0, 65_535),
    weight: parseWhole('--weight', options.weight, 1, 1000),
    callerIds: options.callerId.map((number) => parseCallerId('--caller-id', number)),
  }
  if (trunk.kind === 'practice' && !trunk.host.startsWith('127.')) {
    throw new Failure(
      'refused',
      'A practice trunk is on this machine: give --host 127.0.0.1, or use --kind real.',
    )
  }
  await withSession(invocation, ({ store }) => store.addTrunk(trunk))
  invocation.output.say(
    `Trunk ${name}: ${trunk.host}:${trunk.port}, ${trunk.callsPerSecond} calls/s, ${trunk.concurrentCalls} at once.`,
  )
  invocation.output.result(shown(trunk))
}

export async function listTrunks(invocation: Invocation): Promise<void> {
  const remote = await remoteOf(invocation)
  if (remote) return trunksRemote(invocation, remote)
  const trunks = await withSession(invocation, ({ store }) => store.trunks())
  if (trunks.length === 0) invocation.output.say('No trunk yet: portevoix trunk add --help')
  for (const { id, kind, host, port, callsPerSecond, concurrentCalls } of trunks) {
    invocation.output.say(
      `${id}  ${kind}  ${host}:${port}  ${callsPerSecond} calls/s  ${concurrentCalls} at once`,
    )
  }
  invocation.output.result(trunks.map(shown))
}

export async function declarePhone(
  invocation: Invocation,
  text: string,
  options: { readonly label: string },
): Promise<void> {
  const number = parseNumber('The phone', text)
  if (isFiction(number)) {
    throw new Failure(
      'refused',
      'A fiction number is nobody’s phone; loopback tests take it without declaring it.',
    )
  }
  await withSession(invocation, ({ store }) =>
    store.addOwnPhone(number, options.label, realClock.epoch()),
  )
  invocation.output.say(
    `${maskNumber(number)} declared as a phone of the organisation (${options.label}).`,
  )
  invocation.output.result({ number: maskNumber(number), label: options.label })
}

async function readProfile(file: string): Promise<TrunkProfile> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new Failure('badInput', `The profile ${file} cannot be read (${error.code}).`)
  })
  const read = trunkProfileSchema.safeParse(parsedJson(file, text))
  if (read.success) return read.data
  const [first] = read.error.issues
  const where = first?.path.join('.') || 'it'
  throw new Failure('badInput', `The profile ${file} is not one: ${where}: ${first?.message}.`)
}

function parsedJson(file: string, text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new Failure(
      'badInput',
      `The profile ${file} is not JSON: write it as docs/trunk-profile.md shows.`,
    )
  }
}

function shown({ password, profile, ...trunk }: Trunk): object {
  const { privateKey, ...tls } = profile.network.tls
  const network = { ...profile.network, tls: { ...tls, privateKey: privateKey ? 'set' : 'none' } }
  return { ...trunk, profile: { ...profile, network }, password: password ? 'set' : 'none' }
}

async function readPassword(file: string): Promise<string> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new Failure('badInput', `The password file ${file} cannot be read (${error.code}).`)
  })
  return text.trim()
}
