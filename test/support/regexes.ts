/** Regular expressions of our own sources, and strings that make a careless one take the square of the time. */
import { sourceFiles } from './source.ts'

export interface FoundRegex {
  readonly file: string
  readonly regex: RegExp
}

/** A slash begins a regular expression where an operand may stand. */
const operandMayFollow = /(?:^|[(,=:[!&|?{};+*%<>~^-]|=>|\b(?:return|case|typeof|of|in))\s*$/

/** Every literal in the sources (not the tests) of these folders. */
export function regexesIn(folders: readonly string[]): FoundRegex[] {
  return sourceFiles()
    .filter(({ name }) => folders.some((folder) => name.startsWith(`${folder}/`)))
    .filter(({ name }) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .flatMap(({ name, code }) => literalsIn(code).map((regex) => ({ file: name, regex })))
}

function literalsIn(code: string): RegExp[] {
  const found: RegExp[] = []
  for (let at = 0; at < code.length; at += 1) {
    const character = code[at] as string
    if (character === "'" || character === '"' || character === '`') at = endOfString(code, at)
    else if (character === '/' && operandMayFollow.test(code.slice(Math.max(0, at - 20), at))) {
      const end = endOfRegex(code, at)
      const flags = /^[a-z]*/.exec(code.slice(end + 1))?.[0] ?? ''
      found.push(new RegExp(code.slice(at + 1, end), flags.replace(/[gy]/g, '')))
      at = end
    }
  }
  return found
}

/** A template's `${…}` is passed over with it: our expressions in them hold no literals. */
function endOfString(code: string, start: number): number {
  for (let at = start + 1; at < code.length; at += 1) {
    if (code[at] === '\\') at += 1
    else if (code[at] === code[start]) return at
  }
  return code.length
}

function endOfRegex(code: string, start: number): number {
  let inClass = false
  for (let at = start + 1; at < code.length; at += 1) {
    if (code[at] === '\\') at += 1
    else if (code[at] === '[') inClass = true
    else if (code[at] === ']') inClass = false
    else if (code[at] === '/' && !inClass) return at
  }
  throw new Error(`a regular expression that does not end: ${code.slice(start, start + 40)}`)
}

/** What a greedy part could be made to read again and again. */
const pumps = [
  ...[
    ' ',
    '\t',
    'a',
    '1',
    '.',
    ',',
    ';',
    ':',
    '=',
    '"',
    '\\',
    '<',
    '>',
    '(',
    '[',
    '/',
    '-',
    '%',
    'é',
  ],
  ...[
    '\r\n',
    '\r\n ',
    ';a',
    ';a=',
    '\\"',
    ', ',
    'a=1,',
    '%41',
    ' a',
    '1 ',
    'a.',
    ' SIP/2.',
    'ACK ',
  ],
]
const endings = ['\u0000', '']

export interface Slow {
  readonly attack: string
  readonly growth: number
}

const lengths = [4_000, 16_000] as const
/** Four times the length: 4 times the time when it is linear, 16 when it is the square. */
const growthMax = 9
/** Below this nobody can be slowed down, and clocks measure themselves. */
const msWorthMeasuring = 20
/** No pause of the machine's: once is enough. */
const msBeyondDoubt = 150

/** The first attack on which `run` grows faster than its input; `starts`: what it is made from. */
export function superlinear(
  run: (text: string) => void,
  starts: readonly string[],
): Slow | undefined {
  for (const start of starts) {
    for (const pump of pumps) {
      for (const end of endings) {
        const attackOf = (length: number) =>
          start + pump.repeat(Math.ceil(length / pump.length)) + end
        const first = msOf(run, attackOf(lengths[1]), 1)
        if (first < msWorthMeasuring) continue
        const times = first > msBeyondDoubt ? 1 : 7
        const long = msOf(run, attackOf(lengths[1]), times)
        const growth = long / msOf(run, attackOf(lengths[0]), times)
        if (long < msWorthMeasuring || growth < growthMax) continue
        return { attack: JSON.stringify(`${start}${pump}…${end}`), growth }
      }
    }
  }
  return undefined
}

/** The fastest of several: what else the machine does only slows. */
function msOf(run: (text: string) => void, text: string, times: number): number {
  let best = Number.POSITIVE_INFINITY
  for (let i = 0; i < times; i += 1) {
    const before = performance.now()
    run(text)
    best = Math.min(best, performance.now() - before)
  }
  return best
}
