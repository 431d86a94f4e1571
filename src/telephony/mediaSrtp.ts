/** The SRTP of a leg: its ciphers, made when the keys are known and freed when the leg is gone. */
import type { SrtpCipher, SrtpReceiver, SrtpSender } from '../rtp/srtp.ts'
import { rekeyed, srtpReceiver, srtpSender } from '../rtp/srtp.ts'
import { rtpTagBytes, sessionKeys } from '../rtp/srtpKeys.ts'
import { aesBlock, type CipherMaker } from './mediaCipher.ts'
import type { SrtpMedia } from './mediaEngine.ts'

export interface LegSrtp {
  readonly media: SrtpMedia
  readonly sender: SrtpSender
  readonly receiver: SrtpReceiver
}

/**
 * What a leg has from now on. The same keys again change nothing; another key keeps the rollover counters and
 * our SRTCP index (RFC 3711 §3.3.1, §3.4: re-keying does not reset them).
 */
export function srtpOf(
  before: LegSrtp | undefined,
  media: SrtpMedia | undefined,
  maker: CipherMaker,
): LegSrtp | undefined {
  if (media === undefined) {
    if (before !== undefined) freeSrtp(before)
    return undefined
  }
  const isSameSender =
    before !== undefined &&
    before.media.suite === media.suite &&
    isSame(before.media.ourKey, media.ourKey)
  const isSameReceiver =
    before !== undefined &&
    before.media.suite === media.suite &&
    isSame(before.media.theirKey, media.theirKey)
  if (isSameSender && isSameReceiver) return before
  const tagBytes = rtpTagBytes[media.suite]
  const cipher = (key: Uint8Array, of: 'rtp' | 'rtcp'): SrtpCipher =>
    maker(sessionKeys(key, of, aesBlock))
  const { ourKey, theirKey } = media
  let sender = before?.sender
  if (sender === undefined || !isSameSender) {
    if (sender !== undefined) freeBoth(sender)
    const { roc = 0, lastSequence = -1, rtcpIndex = 0 } = sender ?? {}
    const made = srtpSender(cipher(ourKey, 'rtp'), cipher(ourKey, 'rtcp'), tagBytes)
    sender = { ...made, roc, lastSequence, rtcpIndex }
  }
  let receiver = before?.receiver
  if (receiver === undefined || !isSameReceiver) {
    if (receiver !== undefined) freeBoth(receiver)
    const made = srtpReceiver(cipher(theirKey, 'rtp'), cipher(theirKey, 'rtcp'), tagBytes)
    receiver = { ...made, streams: (receiver?.streams ?? []).map(rekeyed) }
  }
  return { media, sender, receiver }
}

export function freeSrtp({ sender, receiver }: LegSrtp): void {
  freeBoth(sender)
  freeBoth(receiver)
}

function freeBoth({ rtp, rtcp }: { readonly rtp: SrtpCipher; readonly rtcp: SrtpCipher }): void {
  rtp.free()
  rtcp.free()
}

const isSame = (one: Uint8Array, other: Uint8Array): boolean =>
  one.length === other.length && one.every((byte, i) => byte === other[i])
