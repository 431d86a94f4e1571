/**
 * The peer of `media`: SIPp's own rtp_stream holding N calls against a SIPp that echoes. It sends 50
 * packets a second a call and reads none of what comes back, so set its CPU beside one half of ours.
 * `npm run bench -- sippRtp [CALLS] [SECONDS]`
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { steadyNow } from '../src/base/clock.ts'

const [calls = 500, seconds = 15] = process.argv.slice(2).map(Number).filter(Boolean)
const rampMs = 3000
const settleMs = 2000
const calleePort = 15_410
const address = '127.0.0.1'
/** Linux counts CPU time of a process in these. */
const ticksPerSecond = 100

const headersOf = (cseq: string, to = ''): string =>
  [
    'Via: SIP/2.0/UDP [local_ip]:[local_port];branch=[branch]',
    'From: <sip:bench@[local_ip]:[local_port]>;tag=[call_number]',
    `To: <sip:+33199001234@[remote_ip]:[remote_port]>${to}`,
    'Call-ID: [call_id]',
    `CSeq: ${cseq}`,
    'Contact: <sip:bench@[local_ip]:[local_port]>',
    'Max-Forwards: 70',
  ].join('\n')
const send = (method: string, rest: string): string =>
  `<send><![CDATA[\n${method} sip:+33199001234@[remote_ip]:[remote_port] SIP/2.0\n${rest}\n]]></send>`
const offer = [
  'Content-Type: application/sdp',
  'Content-Length: [len]',
  '',
  'v=0',
  'o=- 1 1 IN IP4 [local_ip]',
  's=-',
  'c=IN IP4 [media_ip]',
  't=0 0',
  'm=audio [rtpstream_audio_port] RTP/AVP 8',
  'a=rtpmap:8 PCMA/8000',
].join('\n')
const empty = 'Content-Length: 0\n'

function scenario(sound: string): string {
  const upMs = rampMs + settleMs + seconds * 1000 + settleMs
  return [
    '<?xml version="1.0" encoding="ISO-8859-1"?>',
    '<scenario name="stream">',
    send('INVITE', `${headersOf('1 INVITE')}\n${offer}`),
    '<recv response="180" optional="true"/><recv response="200"/>',
    send('ACK', `${headersOf('1 ACK', '[peer_tag_param]')}\n${empty}`),
    `<nop><action><exec rtp_stream="${sound},-1,8"/></action></nop>`,
    `<pause milliseconds="${upMs}"/>`,
    send('BYE', `${headersOf('2 BYE', '[peer_tag_param]')}\n${empty}`),
    '<recv response="200"/>',
    '</scenario>',
  ].join('\n')
}

const folder = mkdtempSync(path.join(tmpdir(), 'portevoix-bench-'))
const sound = path.join(folder, 'silence.al')
writeFileSync(sound, Buffer.alloc(60 * 8000, 0xd5))
const file = path.join(folder, 'stream.xml')
writeFileSync(file, scenario(sound))
const callee = sipp(['-sn', 'uas', '-rtp_echo', '-p', String(calleePort), '-mp', '15500'])
let caller: ChildProcess | undefined
try {
  await pause(500)
  const pace = ['-r', String(Math.ceil(calls / (rampMs / 1000))), '-l', String(calls)]
  const own = ['-sf', file, '-p', '15420', '-mp', '20000', '-m', String(calls)]
  caller = sipp([...own, ...pace, `${address}:${calleePort}`])
  await pause(rampMs + settleMs)
  const before = [cpuOf(caller), cpuOf(callee), udp('OutDatagrams'), udp('InErrors'), steadyNow()]
  await pause(seconds * 1000)
  const after = [cpuOf(caller), cpuOf(callee), udp('OutDatagrams'), udp('InErrors'), steadyNow()]
  const [stream = 0, echo = 0, out = 0, unread = 0, tookMs = 1] = after.map(
    (value, index) => value - (before[index] ?? 0),
  )
  const perSecond = (count: number): number => Math.round((count * 1000) / tookMs)
  console.table({
    [`SIPp rtp_stream, ${calls} calls for ${seconds} s`]: {
      'datagrams/s of the machine, echo included': perSecond(out),
      'of them not read by SIPp': perSecond(unread),
      'CPU % of a core': perSecond((stream * 100) / ticksPerSecond),
      'echo CPU %': perSecond((echo * 100) / ticksPerSecond),
    },
  })
} finally {
  caller?.kill('SIGKILL')
  callee.kill('SIGKILL')
  rmSync(folder, { recursive: true, force: true })
}

function sipp(args: readonly string[]): ChildProcess {
  const child = spawn('sipp', ['-i', address, '-mi', address, '-nostdin', ...args], {
    stdio: 'ignore',
  })
  child.on('error', () => console.error('SIPp did not start: apt-get install sip-tester'))
  child.on('exit', (code) => {
    if (code !== null) console.error(`SIPp left early with ${code}`)
  })
  return child
}

/** Clock ticks in user and system mode (proc(5), fields 14 and 15). */
function cpuOf({ pid }: ChildProcess): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /s, '')
    .split(' ')
  return Number(fields[11]) + Number(fields[12])
}

/** Of the whole machine: nothing else should send UDP meanwhile. */
function udp(name: 'OutDatagrams' | 'InErrors'): number {
  const lines = readFileSync('/proc/net/snmp', 'utf8').split('\n')
  const [names = '', values = ''] = lines.filter((line) => line.startsWith('Udp:'))
  return Number(values.split(' ')[names.split(' ').indexOf(name)])
}
