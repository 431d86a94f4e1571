/** Why a trunk is taken for ill, in words, and the figures in such sentences. */
import { unreachable } from '../base/assert.ts'
import type { BreakerWhy } from './breaker.ts'

export function sicknessIn(why: BreakerWhy, language: 'en' | 'fr'): string {
  const say = (en: string, fr: string): string => (language === 'fr' ? fr : en)
  switch (why.is) {
    case 'faults':
      return say(
        `${why.faults} of its last ${why.calls} calls failed by the carrier’s fault`,
        `${why.faults} de ses ${why.calls} derniers appels ont échoué du fait de l’opérateur`,
      )
    case 'fewAnswers':
      return say(
        `only ${why.answered} of its last ${why.calls} calls were answered`,
        `${why.answered} seulement de ses ${why.calls} derniers appels ont été décrochés`,
      )
    case 'nothingWorks':
      return say(
        `the carrier refuses or fails every call (${why.failures} in a row)`,
        `l’opérateur refuse ou perd chaque appel (${why.failures} de suite)`,
      )
    case 'noSign':
      return say(
        `the carrier has not replied to any call for ${Math.round(why.forMs / 1000)} s`,
        `l’opérateur ne répond à aucun appel depuis ${Math.round(why.forMs / 1000)} s`,
      )
    case 'silent':
      return say(
        'the carrier no longer answers our OPTIONS',
        'l’opérateur ne répond plus à nos OPTIONS',
      )
    case 'notRegistered':
      return why.refused
        ? say('the carrier refuses to register us', 'l’opérateur refuse de nous enregistrer')
        : say('our registration was lost', 'notre enregistrement est perdu')
    default:
      return unreachable(why)
  }
}

export function percentIn(share: number, language: 'en' | 'fr'): string {
  const percent = Math.max(1, Math.round(share * 100))
  return language === 'fr' ? `${percent}\u202f%` : `${percent} %`
}

export function inMs(duration: number, language: 'en' | 'fr'): string {
  const rounded = duration < 10 ? Number(duration.toFixed(1)) : Math.round(duration)
  return language === 'fr' ? `${String(rounded).replace('.', ',')} ms` : `${rounded} ms`
}
