/** What `audit verify` and `audit head` do and say. */
import { realClock } from '../base/clock.ts'
import { Failure, failures } from '../base/failure.ts'
import { breakSentence } from '../store/ledgerBreak.ts'
import { type SealedRows, sealOlderRows } from '../store/postgres/ledgerSeal.ts'
import {
  breaksNamedMax,
  ledgerHeads,
  type Verification,
  verifyLedger,
} from '../store/postgres/ledgerVerify.ts'
import { type Invocation, readableInstant } from './command.ts'
import { withSession } from './session.ts'

const headsMax = 100

export async function verifyCommand(
  invocation: Invocation,
  heads: readonly string[],
): Promise<void> {
  const { output } = invocation
  const kept = heads.map(parseHead)
  if (kept.length > headsMax) throw new Failure('usage', `Give at most ${headsMax} heads.`)
  await withSession(invocation, async ({ database }) => {
    saySealed(invocation, await sealOlderRows(database, realClock.epoch()))
    const verification = await verifyLedger(database.pool, {
      heads: kept,
      onProgress: (name, entries) =>
        output.progress(`${name}: ${entries.toLocaleString('en')} entries`),
    })
    output.progressDone()
    const sentences = breaksOf(verification)
    for (const line of linesOf(verification)) output.say(line)
    for (const sentence of sentences) output.say(sentence)
    output.result({
      intact: sentences.length === 0,
      breaks: sentences,
      chains: verification.chains.map(({ breaks, ...chain }) => ({
        ...chain,
        breaks: breaks.map((broken) => ({
          ...broken,
          sentence: breakSentence(chain.name, broken),
        })),
      })),
    })
    if (sentences.length > 0) invocation.endWith(failures.brokenChain[0])
  })
}

export async function headCommand(invocation: Invocation): Promise<void> {
  const { output } = invocation
  await withSession(invocation, async ({ database }) => {
    saySealed(invocation, await sealOlderRows(database, realClock.epoch()))
    const heads = await ledgerHeads(database.pool)
    if (heads.length === 0) output.say('No entry yet: nothing was written into the ledger.')
    for (const { name, seq, hash, at } of heads) {
      output.say(`${hash}  ${name}, entry ${seq.toLocaleString('en')}, ${readableInstant(at)}`)
    }
    output.result(heads)
  })
}

/** The hash alone, or the line that `audit head` printed. */
function parseHead(text: string): string {
  const found = /^([0-9a-f]{64})(?:\s|$)/.exec(text.trim().toLowerCase())
  if (found?.[1]) return found[1]
  throw new Failure(
    'usage',
    `--head is what \`audit head\` printed: 64 hexadecimal digits, not "${text.slice(0, 80)}".`,
  )
}

function saySealed({ output }: Invocation, sealed: readonly SealedRows[]): void {
  for (const { organisation, rows } of sealed) {
    output.say(
      `${organisation}: ${rows.toLocaleString('en')} subjects older than the ledger were sealed now; what was changed before cannot be found.`,
    )
  }
}

/** Heads first: a chain that was rewritten whole looks sound by itself. */
function breaksOf({ chains, headsUnknown }: Verification): readonly string[] {
  return [
    ...headsUnknown.map((hash) => breakSentence('', { is: 'headUnknown', hash })),
    ...chains.flatMap(({ name, breaks }) => breaks.map((broken) => breakSentence(name, broken))),
  ]
}

function linesOf({ chains }: Verification): readonly string[] {
  return chains.flatMap(({ name, entries, erased, head, breaks, sealings }) => {
    const state =
      breaks.length === 0
        ? 'unbroken'
        : `BROKEN in ${breaks.length === breaksNamedMax ? 'at least ' : ''}${breaks.length} places`
    const since =
      erased === 0 ? '' : `, of which ${erased.toLocaleString('en')} speak of erased rows`
    const last = head === null ? '' : `; head ${head.hash}`
    const line = `${name}: ${entries.toLocaleString('en')} entries${since}, ${state}${last}`
    const older = sealings.map(
      ({ seq, at }) =>
        `  Rows older than the ledger were sealed by entry ${seq.toLocaleString('en')}, ${readableInstant(at)}: what was changed before cannot be found.`,
    )
    return [line, ...older]
  })
}
