/** Calls in browsers in virtual time: a message of some seconds, and a peer without a network. */
import type { ClipId } from '../../src/base/ids.ts'
import { type MonoMs, monoMs, ms, seconds } from '../../src/base/units.ts'
import type { ListenEvent } from '../../src/call/listening.ts'
import type { Clip, MessagePart, PartRole, VoiceMessage } from '../../src/campaign/voiceMessage.ts'
import { type ListenDesk, openListenDesk } from '../../src/telephony/browser/listenDesk.ts'
import type { BrowserPeer, PeerListener } from '../../src/telephony/browser/peer.ts'
import { aMessage } from './aCampaign.ts'
import { type VirtualAlarms, virtualAlarms } from './virtualAlarms.ts'

export const heardParts = { gate: 3000, content: 4000, closing: 1000, objectionConfirmed: 1500 }

/** A-law bytes that name their recording, so that what was sent can be told apart. */
export function aClip(id: string, durationMs: number, byte: number): Clip {
  const bytes = new Uint8Array(durationMs * 8).fill(byte)
  return { id: id as ClipId, pcma: bytes, pcmu: bytes }
}

const part = (role: PartRole): MessagePart => ({
  ...{ role, clip: role as string as ClipId, durationMs: ms(heardParts[role]) },
  ...(role === 'gate'
    ? {
        segments: [
          { role: 'identity', text: 'Message enregistré.', startsAtMs: ms(0), endsAtMs: ms(1500) },
          { role: 'objection', text: 'Tapez 9.', startsAtMs: ms(1600), endsAtMs: ms(2900) },
        ],
      }
    : {}),
})

export const heardMessage: VoiceMessage = {
  ...aMessage,
  parts: {
    gate: part('gate'),
    content: part('content'),
    closing: part('closing'),
    objectionConfirmed: part('objectionConfirmed'),
  },
  voicemail: { clip: 'voicemail' as ClipId, durationMs: ms(2000) },
}

export const heardClips: readonly Clip[] = [
  ...Object.entries(heardParts).map(([role, lasts], index) => aClip(role, lasts, index + 1)),
  aClip('voicemail', 2000, 5),
]

export const heardSettings = {
  menu: {
    ...({ listen: '1', objection: '9', replay: '2' } as const),
    ...{ gateTimeoutMs: seconds(5), replaysMax: 1 },
  },
  ringTimeoutMs: seconds(25),
  maxTalkMs: seconds(90),
}

export interface PeerOfTest {
  readonly frames: { readonly byte: number; readonly index: number; readonly at: MonoMs }[]
  listener: PeerListener | undefined
  isClosed: boolean
}

export interface BrowserWorld {
  readonly time: VirtualAlarms
  readonly desk: ListenDesk
  readonly peers: PeerOfTest[]
  /** Everything told of a call, as it is told. */
  follow(call: string): ListenEvent[]
}

export function browserWorld(): BrowserWorld {
  const time = virtualAlarms(monoMs(1000))
  const peers: PeerOfTest[] = []
  const desk = openListenDesk({
    ...{ now: time.now, alarm: time.alarm },
    openPeer: async ({ listener }): Promise<BrowserPeer> => {
      const peer: PeerOfTest = { frames: [], listener, isClosed: false }
      peers.push(peer)
      return {
        sdpAnswer: 'v=0',
        read: { sdp: '', codec: 'pcma', payloadType: 8, keysPayloadType: 126 },
        send: (frame, index) =>
          peer.frames.push({ byte: frame[0] as number, index, at: time.now() }),
        close: async () => {
          peer.isClosed = true
        },
      }
    },
  })
  return {
    ...{ time, desk, peers },
    follow(call) {
      const told: ListenEvent[] = []
      const { past } = desk.follow(1, call, 0, ({ event }) => told.push(event))
      told.push(...past.map(({ event }) => event))
      return told
    },
  }
}
