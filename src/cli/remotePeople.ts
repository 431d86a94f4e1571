/** `contacts import`, `suppression add`, `trunk list` and `report` through a running server. */
import { openAsBlob } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { Failure } from '../base/failure.ts'
import type { Source } from '../contacts/source.ts'
import type { Invocation } from './command.ts'
import type { Remote } from './remote.ts'

interface RemoteImport {
  readonly file: string
  readonly source: Source
  /** Slots as they were written, which the server reads again. */
  readonly slots: string | undefined
  readonly mapping: ReadonlyMap<string, string>
  readonly rejects: string
}

export async function importRemote(
  { output }: Invocation,
  remote: Remote,
  { file, source, slots, mapping, rejects }: RemoteImport,
): Promise<void> {
  const upload = await sent(remote, file)
  const { consent, evidenceFile, ...origin } = source
  const evidence = evidenceFile === null ? {} : { evidence: await sent(remote, evidenceFile) }
  const declared = {
    ...origin,
    ...(consent && {
      ...{ controller: consent.controller, channel: consent.channel, wordings: consent.wordings },
      ...(slots === undefined ? {} : { slots }),
    }),
  }
  const task = await remote.ask('POST', '/imports', {
    ...{ upload, mapping: Object.fromEntries(mapping), source: declared, ...evidence },
  })
  const { result, files } = await remote.ended(task, ({ done, total, unit }) =>
    output.progress(`${done.toLocaleString('en')} of ${total ?? '…'} ${unit}`),
  )
  output.progressDone()
  const { read, accepted, duplicates, rejected } = result
  output.say(
    `${read} lines = ${accepted} accepted + ${duplicates} duplicates + ${rejected} to correct.`,
  )
  for (const { rows, why } of result.reasons) output.say(`  ${rows} × ${why.en}`)
  const [toCorrect] = files
  if (toCorrect && rejected > 0) {
    await writeFile(rejects, await remote.fetch(`/tasks/${task.id}/files/${toCorrect.id}`), {
      mode: 0o600,
    })
    output.say(`  Lines to correct: ${rejects}. Correct them there and import that file.`)
  }
  output.result(result)
}

/** The upload's id. */
async function sent(remote: Remote, file: string): Promise<string> {
  const bytes = await openAsBlob(file).catch((error: NodeJS.ErrnoException) => {
    throw new Failure('badInput', `The file ${file} cannot be read (${error.code}).`)
  })
  const name = encodeURIComponent(path.basename(file))
  const { upload } = await remote.send(`/files?name=${name}`, bytes, 'application/octet-stream')
  return upload
}

export interface RemoteObjection {
  readonly number: string
  readonly shown: string
  readonly why: string
  readonly scope: string
  readonly controller: string | null
  readonly thirdParty: boolean
}

export async function objectRemote(
  { output }: Invocation,
  remote: Remote,
  { number, shown, why, scope, controller, thirdParty }: RemoteObjection,
): Promise<void> {
  const { reference, at } = await remote.ask('POST', '/suppressions', {
    ...{ number, why, scope, thirdParty },
    ...(controller === null ? {} : { controller }),
  })
  output.say(`${shown} is not called any more (${scope}). Receipt for the person: ${reference}`)
  output.result({ number: shown, scope, reference, at })
}

export async function trunksRemote({ output }: Invocation, remote: Remote): Promise<void> {
  const { items } = await remote.ask('GET', '/trunks')
  if (items.length === 0) output.say('No trunk yet.')
  for (const { label, kind, host, port, callsPerSecond, concurrentCalls } of items) {
    output.say(
      `${label}  ${kind}  ${host}:${port}  ${callsPerSecond} calls/s  ${concurrentCalls} at once`,
    )
  }
  output.result(items)
}

export async function reportRemote(
  { output }: Invocation,
  remote: Remote,
  id: string,
  csv: string | undefined,
): Promise<void> {
  const report = await remote.ask('GET', `/campaigns/${encodeURIComponent(id)}/report`)
  const { campaign, people, heardToEnd, objections, attempts } = report
  output.say(`${campaign.name}: ${campaign.state}`)
  output.say(
    `  ${people.targets} people = ${people.reached} reached + ${people.notReached} not reached + ` +
      `${people.refused} refused by law + ${people.notCalled} not called`,
  )
  output.say(
    `  ${heardToEnd.people} heard it to the end; ${objections} objected; ${attempts.total} attempts`,
  )
  output.result(report)
  if (csv === undefined) return
  const task = await remote.ask('POST', `/campaigns/${encodeURIComponent(id)}/report/exports`, {
    ...{ format: 'csv', language: 'en' },
  })
  const { files } = await remote.ended(task, ({ done }) =>
    output.progress(`${done} attempts written`),
  )
  output.progressDone()
  await writeFile(csv, await remote.fetch(`/tasks/${task.id}/files/${files[0].id}`), {
    mode: 0o600,
  })
  output.say(`Attempts written to ${csv}.`)
}
