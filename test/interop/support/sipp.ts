/** Runs SIPp (Debian package sip-tester) as the callee of one call, from a scenario written here. */
import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

export interface Callee {
  /** Resolves with what SIPp printed when the scenario went through; rejects otherwise. */
  readonly done: Promise<string>
}

export interface CalleeOptions {
  readonly port: number
  readonly steps: readonly string[]
  /** Files the scenario may name, written beside it. */
  readonly files?: Readonly<Record<string, Uint8Array>>
  /** Send back the RTP that comes (`-rtp_echo`). */
  readonly echo?: boolean
  /** 127.0.0.1 by default. */
  readonly address?: '127.0.0.1' | '::1'
  /** UDP by default. */
  readonly transport?: 'udp' | 'tcp'
}

const scenarioSecondsMax = 25
// SIPp opens its media port and the second one above, and dies where they are taken: SIP ports of one
// file are 4 apart. Files run beside each other, and our own media may be anywhere from 16,384 to 32,767
// (RTP_PORTS), above which the kernel gives ports away: SIPp's media is between 11,000 and 12,400.
const mediaPortBelow = 4_000

export async function startCallee(options: CalleeOptions): Promise<Callee> {
  const { port, address = '127.0.0.1', transport = 'udp', echo } = options
  const started = startSipp(options, ['-m', '1', ...(echo ? ['-rtp_echo'] : [])])
  // Whoever dies before it listens says why, and a failure of ours to wait says less.
  await Promise.race([untilBound(port, transport, address), started.done])
  return started
}

export interface CallerOptions extends Omit<CalleeOptions, 'steps'> {
  /** The SIP port of who is rung. */
  readonly to: number
  /** The scenario; absent: `uac`, the one that SIPp brings along. */
  readonly steps?: readonly string[]
  /** One unless told. */
  readonly calls?: number
  readonly callsPerSecond?: number
}

/** Rings `+33163001234` at once. */
export function startCaller(options: CallerOptions): Callee {
  const { to, calls = 1, callsPerSecond = 10, address = '127.0.0.1' } = options
  const counts = ['-m', String(calls), '-r', String(callsPerSecond), '-s', '+33163001234']
  return startSipp(options, [...counts, ...(options.echo ? ['-rtp_echo'] : []), `${address}:${to}`])
}

function startSipp(
  options: Omit<CalleeOptions, 'steps'> & { readonly steps?: readonly string[] },
  more: readonly string[],
): Callee {
  if (spawnSync('sipp', ['-v']).error) {
    throw new Error('SIPp is missing: apt-get install sip-tester')
  }
  const folder = mkdtempSync(join(tmpdir(), 'portevoix-sipp-'))
  const { port, steps, address = '127.0.0.1', transport = 'udp' } = options
  if (steps) writeFileSync(join(folder, 'scenario.xml'), scenario(steps))
  for (const [name, bytes] of Object.entries(options.files ?? {})) {
    writeFileSync(join(folder, name), bytes)
  }
  const what = steps ? ['-sf', join(folder, 'scenario.xml')] : ['-sn', 'uac']
  const args = [...what, '-i', address, '-p', String(port), '-mi', address]
  args.push('-t', transport === 'tcp' ? 't1' : 'u1')
  args.push('-mp', String(port - mediaPortBelow), '-nostdin', '-timeout_error')
  args.push(
    '-timeout',
    `${scenarioSecondsMax}s`,
    '-trace_err',
    '-error_file',
    join(folder, 'errors'),
  )
  const child = spawn('sipp', [...args, ...more], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  child.stdout.on('data', (chunk) => {
    output = `${output}${chunk}`.slice(-20_000)
  })
  const done = new Promise<string>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => {
      const errors = readIfThere(join(folder, 'errors'))
      rmSync(folder, { recursive: true, force: true })
      if (code === 0) resolve(output)
      else reject(new Error(`SIPp ended with code ${code}\n${errors}\n${output.slice(-3000)}`))
    })
  })
  // Whoever awaits `done` sees the failure; until then it must not be an unhandled one.
  done.catch(() => undefined)
  return { done }
}

/** 20 s: on a busy machine SIPp has been seen to take more than five to begin. */
const boundTriesMax = 1000

/** Others say nothing when they are ready; the kernel's table of sockets does. */
export async function untilBound(
  port: number,
  transport: 'udp' | 'tcp',
  address: string,
): Promise<void> {
  const table = `/proc/net/${transport}${address === '::1' ? '6' : ''}`
  const place = `:${port.toString(16).toUpperCase().padStart(4, '0')} `
  for (let tries = 0; tries < boundTriesMax; tries += 1) {
    if (readFileSync(table, 'utf8').includes(place)) return
    await pause(20)
  }
  throw new Error(`nobody opened ${transport} port ${port}`)
}

function readIfThere(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}

const scenario = (steps: readonly string[]): string =>
  `<?xml version="1.0" encoding="ISO-8859-1" ?>
<scenario name="callee">
<Global variables="unused"/>
${steps.join('\n')}
</scenario>
`.replace('<Global variables="unused"/>\n', '')

/** Waits for a request; `actions`: SIPp actions, `optional`: may be skipped. */
export const receive = (method: string, actions = '', more = ''): string =>
  `<recv request="${method}" ${more}>${actions && `<action>${actions}</action>`}</recv>`

/** Waits for a reply to a request SIPp sent. */
export const receiveReply = (status: number, actions = '', more = ''): string =>
  `<recv response="${status}" ${more}>${actions && `<action>${actions}</action>`}</recv>`

export const wait = (milliseconds: number): string => `<pause milliseconds="${milliseconds}"/>`

/** A request of the callee's in the dialog, through the proxies that recorded a route (`rrs` at INVITE). */
export const routedRequest = (method: string, number: number, tag = '[pid]callee'): string =>
  send([
    `${method} [$contact] SIP/2.0`,
    'Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]',
    '[routes]',
    `From: [$to];tag=${tag}`,
    'To: [$from]',
    '[last_Call-ID:]',
    `CSeq: ${number} ${method}`,
    'Max-Forwards: 70',
    'Content-Length: 0',
    '',
    '',
  ])

export interface Reply {
  readonly tag?: string
  readonly headers?: readonly string[]
  readonly sdp?: string
  /** Instead of the headers of the last request: kept by `keepInvite`. */
  readonly toInvite?: boolean
}

/** Keeps what a later reply to the INVITE has to echo, when other requests came in between. */
export const keepInvite = [
  keep('Via:', 'via'),
  keep('From:', 'from'),
  keep('To:', 'to'),
  keep('CSeq:', 'cseq'),
  `<ereg regexp="sip:[^&gt;]*" search_in="hdr" header="Contact:" assign_to="contact"/>`,
].join('')

function keep(header: string, name: string): string {
  return `<ereg regexp=".*" search_in="hdr" header="${header}" assign_to="${name}"/>`
}

/** SIPp wants every variable used; a scenario that keeps the INVITE ends with this. */
export const useKept = '<Reference variables="via,from,to,cseq,contact"/>'

export function reply(status: number, reason: string, options: Reply = {}): string {
  const { tag = '[pid]callee', headers = [], sdp = '', toInvite = false } = options
  const echoed = toInvite
    ? ['Via: [$via]', 'From: [$from]', `To: [$to];tag=${tag}`, '[last_Call-ID:]', 'CSeq: [$cseq]']
    : [
        '[last_Via:]',
        '[last_From:]',
        `[last_To:]${tag && `;tag=${tag}`}`,
        '[last_Call-ID:]',
        '[last_CSeq:]',
      ]
  return send([
    `SIP/2.0 ${status} ${reason}`,
    ...echoed,
    'Contact: <sip:[local_ip]:[local_port];transport=[transport]>',
    ...headers,
    ...(sdp ? ['Content-Type: application/sdp'] : []),
    'Content-Length: [len]',
    '',
    sdp,
  ])
}

/** A 200 to a request inside the dialog: To has its tag already. */
export const ok = (): string => reply(200, 'OK', { tag: '' })

/** Goes on only when the header of what came matches. */
export const wants = (header: string, pattern: string, variable: string): string =>
  `<ereg regexp="${pattern}" search_in="hdr" header="${header}:" check_it="true" assign_to="${variable}"/>`

/** SIPp wants every variable used. */
export const useWanted = (...variables: readonly string[]): string =>
  `<Reference variables="${variables.join(',')}"/>`

/** A request of the callee's in the dialog. */
export function request(
  method: string,
  number: number,
  sdp = '',
  tag = '[pid]callee',
  headers: readonly string[] = [],
): string {
  return send([
    `${method} [$contact] SIP/2.0`,
    'Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]',
    `From: [$to];tag=${tag}`,
    'To: [$from]',
    '[last_Call-ID:]',
    `CSeq: ${number} ${method}`,
    'Max-Forwards: 70',
    'Contact: <sip:[local_ip]:[local_port];transport=[transport]>',
    ...headers,
    ...(sdp ? ['Content-Type: application/sdp'] : []),
    'Content-Length: [len]',
    '',
    sdp,
  ])
}

export interface Rings {
  readonly from?: string
  readonly headers?: readonly string[]
  /** '' : the offer is left to who answers. */
  readonly sdp?: string
}

/** The INVITE of a caller. */
export function ring({ from = '+33199001234', headers = [], sdp = sdpOf() }: Rings = {}): string {
  return send([
    'INVITE sip:[service]@[remote_ip]:[remote_port] SIP/2.0',
    'Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]',
    `From: <sip:${from}@[local_ip]:[local_port]>;tag=[pid]caller[call_number]`,
    'To: <sip:[service]@[remote_ip]:[remote_port]>',
    'Call-ID: [call_id]',
    'CSeq: 1 INVITE',
    'Max-Forwards: 70',
    'Contact: <sip:them@[local_ip]:[local_port];transport=[transport]>',
    ...headers,
    ...(sdp ? ['Content-Type: application/sdp'] : []),
    'Content-Length: [len]',
    '',
    sdp,
  ])
}

/** A request of the caller's in the dialog, to where the 200 said (`receiveReply(200, '', 'rrs="true"')`). */
export function callersRequest(method: string, number: number, sdp = ''): string {
  return send([
    `${method} [next_url] SIP/2.0`,
    'Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]',
    'From: <sip:+33199001234@[local_ip]:[local_port]>;tag=[pid]caller[call_number]',
    'To: <sip:[service]@[remote_ip]:[remote_port]>[peer_tag_param]',
    'Call-ID: [call_id]',
    `CSeq: ${number} ${method}`,
    'Max-Forwards: 70',
    'Contact: <sip:them@[local_ip]:[local_port];transport=[transport]>',
    ...(sdp ? ['Content-Type: application/sdp'] : []),
    'Content-Length: [len]',
    '',
    sdp,
  ])
}

/** 100 and 180 may come, 200 must. */
export const answeredBy200 = (actions = ''): readonly string[] => [
  '<recv response="100" optional="true"/>',
  '<recv response="180" optional="true"/>',
  receiveReply(200, actions, 'rrs="true"'),
]

function send(lines: readonly string[]): string {
  return `<send><![CDATA[\n${lines.join('\n')}\n]]></send>`
}

export const sdpOf = (direction = 'sendrecv', version = 1): string =>
  [
    'v=0',
    `o=callee 53655765 ${version} IN IP[local_ip_type] [local_ip]`,
    's=-',
    'c=IN IP[media_ip_type] [media_ip]',
    't=0 0',
    'm=audio [media_port] RTP/AVP 8 101',
    'a=rtpmap:8 PCMA/8000',
    'a=rtpmap:101 telephone-event/8000',
    `a=${direction}`,
  ].join('\n')
