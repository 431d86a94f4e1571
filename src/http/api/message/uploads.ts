/** A recording as a browser sends it, into the take it becomes: alone, or in the place of one segment. */
import type { Readable } from 'node:stream'
import { analyse } from '../../../audio/analysis.ts'
import { decodePcm16, encodePcm16 } from '../../../audio/pcm16.ts'
import { durationOf, TELEPHONE_RATE } from '../../../audio/sound.ts'
import { Failure } from '../../../base/failure.ts'
import { ms } from '../../../base/units.ts'
import { decodeTake, UPLOAD_BYTES_AT_MOST } from '../../../intake/take/decodeTake.ts'
import { LONGEST_TAKE, type Take, type TrackName } from '../../../intake/take/take.ts'
import { withSegmentReplaced } from '../../../intake/take/takeEdits.ts'
import { proposedSegments, type ScriptLine } from '../../../intake/take/takeProposal.ts'
import type { NewStep } from '../../../store/messageStore.ts'
import type { Draft } from './draftState.ts'

export const recordingTypes = [
  ...['audio/wav', 'audio/x-wav', 'audio/wave', 'audio/vnd.wave'],
  ...['audio/mpeg', 'audio/mp3'],
] as const

/** In memory, and never more than is allowed. */
export async function bytesOf(stream: Readable): Promise<Uint8Array> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    length += chunk.length
    if (length > UPLOAD_BYTES_AT_MOST) {
      throw new Failure(
        'tooLarge',
        'The recording is larger than 64 MiB: export it as mono, 16 bits.',
        {
          fr: 'L’enregistrement dépasse 64 Mio : exportez-le en mono, 16 bits.',
          limit: `${UPLOAD_BYTES_AT_MOST}`,
        },
      )
    }
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

export interface Uploaded {
  readonly bytes: Uint8Array
  readonly track: TrackName
  /** Begins the sentence of a refusal. */
  readonly name: string
  readonly asItIs: boolean
  /** Of the take that is there: this segment is recorded anew. */
  readonly segment: number | undefined
}

export async function stepOf(draft: Draft, uploaded: Uploaded): Promise<NewStep> {
  const { bytes, track, name, asItIs, segment } = uploaded
  const current = draft.takes[track]
  if (segment !== undefined && !current?.segments[segment]) {
    throw new Failure('notFound', `There is no segment ${segment + 1} to record anew.`, {
      fr: `Il n’y a pas de passage ${segment + 1} à réenregistrer.`,
    })
  }
  const { pcm16, source } = await decodeTake({ bytes, name, asItIs })
  const sound = { rateHz: TELEPHONE_RATE, samples: decodePcm16(pcm16) }
  if (segment !== undefined && current) {
    const before = draft.recordings.find((each) => each.track === track)
    return stepFrom(withSegmentReplaced(current, segment, sound), {
      ...{ what: 'segment recorded anew', source: before?.source ?? source },
    })
  }
  const segments = proposedSegments(sound, linesFor(draft, track))
  return stepFrom({ sound, segments }, { what: 'recorded', source })
}

/** What was read aloud, if somebody wrote it; else only what is usually said, without words. */
function linesFor({ script }: Draft, track: TrackName): readonly ScriptLine[] {
  if (track === 'objectionConfirmed') return [{ role: 'content', text: '' }]
  const lines = script.isProposal ? [] : script.lines.filter(({ text }) => text.trim() !== '')
  if (track === 'call') return lines
  return [
    { role: 'identity', text: lines.find(({ role }) => role === 'identity')?.text ?? '' },
    ...(['objection', 'content', 'source'] as const).map((role) => ({ role, text: '' })),
  ]
}

export function stepFrom(
  take: Take,
  { what, source }: { readonly what: string; readonly source: object },
): NewStep {
  const durationMs = ms(Math.round(durationOf(take.sound)))
  if (durationMs > LONGEST_TAKE) {
    throw new Failure(
      'badInput',
      `A recording lasts ${LONGEST_TAKE / 1000} s at most: shorten it.`,
      {
        fr: `Un enregistrement dure au plus ${LONGEST_TAKE / 1000} s : raccourcissez-le.`,
        measured: `${(durationMs / 1000).toFixed(1)} s`,
        limit: `${LONGEST_TAKE / 1000} s`,
      },
    )
  }
  if (take.sound.samples.length === 0) {
    throw new Failure('badInput', 'Nothing would be left of the recording.', {
      fr: 'Il ne resterait rien de l’enregistrement.',
    })
  }
  return {
    ...{ what, source, segments: take.segments },
    pcm16: encodePcm16(take.sound.samples),
    analysis: analyse(take.sound),
  }
}
