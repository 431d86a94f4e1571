/** The committed seeds of a target: one JSON line each, as text where it is text. */
import { appendFileSync, existsSync, readdirSync, readFileSync } from 'node:fs'

/** Lines in one file: a corpus is read by people too. */
export const seedsMax = 300

const folder = new URL('corpus/', import.meta.url)
const fileOf = (target: string): URL => new URL(`${target}.jsonl`, folder)

export function seedsOf(target: string): Uint8Array[] {
  const name = fileOf(target)
  if (!existsSync(name)) return []
  return readFileSync(name, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const seed = JSON.parse(line) as { text?: string; base64?: string }
      return seed.text === undefined
        ? Buffer.from(seed.base64 ?? '', 'base64')
        : Buffer.from(seed.text)
    })
}

/** The torture messages are seeds too; they live where their table is. */
export function tortureMessages(): Uint8Array[] {
  return ['4475/', '5118/'].flatMap((rfc) => {
    const messages = new URL(`../rfc/${rfc}`, import.meta.url)
    return readdirSync(messages)
      .sort()
      .map((name) => readFileSync(new URL(name, messages)))
  })
}

export function keepSeed(target: string, why: string, bytes: Uint8Array): void {
  const text = Buffer.from(bytes).toString('utf8')
  const isText = Buffer.from(text).equals(Buffer.from(bytes))
  const seed = isText ? { why, text } : { why, base64: Buffer.from(bytes).toString('base64') }
  appendFileSync(fileOf(target), `${JSON.stringify(seed)}\n`)
}
