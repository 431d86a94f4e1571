/** A document that was sent to be declared: its name and its hash are kept, the file itself is forgotten. */
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import type { Uploads } from '../../intake/uploads.ts'
import type { Database } from '../../store/database.ts'

export interface SentDocument {
  readonly reference: string
  readonly sha256: string
}

export async function sentDocument(
  uploads: Uploads,
  database: Pick<Database, 'pool'>,
  upload: string,
): Promise<SentDocument> {
  const file = await uploads.arrived(database, upload)
  const hash = createHash('sha256')
  await pipeline(createReadStream(file.path), hash)
  await uploads.forget(upload)
  return { reference: file.name, sha256: hash.digest('hex') }
}
