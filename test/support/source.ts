/**
 * Reads our own tree for test/tidy.test.ts: the files git knows of, their imports, functions and test
 * names. It leans on the formatter: a block that opens on a line closes on one of the same indent.
 */
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'

export interface SourceFile {
  /** Path from the root of the checkout. */
  readonly name: string
  readonly text: string
  /** The text without comments. */
  readonly code: string
}

const root = path.join(import.meta.dirname, '..', '..')
const READ = /\.(ts|tsx|js|sql|md|json)$/
const NOT_READ = /^(package-lock\.json|examples\/audio\/)/

/** Tracked files and new ones git does not ignore. */
export function sourceFiles(): readonly SourceFile[] {
  const listed = execFileSync('git', ['ls-files', '-co', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
  })
  return listed
    .split('\n')
    .filter((name) => READ.test(name) && !NOT_READ.test(name) && existsSync(path.join(root, name)))
    .map((name) => {
      const text = readFileSync(path.join(root, name), 'utf8')
      return { name, text, code: withoutComments(name, text) }
    })
}

/** Paths (from the root) and package names that a file imports, dynamic imports included. */
export function importsOf(file: SourceFile): readonly string[] {
  const found = file.code.matchAll(
    /(?:^(?:import|export)\b[^'"]*?from|^import|\bimport\()\s*['"]([^'"]+)['"]/gm,
  )
  return [...found].map(([, target]) => {
    const written = target as string
    return written.startsWith('.')
      ? path.posix.join(path.posix.dirname(file.name), written)
      : written
  })
}

const banned: readonly (readonly [RegExp, string])[] = [
  [/\basync\b/, 'async'],
  [/\bawait\b/, 'await'],
  [/\bPromise\b/, 'Promise'],
  [/\bDate\.now\b/, 'Date.now'],
  [/\bnew Date\(\)/, 'new Date()'],
  [/\bMath\.random\b/, 'Math.random'],
  [/\bset(Timeout|Interval|Immediate)\b/, 'a timer'],
  [/\bperformance\b/, 'performance'],
  [/\bprocess\./, 'process'],
  [/\bconsole\./, 'console'],
  [/from 'node:/, 'a node: module'],
]

/** What a pure file contains that it must not. */
export function bannedIn(file: SourceFile): readonly string[] {
  return banned
    .filter(([pattern]) => pattern.test(file.code))
    .map(([, what]) => `${file.name}: ${what}`)
}

const opensFunction: readonly RegExp[] = [
  /^(\s*)(?:export )?(?:async )?function\b/,
  /^(\s*)(?:export )?(?:const|let) \w+.*=> \{$/,
  /^(\s*)(?:async |static |get |set )?[#\w]+\(.*\{$/,
]

/** Functions longer than `linesMax`, as sentences. Tests' describe blocks are functions too. */
export function longFunctionsIn(file: SourceFile, linesMax: number): readonly string[] {
  const lines = file.text.split('\n')
  const wrong: string[] = []
  lines.forEach((line, start) => {
    const opening = opensFunction.map((pattern) => pattern.exec(line)).find((match) => match)
    if (!opening || /^\s*(if|for|while|switch|return|\*|\/\/)/.test(line)) return
    const indent = opening[1] as string
    const end = lines.findIndex((later, index) => index > start && later.startsWith(`${indent}}`))
    if (end !== -1 && end - start + 1 > linesMax) {
      wrong.push(`${file.name}:${start + 1} is a function of ${end - start + 1} lines`)
    }
  })
  return wrong
}

/** Names of tests written as plain strings; a table's template names vary by row and are left out. */
export function testNamesIn(file: SourceFile): readonly string[] {
  const found = file.code.matchAll(
    /^\s*(?:await )?(?:t\.)?(?:test|it)\(\s*(?:'((?:[^'\\]|\\.)*)'|"([^"]*)")/gm,
  )
  return [...found].map(([, single, double]) => single ?? (double as string))
}

function withoutComments(name: string, text: string): string {
  if (name.endsWith('.sql')) return text.replace(/--.*$/gm, '')
  return text.replace(/(^|[\s{(,;])\/\*[\s\S]*?\*\//g, '$1').replace(/(^|\s)\/\/.*$/gm, '$1')
}
