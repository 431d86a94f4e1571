/** An instant as a person reads it beside a live campaign, on the clock of Paris. */
import type { EpochMs } from '../base/units.ts'

const french = new Intl.DateTimeFormat('fr-FR', {
  ...({ weekday: 'short', day: 'numeric', month: 'short' } as const),
  ...({ hour: 'numeric', minute: '2-digit', timeZone: 'Europe/Paris' } as const),
})
const english = new Intl.DateTimeFormat('en-GB', {
  ...({ weekday: 'short', day: 'numeric', month: 'short' } as const),
  ...({ hour: '2-digit', minute: '2-digit', timeZone: 'Europe/Paris' } as const),
})

/** « mar. 13 avr., 10 h 05 » · "Tue 13 Apr, 10:05 (Paris)". */
export function clockText(at: EpochMs, language: 'fr' | 'en'): string {
  const format = language === 'fr' ? french : english
  const parts = new Map(format.formatToParts(at).map(({ type, value }) => [type, value]))
  const day = `${parts.get('weekday')} ${parts.get('day')} ${parts.get('month')}`
  const hour = parts.get('hour') ?? ''
  const minute = parts.get('minute') ?? ''
  if (language === 'en') return `${day}, ${hour}:${minute} (Paris)`
  return `${day}, ${Number(hour)}\u202fh${minute === '00' ? '' : `\u202f${minute}`}`
}
