/**
 * The lexical pieces of RFC 3261 §25.1 that every header shares: tokens, quoted strings, lists
 * separated by commas, parameters separated by semicolons. Nothing here knows a header by name.
 */

/** Names in lower case; a parameter without a value has ''. Quoted values are unquoted. */
export type Params = ReadonlyMap<string, string>

export const noParams: Params = new Map()

const tokenPattern = /^[A-Za-z0-9\-.!%*_+`'~]+$/

export const isToken = (text: string): boolean => tokenPattern.test(text)

/** Where `separator` stands outside quoted strings and <…>; undefined when a quote never closes. */
export function splitOutside(text: string, separator: ',' | ';'): string[] | undefined {
  if (!text.includes('"') && !text.includes('<')) return text.split(separator)
  const parts: string[] = []
  let start = 0
  let inQuotes = false
  let inBrackets = false
  for (let i = 0; i < text.length; i += 1) {
    const character = text[i]
    if (inQuotes) {
      if (character === '\\') i += 1
      else if (character === '"') inQuotes = false
    } else if (inBrackets) {
      if (character === '>') inBrackets = false
    } else if (character === '"') inQuotes = true
    else if (character === '<') inBrackets = true
    else if (character === separator) {
      parts.push(text.slice(start, i))
      start = i + 1
    }
  }
  if (inQuotes || inBrackets) return undefined
  parts.push(text.slice(start))
  return parts
}

/** `;a=1 ;b="x;y";lr` → map; undefined when it is not a list of parameters. Duplicates: RFC 3261 §7.3.1. */
export function parseParams(text: string): Params | undefined {
  if (text === '') return noParams
  const [before, ...pieces] = splitOutside(text, ';') ?? ['unbalanced']
  if (before?.trim() !== '') return undefined
  const params = new Map<string, string>()
  for (const piece of pieces) {
    const equals = piece.indexOf('=')
    const name = (equals < 0 ? piece : piece.slice(0, equals)).trim().toLowerCase()
    if (!isToken(name) || params.has(name)) return undefined
    const value = equals < 0 ? '' : piece.slice(equals + 1).trim()
    if (value.startsWith('"')) {
      const plain = unquote(value)
      if (plain === undefined) return undefined
      params.set(name, plain)
    } else if (value === '' ? equals < 0 : !/[\s"<>,;]/.test(value)) params.set(name, value)
    else return undefined
  }
  return params
}

/** `"a \" b"` → `a " b`; undefined when it is not exactly one quoted string. */
export function unquote(text: string): string | undefined {
  const inside = /^"((?:[^"\\]|\\[^\r\n])*)"$/s.exec(text)?.[1]
  return inside?.replaceAll(/\\(.)/gs, '$1')
}

export const quote = (text: string): string => `"${text.replaceAll(/[\\"]/g, '\\$&')}"`

/** Without the spaces and tabs (LWS of RFC 3261 §25.1) around it. */
export function trimBlank(text: string): string {
  let start = 0
  let end = text.length
  while (start < end && isBlank(text, start)) start += 1
  while (end > start && isBlank(text, end - 1)) end -= 1
  return text.slice(start, end)
}

const isBlank = (text: string, at: number): boolean => text[at] === ' ' || text[at] === '\t'

/** A whole number written with digits only, at most `max`; undefined otherwise. */
export function parseWhole(text: string, max: number): number | undefined {
  if (!/^[0-9]{1,20}$/.test(text)) return undefined
  const value = Number(text)
  return value <= max ? value : undefined
}
