/** Long proofs as tasks: walking the ledger's chain, and the evidence pack of one campaign. */
import { Failure } from '../../base/failure.ts'
import type { CampaignId } from '../../base/ids.ts'
import { launchingOf } from '../../engine/launching.ts'
import { writeArchive } from '../../evidence/archive.ts'
import { packFiles } from '../../evidence/pack.ts'
import type { PackFile } from '../../evidence/packFile.ts'
import type { Said } from '../../law/verdict.ts'
import type { Database } from '../../store/database.ts'
import { breakSentence } from '../../store/ledgerBreak.ts'
import { postgresLaunchStore } from '../../store/postgres/launch.ts'
import { verifyLedger } from '../../store/postgres/ledgerVerify.ts'
import { postgresStore } from '../../store/postgres/postgresStore.ts'
import type { TaskKind } from '../../tasks/task.ts'

export interface ChainResult {
  readonly intact: boolean
  readonly entries: number
  readonly erased: number
  readonly head: string | null
  /** One sentence a break; it names the row. */
  readonly breaks: readonly Said[]
}

export const verifyKind: TaskKind<null, ChainResult> = {
  name: 'verifyLedger',
  repeatable: true,
  permission: 'evidence.read',
  run: (_input, { database, progress, signal }) => verified(database, progress, signal),
}

async function verified(
  database: Database,
  progress: (progress: { done: number; unit: string }) => void,
  signal: AbortSignal,
): Promise<ChainResult> {
  const { chains } = await verifyLedger(database.pool, {
    onProgress: (_name, entries) => {
      signal.throwIfAborted()
      progress({ done: entries, unit: 'entries' })
    },
  })
  const breaks = chains.flatMap(({ name, breaks: each }) =>
    each.map((broken) => ({
      en: breakSentence(name, broken),
      fr: breakSentence(name, broken, 'fr'),
    })),
  )
  return {
    ...{ intact: breaks.length === 0, breaks },
    entries: chains.reduce((sum, { entries }) => sum + entries, 0),
    erased: chains.reduce((sum, { erased }) => sum + erased, 0),
    head: chains[0]?.head?.hash ?? null,
  }
}

export interface PackInput {
  readonly campaign: string
  readonly name: string
}

export const packKind: TaskKind<PackInput, { files: number; bytes: number }> = {
  name: 'evidencePack',
  repeatable: true,
  permission: 'evidence.read',
  async run({ campaign: id, name }, { database, newFile, progress, signal }) {
    const chain = await verified(database, () => signal.throwIfAborted(), signal)
    if (!chain.intact) {
      throw new Failure(
        'brokenChain',
        `${chain.breaks[0]?.en} No evidence is exported from a broken chain.`,
        {
          fr:
            `${chain.breaks[0]?.fr} ` +
            'Le registre est rompu : aucune preuve ne s’exporte d’une chaîne rompue. Gardez la base ' +
            'telle quelle et cherchez qui l’a modifiée.',
        },
      )
    }
    const store = postgresStore(database)
    const campaign = await store.campaign(id as CampaignId)
    const { firstUsedAt } = await postgresLaunchStore(database).launchRecord(campaign.id)
    const startedAt = campaign.practiceStart ?? firstUsedAt ?? campaign.deadline
    const { verdict: launch } = await launchingOf({ database, store }, campaign, startedAt)
    const request = { database, store, campaign: campaign.id, launch }
    const target = newFile(`preuves ${name}.zip`, 'application/zip')
    const counted = countedFiles(packFiles(request), (done) => progress({ done, unit: 'files' }))
    const { files } = await writeArchive(target, counted)
    return { files: files.length, bytes: files.reduce((sum, { bytes }) => sum + bytes, 0) }
  },
}

async function* countedFiles(
  files: AsyncIterable<PackFile>,
  told: (done: number) => void,
): AsyncGenerator<PackFile> {
  let done = 0
  for await (const file of files) {
    yield file
    done += 1
    told(done)
  }
}
