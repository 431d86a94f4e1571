/**
 * JSON as law may trust it: UTF-8, no field written twice (the parser would keep the last and forget
 * an objection), no deeper than facts are. Every refusal is one sentence without what was written.
 */
import { Failure } from '../base/failure.ts'

/** Facts are eight deep: election.rounds[0].scopes[0].territories[0]. */
export const depthMax = 20

export function parseStrictJson(written: string): unknown {
  // Windows editors begin UTF-8 files with a byte order mark.
  const json = written.replace(/^\uFEFF/, '')
  // What is not UTF-8 was read as replacement characters; UTF-16 leaves a zero beside each letter.
  if (json.includes('\0') || json.includes('\uFFFD')) {
    throw new Failure('badInput', 'The facts are not UTF-8 text: save the file as UTF-8.')
  }
  const found = scan(json)
  if (found.tooDeep) {
    throw new Failure('badInput', 'The facts are nested too deeply for one call.', {
      measured: `more than ${depthMax} levels`,
      limit: `${depthMax} levels`,
    })
  }
  const value = parse(json)
  if (found.twice !== undefined) {
    throw new Failure(
      'badInput',
      `The facts are not usable: ${found.twice}: written twice; keep one of them.`,
    )
  }
  return value
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    // The parser quotes what it stumbled over: a number might be in it.
    const detail = message.replace(/, (?:\.\.\.)?"[\s\S]*" is not valid JSON$/, '')
    throw new Failure(
      'badInput',
      `The facts are not JSON (${detail}): see \`portevoix law facts-schema\`.`,
    )
  }
}

interface Found {
  /** Path of the first field written twice in one object. */
  readonly twice?: string
  readonly tooDeep: boolean
}

interface Level {
  /** undefined in an array. */
  readonly names: Set<string> | undefined
  /** Of the value being read: `consents`, or `[2]`. */
  step: string
  index: number
  expectsName: boolean
}

/** One pass over the text. On text that is not JSON it finds anything or nothing, and ends. */
function scan(json: string): Found {
  const levels: Level[] = []
  let twice: string | undefined
  for (let at = 0; at < json.length; at += 1) {
    const level = levels.at(-1)
    switch (json[at]) {
      case '{':
      case '[':
        if (levels.length >= depthMax) return { tooDeep: true }
        levels.push(levelOf(json[at] === '{'))
        break
      case '}':
      case ']':
        levels.pop()
        break
      case ',':
        if (level) nextIn(level)
        break
      case '"': {
        const end = endOfString(json, at)
        if (level?.names && level.expectsName) {
          const name = nameOf(json.slice(at, end + 1))
          level.step = name
          if (level.names.has(name)) twice ??= pathOf(levels)
          level.names.add(name)
          level.expectsName = false
        }
        at = end
        break
      }
      default:
    }
  }
  return twice === undefined ? { tooDeep: false } : { twice, tooDeep: false }
}

const levelOf = (isObject: boolean): Level => ({
  names: isObject ? new Set() : undefined,
  step: isObject ? '' : '[0]',
  index: 0,
  expectsName: isObject,
})

function nextIn(level: Level): void {
  level.expectsName = level.names !== undefined
  level.index += 1
  if (!level.names) level.step = `[${level.index}]`
}

/** Where the string that begins at `from` ends: its closing quote, or the end of the text. */
function endOfString(json: string, from: number): number {
  let at = from + 1
  while (at < json.length && json[at] !== '"') at += json[at] === '\\' ? 2 : 1
  return at
}

/** `"a"` and its escaped form are one name. */
function nameOf(quoted: string): string {
  try {
    return String(JSON.parse(quoted))
  } catch {
    // Not JSON: the parser says so in a moment.
    return quoted
  }
}

const nameShownMax = 40

function pathOf(levels: readonly Level[]): string {
  return levels
    .map(({ names, step }, depth) => {
      const shown = step.length > nameShownMax ? `${step.slice(0, nameShownMax)}…` : step
      return names && depth > 0 ? `.${shown}` : shown
    })
    .join('')
}
