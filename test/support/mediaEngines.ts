/** Media engines, clips and waiting for the tests of the media engine. */
import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import { encodeALaw, encodeMuLaw } from '../../src/audio/g711.ts'
import type { ClipId } from '../../src/base/ids.ts'
import { ms } from '../../src/base/units.ts'
import type { Clip } from '../../src/campaign/voiceMessage.ts'
import {
  type EmbeddedMediaEngine,
  type MediaEngineOptions,
  openMediaEngine,
} from '../../src/telephony/media.ts'
import type {
  LegNumber,
  LegOptions,
  MediaEngine,
  MediaEvent,
  MediaLack,
  RemoteMedia,
} from '../../src/telephony/mediaEngine.ts'
import { openRtpengineMedia } from '../../src/telephony/rtpengine/rtpengineMedia.ts'
import { startRtpengine } from './rtpengine.ts'

/** The backends, each with 400 ports of its own. */
export const mediaBackends = (firstPort: number) =>
  [
    { backend: 'native', portRange: { from: firstPort, to: firstPort + 399 } },
    { backend: 'dgram', portRange: { from: firstPort + 400, to: firstPort + 799 } },
  ] as const

/** Every engine: the backends of the embedded one, and rtpengine with a process a test. */
export const mediaEngines = (firstPort: number) =>
  [
    ...mediaBackends(firstPort),
    {
      backend: 'rtpengine',
      ngPort: firstPort + 12_000,
      portRange: { from: firstPort + 12_002, to: firstPort + 12_399 },
    },
  ] as const

/** For the far end, which listens and presses keys: always embedded. */
export const farEndOf = (options: AnyEngineOptions, firstPort: number): MediaEngineOptions =>
  options.backend === 'rtpengine' ? mediaBackends(firstPort)[0] : options

export type AnyEngineOptions = MediaEngineOptions | ReturnType<typeof mediaEngines>[2]

/** What it does without: the contract says then what holds instead. */
export const lacks = (engine: MediaEngine, lack: MediaLack): boolean =>
  engine.lacks?.includes(lack) ?? false

export const legNumber = (number: number): LegNumber => number as LegNumber

/** A rising tone, so that no two frames are alike; or a steady one. */
export function toneClip(
  name: string,
  tone: { readonly ms: number; readonly fromHz: number; readonly toHz?: number },
): Clip {
  const length = tone.ms * 8
  const to = tone.toHz ?? tone.fromHz
  let phase = 0
  const samples = Float32Array.from({ length }, (_, i) => {
    const hz = tone.fromHz + ((to - tone.fromHz) * i) / length
    phase += (2 * Math.PI * hz) / 8000
    return 0.5 * Math.sin(phase)
  })
  return { id: name as ClipId, pcma: encodeALaw(samples), pcmu: encodeMuLaw(samples) }
}

export const remote = (port: number, more: Partial<RemoteMedia> = {}): RemoteMedia => ({
  address: '127.0.0.1',
  port,
  codec: 'pcma',
  payloadType: 8,
  telephoneEvent: 101,
  send: true,
  ...more,
})

export interface TestEngine<Engine extends MediaEngine = EmbeddedMediaEngine> {
  readonly engine: Engine
  readonly events: readonly MediaEvent[]
  /** Opens a leg on loopback with a port of its own. */
  open(leg: number, more?: Partial<LegOptions>): Promise<number>
  /** The first event so far, or to come, that is this and of that leg. */
  expect<Is extends MediaEvent['is']>(
    is: Is,
    leg: number,
    within?: number,
  ): Promise<Extract<MediaEvent, { is: Is }>>
  keysOf(leg: number): string
}

/** An embedded engine that is closed when the test ends. */
export async function anEngine(
  t: TestContext,
  options: MediaEngineOptions,
  clips: readonly Clip[] = [],
): Promise<TestEngine> {
  const engine = await openMediaEngine({
    ...{ workers: 1, raisePriority: false, portDrainMs: ms(200) },
    ...options,
  })
  return used(t, engine, clips)
}

/** Whichever; closed when the test ends. */
export async function anyEngine(
  t: TestContext,
  options: AnyEngineOptions,
  clips: readonly Clip[] = [],
): Promise<TestEngine<MediaEngine>> {
  if (options.backend !== 'rtpengine') return anEngine(t, options, clips)
  const { ngPort: port, portRange: rtpPorts } = options
  const { address } = await startRtpengine(t, { port, rtpPorts })
  return used(t, await openRtpengineMedia({ instances: [address] }), clips)
}

async function used<Engine extends MediaEngine>(
  t: TestContext,
  engine: Engine,
  clips: readonly Clip[],
): Promise<TestEngine<Engine>> {
  t.after(() => engine.close())
  const events: MediaEvent[] = []
  engine.onEvent((event) => events.push(event))
  for (const clip of clips) await engine.loadClip(clip)
  return {
    engine,
    events,
    open: async (leg, more = {}) => {
      const address = '127.0.0.1'
      const ports = 'perCall'
      return (await engine.openLeg({ leg: legNumber(leg), address, ports, ...more })).port
    },
    expect: async (is, leg, within = 5000) => {
      const isIt = (event: MediaEvent) => event.is === is && event.leg === leg
      await until(() => events.some(isIt), `${is} of leg ${leg}`, within)
      return events.find(isIt) as Extract<MediaEvent, { is: typeof is }>
    },
    keysOf: (leg) =>
      events.map((event) => (event.is === 'key' && event.leg === leg ? event.key : '')).join(''),
  }
}

export async function until(isSo: () => boolean, what: string, within = 5000): Promise<void> {
  const end = performance.now() + within
  while (!isSo()) {
    assert.ok(performance.now() < end, `waited ${within} ms for ${what}`)
    await pause(5)
  }
}

export const pause = (duration: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, duration))
