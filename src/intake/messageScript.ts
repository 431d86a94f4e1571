/**
 * A voice message as a team declares it (`campaign message ID --script script.json`): which files, what
 * is said in each, and in which version it is heard. Becomes the parts, segments and clips of a version.
 */
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'
import { Failure } from '../base/failure.ts'
import {
  type Clip,
  type PartRole,
  partRoles,
  type Recorded,
  type Recording,
  type SegmentRole,
  segmentRoles,
  type VoiceMessage,
} from '../campaign/voiceMessage.ts'
import { marksSchema, segmentsMax, segmentText } from './recordingMarks.ts'
import { prepareSpoken, type RecordingScript, type SpokenRecording } from './spokenRecording.ts'

export interface MessageScript {
  readonly live: Readonly<Record<PartRole, RecordingScript>>
  readonly voicemail?: RecordingScript
  readonly callback?: { readonly gate: RecordingScript; readonly content: RecordingScript }
}

export interface PreparedMessage {
  readonly recorded: Omit<Recorded, 'voiceOrigin'>
  readonly clips: readonly Clip[]
  /** By name: the four parts, `voicemail`, `callback gate`, `callback content`. */
  readonly prepared: ReadonlyMap<string, SpokenRecording>
}

const fileName = z.string().min(1).max(4096)
const recordingSchema = z.union(
  [
    fileName,
    z
      .array(z.strictObject({ role: z.enum(segmentRoles), text: segmentText, file: fileName }))
      .min(1)
      .max(segmentsMax),
    z.strictObject({ file: fileName, marks: marksSchema.optional() }),
  ],
  {
    error:
      'name a file, a file with "marks" (role, text, end in seconds), or a list of segments ' +
      `(role, text, file); roles are ${segmentRoles.join(', ')}`,
  },
)
const scriptSchema = z.strictObject({
  voice: z.enum(['recorded', 'synthetic', 'cloned']).optional(),
  live: z.strictObject({
    gate: recordingSchema,
    content: recordingSchema,
    closing: recordingSchema.optional(),
    objectionConfirmed: recordingSchema.optional(),
  }),
  voicemail: recordingSchema.optional(),
  callback: z
    .strictObject({ gate: recordingSchema, content: recordingSchema.optional() })
    .optional(),
})

export interface DeclaredScript {
  readonly script: MessageScript
  readonly voiceOrigin: VoiceMessage['voiceOrigin'] | undefined
}

/** Files are named from where the script stands; `shipped` is played where the team recorded nothing. */
export async function readMessageScript(
  file: string,
  shipped: Readonly<Pick<Record<PartRole, string>, 'closing' | 'objectionConfirmed'>>,
): Promise<DeclaredScript> {
  const parsed = scriptSchema.safeParse(await readJson(file))
  if (!parsed.success) {
    const [first] = parsed.error.issues
    const where = first?.path.length ? first.path.join('.') : 'the script'
    throw new Failure('badInput', `${path.basename(file)}, ${where}: ${first?.message}.`)
  }
  const { voice, live, voicemail, callback } = parsed.data
  const at = (recording: z.infer<typeof recordingSchema>): RecordingScript =>
    scriptOf(recording, path.dirname(file))
  const content = at(live.content)
  return {
    voiceOrigin: voice,
    script: {
      live: {
        gate: at(live.gate),
        content,
        closing: live.closing ? at(live.closing) : { is: 'file', file: shipped.closing },
        objectionConfirmed: live.objectionConfirmed
          ? at(live.objectionConfirmed)
          : { is: 'file', file: shipped.objectionConfirmed },
      },
      ...(voicemail && { voicemail: at(voicemail) }),
      ...(callback && {
        callback: {
          gate: at(callback.gate),
          content: callback.content ? at(callback.content) : content,
        },
      }),
    },
  }
}

function scriptOf(declared: z.infer<typeof recordingSchema>, folder: string): RecordingScript {
  if (typeof declared === 'string') return { is: 'file', file: path.resolve(folder, declared) }
  if (!('file' in declared)) {
    const segments = declared.map((each) => ({ ...each, file: path.resolve(folder, each.file) }))
    return { is: 'joined', segments }
  }
  const { file, marks } = declared
  return { is: 'file', file: path.resolve(folder, file), ...(marks && { marks }) }
}

async function readJson(file: string): Promise<unknown> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new Failure('badInput', `The script ${file} cannot be read (${error.code}).`)
  })
  try {
    return JSON.parse(text)
  } catch {
    throw new Failure('badInput', `${file} is not JSON; see \`portevoix campaign message --help\`.`)
  }
}

export async function prepareMessage(script: MessageScript): Promise<PreparedMessage> {
  const prepared = new Map<string, SpokenRecording>()
  const prepare = async (name: string, recording: RecordingScript): Promise<Recording> => {
    const ready = await prepareSpoken(recording)
    prepared.set(name, ready)
    const { clip, durationMs, pauses, segments } = ready
    refuseMisplaced(name, segments?.map(({ role }) => role) ?? [])
    return { clip: clip.id, durationMs, pauses, ...(segments && { segments }) }
  }
  const parts: Partial<Record<PartRole, VoiceMessage['parts'][PartRole]>> = {}
  for (const role of partRoles) parts[role] = { role, ...(await prepare(role, script.live[role])) }
  const { voicemail, callback } = script
  const recorded = {
    parts: parts as VoiceMessage['parts'],
    ...(voicemail && { voicemail: await prepare('voicemail', voicemail) }),
    ...(callback && {
      callback: {
        gate: await prepare('callback gate', callback.gate),
        content: await prepare('callback content', callback.content),
      },
    }),
  }
  const clips = new Map([...prepared.values()].map(({ clip }) => [clip.id, clip]))
  return { recorded, clips: [...clips.values()], prepared }
}

const heardByAll: readonly string[] = ['gate', 'voicemail', 'callback gate']
const saidFirst: readonly SegmentRole[] = ['identity', 'objection']

/** Who presses no key hears the gate only: what everybody must hear is said there. */
function refuseMisplaced(name: string, roles: readonly SegmentRole[]): void {
  const misplaced = roles.find((role) => saidFirst.includes(role))
  if (misplaced === undefined || heardByAll.includes(name)) return
  throw new Failure(
    'badInput',
    `The segment "${misplaced}" stands in the ${name}, which not everybody hears: say it in the gate.`,
    { measured: name, limit: heardByAll.join(', ') },
  )
}
