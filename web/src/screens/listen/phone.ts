/**
 * The phone in this page. Sound comes over WebRTC in G.711, as on a telephone; where a network or browser
 * forbids that, the page plays the same recordings as it is told that they are played. No microphone is
 * asked for either way.
 */
import type { ListenEvent } from '../../../../src/call/listening.ts'
import { answer, api, apiBase, idempotencyKey } from '../../api/client.ts'
import { followCall } from './eventLines.ts'
import type { Mode } from './listenView.ts'
import { silentTrack, wakeSound } from './sounds.ts'

export type Version = 'live' | 'voicemail' | 'callback'

export interface PhoneRequest {
  readonly organisation: number
  readonly campaign: string
  readonly version: Version
  readonly mode: Mode
  readonly onEvent: (event: ListenEvent) => void
  /** WebRTC does not come about, or breaks. */
  readonly onBlocked: () => void
  readonly onLost: () => void
}

export interface Phone {
  take(): Promise<void>
  press(key: string): void
  hangUp(): void
  /** How loud what arrives is just now, 0 to 1. */
  level(): number
  /** Frees everything; the call ends if it has not. */
  close(): void
}

/** The sound of the call, on its way from wherever it comes to the loudspeaker. */
interface Speaker {
  readonly mode: Mode
  readonly offer: string | null
  accept(sdpAnswer: string | null): Promise<void>
  onEvent(event: ListenEvent, clipUrl: (clip: string) => string): void
  /** False: the key must go another way. */
  press(key: string): boolean
  level(): number
  close(): void
}

export async function ringPhone(request: PhoneRequest): Promise<Phone> {
  const { organisation, campaign, version, mode } = request
  const context = await wakeSound()
  const speaker = mode === 'webrtc' ? await overWebRtc(context, request) : inPage(context)
  try {
    const { call, sdpAnswer } = await answer(
      api.POST('/organisations/{organisation}/campaigns/{campaign}/listen', {
        params: {
          path: { organisation, campaign },
          header: { 'Idempotency-Key': idempotencyKey() },
        },
        body: { version, sdpOffer: speaker.offer },
      }),
    )
    await speaker.accept(sdpAnswer)
    return phoneOf(request, speaker, call)
  } catch (error) {
    speaker.close()
    throw error
  }
}

function phoneOf(
  { organisation, onEvent, onLost }: PhoneRequest,
  speaker: Speaker,
  call: string,
): Phone {
  const path = { organisation, call }
  let isOver = false
  const clipUrl = (clip: string): string =>
    `${apiBase}/organisations/${organisation}/listen/${call}/clips/${clip}`
  const stopFollowing = followCall({
    ...{ organisation, call, onLost },
    onEvent: (event) => {
      if (event.is === 'ended') isOver = true
      speaker.onEvent(event, clipUrl)
      onEvent(event)
    },
  })
  const quietly = (asked: Promise<unknown>): void => {
    // The call may have ended meanwhile; its end is told by its events.
    asked.catch((error: unknown) => console.warn(String(error)))
  }
  const hangUp = (): void => {
    if (!isOver) {
      // Kept alive: the page may be on its way out.
      quietly(
        api.DELETE('/organisations/{organisation}/listen/{call}', {
          params: { path },
          keepalive: true,
        }),
      )
    }
  }
  return {
    take: async () => {
      await answer(
        api.POST('/organisations/{organisation}/listen/{call}/answer', { params: { path } }),
      )
    },
    press(key) {
      if (speaker.press(key)) return
      quietly(
        api.POST('/organisations/{organisation}/listen/{call}/keys', {
          ...{ params: { path }, body: { key: key as '1' } },
        }),
      )
    },
    hangUp,
    level: () => speaker.level(),
    close() {
      hangUp()
      stopFollowing()
      speaker.close()
    },
  }
}

const heardFormats = ['audio/PCMA', 'audio/PCMU']
/** Connecting takes a tenth of a second; networks that forbid it never say so. */
const connectWithinMs = 6000

async function overWebRtc(
  context: AudioContext,
  { onBlocked }: Pick<PhoneRequest, 'onBlocked'>,
): Promise<Speaker> {
  const connection = new RTCPeerConnection()
  const silence = silentTrack(context)
  const transceiver = connection.addTransceiver(silence.track, { direction: 'sendrecv' })
  preferTelephone(transceiver)
  const meter = meterOf(context)
  const element = new Audio()
  connection.ontrack = ({ track }) => {
    const stream = new MediaStream([track])
    // Chrome feeds Web Audio with a remote track only while an element plays it.
    element.srcObject = stream
    element.play().catch((error: unknown) => console.warn(String(error)))
    context.createMediaStreamSource(stream).connect(meter.node)
  }
  let isClosed = false
  const blocked = (): void => {
    if (!isClosed) onBlocked()
  }
  const timer = setTimeout(() => {
    if (connection.connectionState !== 'connected') blocked()
  }, connectWithinMs)
  connection.onconnectionstatechange = () => {
    if (connection.connectionState === 'failed') blocked()
  }
  await connection.setLocalDescription(await connection.createOffer())
  return {
    mode: 'webrtc',
    offer: connection.localDescription?.sdp ?? null,
    async accept(sdp) {
      if (sdp !== null) await connection.setRemoteDescription({ type: 'answer', sdp })
    },
    onEvent: () => undefined,
    press(key) {
      const { dtmf } = transceiver.sender
      if (!dtmf?.canInsertDTMF) return false
      dtmf.insertDTMF(dtmf.toneBuffer + key, 100, 50)
      return true
    },
    level: meter.level,
    close() {
      isClosed = true
      clearTimeout(timer)
      silence.stop()
      connection.close()
      element.srcObject = null
      meter.node.disconnect()
    },
  }
}

/** What a telephone speaks, and keys in its clock; nothing else is offered. */
function preferTelephone(transceiver: RTCRtpTransceiver): void {
  const known = RTCRtpReceiver.getCapabilities('audio')?.codecs ?? []
  const spoken = known.filter(({ mimeType }) => heardFormats.includes(mimeType))
  const keys = known.filter(
    ({ mimeType, clockRate }) => mimeType === 'audio/telephone-event' && clockRate === 8000,
  )
  if (spoken.length > 0) transceiver.setCodecPreferences([...spoken, ...keys])
}

function inPage(context: AudioContext): Speaker {
  const meter = meterOf(context)
  meter.node.connect(context.destination)
  const sounds = new Map<string, Promise<AudioBuffer>>()
  let playing: AudioBufferSourceNode | undefined
  let turn = 0
  const stop = (): void => {
    turn += 1
    playing?.stop()
    playing = undefined
  }
  const play = async (url: string): Promise<void> => {
    stop()
    const mine = turn
    const coming = sounds.get(url) ?? fetchSound(context, url)
    sounds.set(url, coming)
    const buffer = await coming
    // Another recording, or silence, has taken its place meanwhile.
    if (mine !== turn) return
    playing = new AudioBufferSourceNode(context, { buffer })
    playing.connect(meter.node)
    playing.start()
  }
  return {
    ...{ mode: 'page', offer: null },
    accept: async () => undefined,
    onEvent(event, clipUrl) {
      if (event.is === 'plays') {
        play(clipUrl(event.clip)).catch((error: unknown) => console.warn(String(error)))
      } else if (event.is === 'stops' || event.is === 'ended') stop()
    },
    press: () => false,
    level: meter.level,
    close() {
      stop()
      meter.node.disconnect()
    },
  }
}

async function fetchSound(context: AudioContext, url: string): Promise<AudioBuffer> {
  const response = await fetch(url, { credentials: 'same-origin' })
  if (!response.ok) throw new Error(`${url} was answered with ${response.status}`)
  return context.decodeAudioData(await response.arrayBuffer())
}

function meterOf(context: AudioContext) {
  const node = context.createAnalyser()
  node.fftSize = 1024
  const samples = new Float32Array(node.fftSize)
  return {
    node,
    level: (): number => {
      node.getFloatTimeDomainData(samples)
      let power = 0
      for (const sample of samples) power += sample * sample
      // −60 dBFS and less is silence, −6 dBFS and more is full.
      const decibels = 10 * Math.log10(power / samples.length + 1e-12)
      return Math.min(1, Math.max(0, (decibels + 60) / 54))
    },
  }
}
