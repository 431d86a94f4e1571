/** The microphone, from permission to pieces of sound; nothing of it is kept open longer than needed. */
import captureUrl from './captureWorklet.js?url'

/** blocked: the person or the system said no. none: there is no microphone. insecure: not on HTTPS. */
export type MicrophoneRefusal = 'blocked' | 'none' | 'insecure'

export interface Microphone {
  readonly rateHz: number
  close(): void
}

export type OpenedMicrophone =
  | { readonly is: 'open'; readonly microphone: Microphone }
  | { readonly is: 'refused'; readonly why: MicrophoneRefusal }

/** `onPiece`: 1/10 s of sound each. */
export async function openMicrophone(
  onPiece: (samples: Float32Array) => void,
): Promise<OpenedMicrophone> {
  if (!navigator.mediaDevices?.getUserMedia) return { is: 'refused', why: 'insecure' }
  let stream: MediaStream
  try {
    stream = await navigator.mediaDevices.getUserMedia({
      // A message is not a conversation: what a browser does against echo makes voices hollow.
      audio: { channelCount: 1, echoCancellation: false, autoGainControl: false },
    })
  } catch (error) {
    const name = error instanceof DOMException ? error.name : ''
    console.warn(`no microphone: ${String(error)}`)
    return { is: 'refused', why: name === 'NotFoundError' ? 'none' : 'blocked' }
  }
  const context = new AudioContext()
  await context.audioWorklet.addModule(captureUrl)
  const node = new AudioWorkletNode(context, 'portevoix-capture', { numberOfOutputs: 0 })
  node.port.onmessage = ({ data }: MessageEvent<Float32Array>) => onPiece(data)
  context.createMediaStreamSource(stream).connect(node)
  await context.resume()
  return {
    is: 'open',
    microphone: {
      rateHz: context.sampleRate,
      close: () => {
        for (const track of stream.getTracks()) track.stop()
        node.port.onmessage = null
        void context.close()
      },
    },
  }
}
