/** An rtpengine of the test's own, in user space on loopback; it ends with the test. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  openRtpengineMedia,
  type RtpengineMedia,
  type RtpengineOptions,
} from '../../src/telephony/rtpengine/rtpengineMedia.ts'
import { until } from './mediaEngines.ts'

export interface OwnRtpengine {
  readonly process: ChildProcess
  readonly address: { readonly host: string; readonly port: number; readonly weight: number }
  /** What it logged. */
  log(): string
  /** As a crash ends it. */
  kill(): Promise<void>
}

export interface OwnRtpengineOptions {
  readonly port: number
  readonly rtpPorts: { readonly from: number; readonly to: number }
  readonly weight?: number
  /** By default: tells keys over TCP, and reckons a MOS without round trips of both sides. */
  readonly more?: readonly string[]
  /** By default: as the test itself. */
  readonly as?: { readonly uid: number; readonly gid: number }
}

const host = '127.0.0.1'

export async function startRtpengine(
  t: { after(fn: () => Promise<void>): void },
  { port, rtpPorts, weight = 1, more = ['--dtmf-log-ng-tcp', '--mos=LQ'], as }: OwnRtpengineOptions,
): Promise<OwnRtpengine> {
  const process = spawn(
    'rtpengine',
    [
      // No kernel module, no configuration of the machine, no log of the machine.
      ...['--config-file=none', '--foreground', '--log-stderr', '--log-level=6', '--table=-1'],
      ...['--no-log-timestamps', `--interface=${host}`, '--num-threads=2', '--media-num-threads=1'],
      ...[`--listen-ng=${host}:${port}`, `--listen-tcp-ng=${host}:${port}`, '--delete-delay=0'],
      ...[`--port-min=${rtpPorts.from}`, `--port-max=${rtpPorts.to}`, ...more],
    ],
    { stdio: ['ignore', 'ignore', 'pipe'], ...as },
  )
  let log = ''
  process.stderr.setEncoding('utf8').on('data', (text: string) => {
    log = (log + text).slice(-20_000)
  })
  const gone = once(process, 'exit')
  const kill = async (): Promise<void> => {
    if (process.exitCode === null && process.signalCode === null) process.kill('SIGKILL')
    await gone
  }
  t.after(kill)
  await until(() => /Startup complete/.test(log) || process.exitCode !== null, 'rtpengine to start')
  if (process.exitCode !== null) throw new Error(`rtpengine did not start: ${log}`)
  return { process, address: { host, port, weight }, log: () => log, kill }
}

/** A media engine on these instances; it closes with the test. */
export async function anRtpengineMedia(
  t: { after(fn: () => Promise<void>): void },
  instances: RtpengineOptions['instances'],
  more: Partial<RtpengineOptions> = {},
): Promise<RtpengineMedia> {
  const engine = await openRtpengineMedia({ instances, ...more })
  t.after(() => engine.close())
  return engine
}
