/** What `law decide` and `law facts-schema` do: facts in, verdict out, with its words. */
import { createReadStream } from 'node:fs'
import { Failure, failures } from '../base/failure.ts'
import type { Country } from '../law/country.ts'
import { decide } from '../law/decide.ts'
import { factsJsonSchema, readFacts } from '../law/readFacts.ts'
import { ruleSetOf, rulesOf } from '../law/ruleSets.ts'
import type { Said, Verdict } from '../law/verdict.ts'
import type { Invocation } from './command.ts'

/** A person's whole history is a few kilobytes. */
export const factsBytesMax = 8 * 1024 * 1024

/** What `--json` prints. */
export interface LawAnswer {
  readonly allowed: boolean
  readonly refusals: readonly {
    readonly rule: string
    readonly article: string
    readonly measured: string
    readonly limit: string
    readonly reason: string
    readonly reasonFr: string
  }[]
  readonly unknown: readonly {
    readonly rule: string
    readonly missing: string
    readonly reason: string
    readonly reasonFr: string
  }[]
  readonly rulesRun: readonly string[]
  readonly judgedAt: string
  readonly lawVersion: string
  /** When the call may be allowed later: the earliest such instant. */
  readonly askAgainAt?: string
}

/** The facts as JSON text → the answer. Throws a Failure when the text is not usable facts. */
export function runLawDecide(facts: string): LawAnswer {
  const read = readFacts(facts)
  return answerOf(decide(read).verdict, read.country)
}

export async function decideCommand(
  { output, config, endWith }: Invocation,
  file: string,
): Promise<void> {
  const answer = runLawDecide(await readFactsFile(file))
  output.result(answer)
  for (const line of linesOf(answer, config().language)) output.say(line)
  if (!answer.allowed) endWith(failures.refused[0])
}

/** The schema is JSON whether `--json` is given or not. */
export async function factsSchemaCommand(): Promise<void> {
  process.stdout.write(`${JSON.stringify(factsJsonSchema(), null, 2)}\n`)
}

function answerOf(verdict: Verdict, country?: Country): LawAnswer {
  const { allowed, refusals, unknown, rulesRun, judgedAt, lawVersion, askAgainAt } = verdict
  return {
    allowed,
    refusals: refusals.map(({ rule, measured, limit, reason }) => {
      return { rule, article: articleOf(rule, country), measured, limit, ...words(reason) }
    }),
    unknown: unknown.map(({ rule, missing, reason }) => ({ rule, missing, ...words(reason) })),
    rulesRun,
    judgedAt: new Date(judgedAt).toISOString(),
    lawVersion,
    ...(askAgainAt === undefined ? {} : { askAgainAt: new Date(askAgainAt).toISOString() }),
  }
}

const words = (said: Said | undefined): { readonly reason: string; readonly reasonFr: string } => ({
  reason: said?.en ?? '',
  reasonFr: said?.fr ?? '',
})

function articleOf(rule: string, country?: Country): string {
  const text = rulesOf(ruleSetOf(country)).find(({ id }) => id === rule)?.text
  return text ? `${text.code}, ${text.article}` : rule
}

function linesOf(answer: LawAnswer, language: 'fr' | 'en'): readonly string[] {
  if (answer.allowed) return [`Allowed: all ${answer.rulesRun.length} rules agree.`]
  return [
    'Not allowed.',
    ...answer.refusals.flatMap(({ rule, reason, reasonFr, measured, limit }) => [
      `  ${rule}: ${language === 'fr' ? reasonFr : reason}`,
      `    measured ${measured}; limit ${limit}`,
    ]),
    ...answer.unknown.map(
      ({ rule, missing, reason, reasonFr }) =>
        `  ${rule} (${missing}): ${language === 'fr' ? reasonFr : reason}`,
    ),
    ...(answer.askAgainAt === undefined ? [] : [`Earliest lawful instant: ${answer.askAgainAt}`]),
  ]
}

async function readFactsFile(file: string): Promise<string> {
  if (file === '-') return readBounded(process.stdin)
  try {
    return await readBounded(createReadStream(file))
  } catch (error) {
    if (error instanceof Failure) throw error
    const { code } = error as NodeJS.ErrnoException
    throw new Failure('badInput', `The facts file ${file} cannot be read (${code}).`)
  }
}

/** Standard input may never end: what is too long is not read to its end. */
async function readBounded(stream: AsyncIterable<Buffer | string>): Promise<string> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of stream) {
    const part = Buffer.from(chunk)
    chunks.push(part)
    bytes += part.length
    if (bytes > factsBytesMax) {
      throw new Failure('badInput', 'The facts are too long for one call.', {
        measured: `more than ${factsBytesMax} bytes`,
        limit: `${factsBytesMax} bytes`,
      })
    }
  }
  return Buffer.concat(chunks).toString('utf8')
}
