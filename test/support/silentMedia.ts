/** A media engine that carries no sound: it notes what it is asked and says what a test makes it say. */
import type { Clip } from '../../src/campaign/voiceMessage.ts'
import type { MediaEngine, MediaEvent, MediaHealth } from '../../src/telephony/mediaEngine.ts'

export interface SilentMedia extends MediaEngine {
  /** In words, in order. */
  readonly asked: string[]
  say(event: MediaEvent): void
}

export function silentMedia(now: () => MediaEvent['at'], portsLeft = 1000): SilentMedia {
  const listeners: ((event: MediaEvent) => void)[] = []
  const asked: string[] = []
  let port = 15_998
  let left = portsLeft
  const say = (event: MediaEvent): void => {
    for (const listener of listeners) listener(event)
  }
  return {
    asked,
    say,
    onEvent: (listener) => listeners.push(listener),
    loadClip: async (clip: Clip) => {
      asked.push(`load ${clip.id}`)
    },
    async openLeg({ leg }) {
      if (left === 0) throw new Error('no port is free')
      left -= 1
      port -= 2
      asked.push(`open ${leg}`)
      return { port }
    },
    setRemote: (leg, remote) => asked.push(`remote ${leg} ${remote.port} ${remote.send}`),
    play: (leg, clip) => asked.push(`play ${leg} ${clip}`),
    stopPlaying: (leg) => asked.push(`stop ${leg}`),
    pressKey: (leg, key) => asked.push(`press ${leg} ${key}`),
    closeLeg(leg) {
      asked.push(`close ${leg}`)
      const rtp = { sent: 7, received: 5, lost: 1, jitterMs: 2 }
      setImmediate(() => say({ is: 'closed', leg, at: now(), rtp }))
    },
    health: async (): Promise<MediaHealth> => ({
      packets: 0,
      lateMs: { p50: 0, p99: 0, max: 0 },
      sendShortfalls: 0,
      backend: 'dgram',
    }),
    close: async () => {
      asked.push('closed')
    },
  }
}
