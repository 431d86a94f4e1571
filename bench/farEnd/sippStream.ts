/**
 * N calls of SIPp that play a recording each (rtp_stream), 50 packets a second, to a sink that reads nothing: what
 * SIPp takes to send. Its callee answers with the place of the sink, so that the sound goes there.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

const address = '127.0.0.1'
const calleePort = 15_410
const callerPort = 15_420
const calleeStartsMs = 500

export interface StreamAsked {
  readonly calls: number
  /** Until all of them are up. */
  readonly rampMs: number
  /** How long each is up at least. */
  readonly upMs: number
  readonly sinkPort: number
}

export interface SippStream {
  readonly process: ChildProcess
  close(): void
}

/** Resolves when the first call is about to be placed. */
export async function openSippStream(asked: StreamAsked): Promise<SippStream> {
  const { calls, rampMs, upMs, sinkPort } = asked
  const folder = mkdtempSync(path.join(tmpdir(), 'portevoix-bench-'))
  const file = (name: string, content: string | Buffer): string => {
    const place = path.join(folder, name)
    writeFileSync(place, content)
    return place
  }
  const sound = file('silence.al', Buffer.alloc(60 * 8000, 0xd5))
  const answers = file('answers.xml', calleeScenario(sinkPort))
  const plays = file('plays.xml', callerScenario(sound, rampMs + upMs))
  const callee = sipp(['-sf', answers, '-p', String(calleePort), '-mp', '15500'])
  await pause(calleeStartsMs)
  const pace = ['-r', String(Math.ceil(calls / (rampMs / 1000))), '-l', String(calls)]
  const own = ['-sf', plays, '-p', String(callerPort), '-mp', '30000', '-m', String(calls)]
  const caller = sipp([...own, ...pace, `${address}:${calleePort}`])
  return {
    process: caller,
    close() {
      caller.kill('SIGKILL')
      callee.kill('SIGKILL')
      rmSync(folder, { recursive: true, force: true })
    },
  }
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

const scenarioOf = (...steps: readonly string[]): string =>
  [
    '<?xml version="1.0" encoding="ISO-8859-1"?>',
    '<scenario name="stream">',
    ...steps,
    '</scenario>',
  ].join('\n')

const sent = (...lines: readonly string[]): string =>
  `<send><![CDATA[\n${lines.join('\n')}\n]]></send>`

const soundAt = (port: string): readonly string[] => [
  'Content-Type: application/sdp',
  'Content-Length: [len]',
  '',
  'v=0',
  'o=- 1 1 IN IP4 [local_ip]',
  's=-',
  'c=IN IP4 [media_ip]',
  't=0 0',
  `m=audio ${port} RTP/AVP 8`,
  'a=rtpmap:8 PCMA/8000',
]

function callerScenario(sound: string, upMs: number): string {
  const headers = (cseq: string, to = ''): readonly string[] => [
    'Via: SIP/2.0/UDP [local_ip]:[local_port];branch=[branch]',
    'From: <sip:bench@[local_ip]:[local_port]>;tag=[call_number]',
    `To: <sip:+33199001234@[remote_ip]:[remote_port]>${to}`,
    'Call-ID: [call_id]',
    `CSeq: ${cseq}`,
    'Contact: <sip:bench@[local_ip]:[local_port]>',
    'Max-Forwards: 70',
  ]
  const line = (method: string): string =>
    `${method} sip:+33199001234@[remote_ip]:[remote_port] SIP/2.0`
  const known = '[peer_tag_param]'
  return scenarioOf(
    sent(line('INVITE'), ...headers('1 INVITE'), ...soundAt('[rtpstream_audio_port]')),
    '<recv response="200"/>',
    sent(line('ACK'), ...headers('1 ACK', known), 'Content-Length: 0', ''),
    `<nop><action><exec rtp_stream="${sound},-1,8"/></action></nop>`,
    `<pause milliseconds="${upMs}"/>`,
    sent(line('BYE'), ...headers('2 BYE', known), 'Content-Length: 0', ''),
    '<recv response="200"/>',
  )
}

function calleeScenario(sinkPort: number): string {
  const headers: readonly string[] = [
    '[last_Via:]',
    '[last_From:]',
    '[last_To:];tag=[call_number]',
    '[last_Call-ID:]',
    '[last_CSeq:]',
    'Contact: <sip:[local_ip]:[local_port]>',
  ]
  return scenarioOf(
    '<recv request="INVITE"/>',
    sent('SIP/2.0 200 OK', ...headers, ...soundAt(String(sinkPort))),
    '<recv request="ACK"/>',
    '<recv request="BYE"/>',
    sent('SIP/2.0 200 OK', ...headers.slice(0, 5), 'Content-Length: 0', ''),
  )
}
