/** Two media engines behind one: each leg lives where its trunk wants it, and nobody else minds where that is. */
import { Failure } from '../../base/failure.ts'
import type { EngineName, LegNumber, MediaEngine, MediaHealth, MediaLack } from '../mediaEngine.ts'

/** Takes both over: `close` closes them. The embedded one carries legs that name no engine. */
export function spreadMedia(engines: Readonly<Record<EngineName, MediaEngine>>): MediaEngine {
  const all = Object.values(engines)
  const homes = new Map<LegNumber, MediaEngine>()
  for (const engine of all) {
    // First of all listeners: whoever is told that a leg closed may open one of the same number.
    engine.onEvent((event) => {
      if (event.is === 'closed') homes.delete(event.leg)
    })
  }
  return {
    lacks: [...new Set<MediaLack>(all.flatMap(({ lacks }) => lacks ?? []))],
    onEvent(listener) {
      for (const engine of all) engine.onEvent(listener)
    },
    async loadClip(clip) {
      await Promise.all(all.map((engine) => engine.loadClip(clip)))
    },
    async openLeg(options) {
      const engine = engines[options.engine ?? 'embedded']
      homes.set(options.leg, engine)
      try {
        return await engine.openLeg(options)
      } catch (error) {
        homes.delete(options.leg)
        throw error
      }
    },
    setRemote: (leg, remote) => homes.get(leg)?.setRemote(leg, remote),
    play: (leg, clip) => homes.get(leg)?.play(leg, clip),
    stopPlaying: (leg) => homes.get(leg)?.stopPlaying(leg),
    pressKey: (leg, key, heldMs) => homes.get(leg)?.pressKey(leg, key, heldMs),
    listen: (leg, how) => homes.get(leg)?.listen?.(leg, how),
    async bridge(one, other) {
      const engine = homes.get(one)
      if (!engine?.bridge || engine !== homes.get(other)) {
        throw new Failure('system', 'Two calls are joined where rtpengine carries both.')
      }
      await engine.bridge(one, other)
    },
    closeLeg: (leg) => homes.get(leg)?.closeLeg(leg),
    health: async () => together(await Promise.all(all.map((engine) => engine.health()))),
    async close() {
      await Promise.all(all.map((engine) => engine.close()))
    },
  }
}

/** Packets of both, the lateness of the worse. */
function together(healths: readonly MediaHealth[]): MediaHealth {
  const [first, ...others] = healths as [MediaHealth, ...MediaHealth[]]
  return others.reduce((one, other) => {
    const recent = worse(one.recentLateMs, other.recentLateMs)
    return {
      packets: one.packets + other.packets,
      lateMs: worse(one.lateMs, other.lateMs) ?? one.lateMs,
      ...(recent ? { recentLateMs: recent } : {}),
      sendShortfalls: one.sendShortfalls + other.sendShortfalls,
      backend: one.backend,
    }
  }, first)
}

type Lateness = MediaHealth['lateMs']
const worse = (one?: Lateness, other?: Lateness): Lateness | undefined =>
  one && other
    ? {
        p50: Math.max(one.p50, other.p50),
        p99: Math.max(one.p99, other.p99),
        max: Math.max(one.max, other.max),
      }
    : (one ?? other)
