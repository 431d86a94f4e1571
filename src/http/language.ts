/** Which of our two languages a browser prefers (RFC 9110 §12.5.4). */

export type Language = 'fr' | 'en'

/** Longer lists are not read: a browser sends a dozen at most. */
const rangesMax = 20

/** French when neither is asked for: the people called vote in France. */
export function preferredLanguage(header: string | undefined): Language {
  const ranges = (header ?? '').slice(0, 400).split(',', rangesMax)
  let best: { language: Language; quality: number } | undefined
  for (const range of ranges) {
    const [tag = '', ...parameters] = range.trim().toLowerCase().split(';')
    const language = tag.split('-')[0]
    if (language !== 'fr' && language !== 'en') continue
    const given = parameters.find((parameter) => parameter.trim().startsWith('q='))
    const quality = given === undefined ? 1 : Number(given.trim().slice(2))
    if (quality > 0 && quality > (best?.quality ?? 0)) best = { language, quality }
  }
  return best?.language ?? 'fr'
}

/** Programs that say nothing of it, or take any, are told in English. */
export const programLanguage = (asked: string): Language =>
  /\bfr\b/i.test(asked) ? preferredLanguage(asked) : 'en'
