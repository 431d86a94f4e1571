/**
 * baresip (Debian package baresip-core) as a phone that decodes what it is sent: it takes every call, records
 * what it decodes, and sends it back through a bridge of its own instead of a sound card.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import type { Sound } from '../../../src/audio/sound.ts'
import { decodeWav, readWavHeader } from '../../../src/audio/wav.ts'
import { until } from '../../support/mediaEngines.ts'
import { untilBound } from './sipp.ts'

export interface BaresipOptions {
  /** Of SIP over UDP and TCP; TLS takes the port above, commands the next, RTP the twenty from 10 above. */
  readonly port: number
  readonly codec: 'PCMA' | 'PCMU'
}

export interface Baresip {
  /** Resolves when RTP of ours has come. */
  hears(): Promise<void>
  hangUp(): Promise<void>
  /** Rings somebody. */
  dial(uri: string): Promise<void>
  /** Ends it, which completes its files. */
  recorded(): Promise<Recorded>
}

export interface Recorded {
  /** Every packet, decoded, one after the other. */
  readonly decoded: Sound
  /** As its player took it at its own pace: what came late is a hole here. */
  readonly played: Sound
}

/** The user part of the numbers our calls dial (call.ts): baresip takes calls to its own name only. */
const phone = '0199001234'

/** Ends with the test. */
export async function startBaresip(
  context: TestContext,
  { port, codec }: BaresipOptions,
): Promise<Baresip> {
  const folder = mkdtempSync(join(tmpdir(), 'portevoix-baresip-'))
  writeFileSync(join(folder, 'config'), configuration(port, folder))
  const account = `<sip:${phone}@127.0.0.1>;regint=0;answermode=auto;audio_codecs=${codec}\n`
  writeFileSync(join(folder, 'accounts'), account)
  writeFileSync(join(folder, 'contacts'), '')
  const child = spawn('baresip', ['-f', folder, '-v'], { stdio: ['ignore', 'pipe', 'pipe'] })
  let log = ''
  for (const output of [child.stdout, child.stderr]) {
    output.on('data', (chunk) => {
      log = `${log}${chunk}`.slice(-4000)
    })
  }
  const ended = once(child, 'close')
  const end = async (): Promise<void> => {
    child.kill('SIGTERM')
    await ended
  }
  context.after(async () => {
    await end()
    rmSync(folder, { recursive: true, force: true })
  })
  const early = ended.then(() => {
    throw new Error(`baresip ended: ${log}`)
  })
  const ready = [untilBound(port, 'udp', '127.0.0.1'), untilBound(port + 2, 'tcp', '127.0.0.1')]
  await Promise.race([Promise.all(ready), early])
  early.catch(() => undefined)
  return {
    hears: () => until(() => log.includes("incoming rtp for 'audio'"), 'baresip to hear', 10_000),
    hangUp: () => command(port + 2, { command: 'hangup' }),
    dial: async (uri) => {
      await until(() => log.includes('baresip is ready'), 'baresip to be ready', 10_000)
      await command(port + 2, { command: 'dial', params: uri })
    },
    async recorded() {
      await end()
      return {
        decoded: soundIn(folder, '-dec.wav'),
        // As the caller it has nothing here: only a phone that was rung bridges what it plays.
        get played() {
          return soundIn(folder, '-enc.wav')
        },
      }
    },
  }
}

/** Its control port takes JSON in a netstring, and answers in one. */
async function command(port: number, asked: Readonly<Record<string, string>>): Promise<void> {
  const text = JSON.stringify(asked)
  const socket = connect(port, '127.0.0.1')
  try {
    socket.write(`${text.length}:${text},`)
    await once(socket, 'data')
  } finally {
    socket.destroy()
  }
}

function soundIn(folder: string, ending: string): Sound {
  const files = readdirSync(folder).filter((name) => name.endsWith(ending))
  const [file] = files
  if (!file || files.length > 1) throw new Error(`${files.length} recordings ${ending}, not 1`)
  const bytes = readFileSync(join(folder, file))
  const header = readWavHeader(bytes)
  if ('refused' in header) throw new Error(`the recording ${header.refused}`)
  return decodeWav(bytes, header)
}

const configuration = (port: number, folder: string): string => `
poll_method epoll
sip_listen 127.0.0.1:${port}
net_interface 127.0.0.1
ctrl_tcp_listen 127.0.0.1:${port + 2}
rtp_ports ${port + 10}-${port + 30}
audio_player aubridge,phone
audio_source aubridge,phone
audio_alert aubridge,alert
ausrc_srate 8000
auplay_srate 8000
ausrc_channels 1
auplay_channels 1
audio_buffer 60-200
ring_aufile none
snd_path ${folder}
module_path /usr/lib/baresip/modules
module g711.so
module aubridge.so
module sndfile.so
module_app account.so
module_app menu.so
module_app ctrl_tcp.so
`
