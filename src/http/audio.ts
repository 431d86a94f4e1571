/** A stored clip as sound in a browser; ranges, without which some browsers play nothing (RFC 9110 §14). */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { wavOfALaw } from '../audio/wavFile.ts'
import type { Clip } from '../campaign/voiceMessage.ts'

export function sendClip(request: FastifyRequest, reply: FastifyReply, clip: Clip): FastifyReply {
  return sendWav(request, reply, wavOfALaw(clip.pcma))
}

export function sendWav(
  request: FastifyRequest,
  reply: FastifyReply,
  file: Uint8Array,
): FastifyReply {
  reply.type('audio/wav').header('accept-ranges', 'bytes')
  const range = rangeOf(request.headers.range, file.length)
  if (range === undefined) return reply.send(Buffer.from(file))
  if (range === 'unsatisfiable') {
    return reply.status(416).header('content-range', `bytes */${file.length}`).send()
  }
  const { from, to } = range
  return reply
    .status(206)
    .header('content-range', `bytes ${from}-${to}/${file.length}`)
    .send(Buffer.from(file.subarray(from, to + 1)))
}

export type Range = { readonly from: number; readonly to: number }

/** One range; several, or another unit, are answered with the whole (RFC 9110 §14.2 lets us). */
export function rangeOf(
  header: string | undefined,
  length: number,
): Range | 'unsatisfiable' | undefined {
  const found = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header ?? '')
  if (!found) return undefined
  const [, first = '', last = ''] = found
  if (first === '' && last === '') return undefined
  const from = first === '' ? Math.max(0, length - Number(last)) : Number(first)
  const to = first === '' || last === '' ? length - 1 : Math.min(Number(last), length - 1)
  return from > to || from >= length ? 'unsatisfiable' : { from, to }
}
