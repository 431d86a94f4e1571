/** Files of people on their way in: sent, previewed, imported; and the sources there are. */
import { randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { z } from 'zod'
import { actorName } from '../../access/actor.ts'
import { Failure } from '../../base/failure.ts'
import type { MappingOverrides } from '../../contacts/columns.ts'
import { exampleCsv } from '../../contacts/exampleContacts.ts'
import { parseSource } from '../../contacts/source.ts'
import { headBytesMax, headOf, isWorkbook, previewFile, previewHead } from '../../intake/preview.ts'
import { uploadBytesMax } from '../../intake/uploads.ts'
import { organisationMode } from '../../store/postgres/organisations.ts'
import { listSources } from '../../store/postgres/sources.ts'
import { beginUpload, completeUpload } from '../../store/postgres/uploads.ts'
import { nameOf } from '../uploads/tusUploads.ts'
import { keyAfter, onePage, pageOf, pageQuery } from './cursor.ts'
import { type ImportInput, importKind } from './importTask.ts'
import { importBody, ofOrganisation, previewShape, sourceShape } from './peopleShapes.ts'
import { practiceSource } from './practiceSource.ts'
import { type AnyRoute, type ApiCall, route } from './route.ts'
import { taskReply, taskShape } from './taskRoutes.ts'
import { isoOf } from './times.ts'

const tag = 'People'
const bytes = ['application/octet-stream', 'text/csv']
const byOf = ({ actor }: Pick<ApiCall<0, 0, 0>, 'actor'>): string => actorName(actor)

const preview = route({
  name: 'previewFirstBytes',
  method: 'POST',
  path: '/organisations/:organisation/previews',
  tag,
  summary: `How a CSV file would be read, from its first bytes (${headBytesMax} at most); nothing is kept.`,
  access: 'people.write',
  params: ofOrganisation,
  takes: { types: bytes, bytesMax: headBytesMax },
  reply: previewShape,
  async handle({ request }) {
    const pieces: Buffer[] = []
    let length = 0
    for await (const piece of request.body as AsyncIterable<Buffer>) {
      length += piece.length
      if (length > headBytesMax) throw tooMany(headBytesMax)
      pieces.push(piece)
    }
    if (length === 0)
      throw new Failure('badInput', 'This file is empty.', { fr: 'Ce fichier est vide.' })
    return forReply(previewHead(Buffer.concat(pieces), new Map()))
  },
})

const forReply = (
  found: Awaited<ReturnType<typeof previewFile>>,
): z.input<typeof previewShape> => ({
  ...found,
  columns: found.columns.map((column) => ({ ...column, examples: [...column.examples] })),
  rows: found.rows.map((row) => [...row]),
  sheets: [...found.sheets],
})

const tooMany = (limit: number): Failure =>
  new Failure('tooLarge', `Send ${limit} bytes at most.`, {
    fr: `C’est trop gros : envoyez au plus ${limit} octets.`,
    limit: String(limit),
  })

const ofUpload = ofOrganisation.extend({ upload: z.uuid() })

const previewUpload = route({
  name: 'previewUpload',
  method: 'GET',
  path: '/organisations/:organisation/uploads/:upload/preview',
  tag,
  summary: 'How a file that has arrived would be read: its columns, its first rows.',
  access: 'people.write',
  params: ofUpload,
  query: z.object({
    sheet: z.string().max(100).optional().describe('Of a workbook; absent: its first.'),
    map: z
      .array(z.string().max(400))
      .max(200)
      .default([])
      .describe('Header=use, for columns that are read otherwise than by themselves.'),
  }),
  reply: previewShape,
  async handle({ params, query, services, database }) {
    const { path: file } = await services.uploads.arrived(database, params.upload)
    const overrides = new Map(query.map.map(splitMap)) as unknown as MappingOverrides
    return forReply(await previewFile(file, overrides, query.sheet))
  },
})

const splitMap = (text: string): readonly [string, string] => {
  const at = text.lastIndexOf('=')
  return [text.slice(0, Math.max(0, at)), text.slice(at + 1)]
}

const sendFile = route({
  name: 'sendFile',
  method: 'POST',
  path: '/organisations/:organisation/files',
  tag,
  summary:
    'Sends a whole file in one request. Browsers send it by tus 1.0.0 to …/uploads, which goes on after a break.',
  access: 'people.write',
  params: ofOrganisation,
  query: z.object({ name: z.string().max(500).describe('What the file is called.') }),
  takes: { types: [...bytes, 'application/pdf'], bytesMax: uploadBytesMax },
  reply: z.object({ upload: z.uuid() }),
  status: 201,
  async handle(call) {
    const { request, query, organisation, services, now } = call
    const declared = Number(request.headers['content-length'])
    if (!(declared > 0))
      throw new Failure('badInput', 'Say how large the file is: content-length.', {
        fr: 'Dites la taille du fichier dans l’en-tête content-length.',
      })
    const id = randomUUID()
    const about = { id, organisation, name: nameOf(query.name), bytes: declared, by: byOf(call) }
    await beginUpload(services.system.pool, { ...about, createdAt: now })
    const file = path.join(services.uploads.folder, id)
    try {
      await pipeline(
        request.body as Readable,
        createWriteStream(file, { flags: 'wx', mode: 0o600 }),
      )
    } catch (error) {
      await services.uploads.forget(id)
      throw error
    }
    await completeUpload(services.system.pool, id, now)
    return { upload: id }
  },
})

const startImport = route({
  name: 'startImport',
  method: 'POST',
  path: '/organisations/:organisation/imports',
  tag,
  summary: 'Imports a file of people as a task: all of it or nothing.',
  access: 'people.write',
  params: ofOrganisation,
  body: importBody,
  reply: taskShape,
  status: 202,
  creates: true,
  async handle(call) {
    const { body, services, database, organisation } = call
    const { uploads, tasks } = services
    const file = await uploads.arrived(database, body.upload)
    const proof = body.evidence ? await uploads.arrived(database, body.evidence) : null
    const workbook = isWorkbook(await headOf(file.path))
    const input: ImportInput = {
      ...{ upload: body.upload, fileName: file.name },
      sheet: workbook ? (body.sheet ?? '') : null,
      mapping: Object.entries(body.mapping),
      source: parseSource(body.source),
      evidence: proof && { upload: proof.id, name: proof.name },
    }
    const by = byOf(call)
    const subject = `${body.upload}/${file.name}`
    const request = { organisation, input, by, subject, once: true }
    return taskReply(await tasks.add(importKind(uploads), request))
  },
})

/** As many as the first campaign of a newcomer calls. */
const practicePeople = 400

const addPractice = route({
  name: 'addPracticePeople',
  method: 'POST',
  path: '/organisations/:organisation/practice-people',
  tag,
  summary: `Imports a file of ${practicePeople} lines about invented people, numbers of fiction; in practice only.`,
  access: 'people.write',
  params: ofOrganisation,
  reply: taskShape,
  status: 202,
  async handle(call) {
    const { services, organisation, now } = call
    if ((await organisationMode(services.system, organisation)) !== 'practice') {
      throw new Failure(
        'refused',
        'Invented people are for practice: this organisation calls real ones.',
        {
          fr:
            'Des personnes inventées servent à l’entraînement : cette organisation en appelle de ' +
            'vraies.',
        },
      )
    }
    const id = randomUUID()
    const text = exampleCsv(practicePeople, 1)
    const about = { id, organisation, name: '400 lignes, personnes fictives.csv', by: byOf(call) }
    await beginUpload(services.system.pool, { ...about, bytes: text.length, createdAt: now })
    const file = path.join(services.uploads.folder, id)
    await writeFile(file, text, { mode: 0o600 }).catch(async (error) => {
      await rm(file, { force: true })
      throw error
    })
    await completeUpload(services.system.pool, id, now)
    const input: ImportInput = {
      ...{ upload: id, fileName: about.name, sheet: null, mapping: [], evidence: null },
      source: practiceSource,
    }
    const request = {
      organisation,
      input,
      by: about.by,
      subject: `practice/${about.name}`,
      once: true,
    }
    return taskReply(await services.tasks.add(importKind(services.uploads), request))
  },
})

const sources = route({
  name: 'listSources',
  method: 'GET',
  path: '/organisations/:organisation/sources',
  tag,
  summary: 'Files of people that were imported, the newest first, with what was declared of them.',
  access: 'people.read',
  params: ofOrganisation,
  query: pageQuery,
  reply: pageOf(sourceShape),
  async handle({ database, organisation, query }) {
    const { limit, after } = query
    const before = keyAfter(after, z.int()) ?? Number.MAX_SAFE_INTEGER
    const found = await listSources(database.pool, organisation, before, limit + 1)
    return onePage(found, limit, {
      item: ({ importedAt, wordings, ...rest }) => ({
        ...{ ...rest, importedAt: isoOf(importedAt), wordings: [...wordings] },
      }),
      key: ({ id }) => id,
    })
  },
})

export const peopleRoutes: readonly AnyRoute[] = [
  ...[preview, previewUpload, sendFile, startImport, addPractice, sources],
]
