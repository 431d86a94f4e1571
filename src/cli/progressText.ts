/** A line of progress for long counts: share done, people, people a second, seconds left. */
import type { ScreeningProgress } from '../screening/screenCampaign.ts'

export function progressText(
  { people, rowsPerSecond, share, leftMs }: ScreeningProgress,
  language: 'fr' | 'en',
): string {
  const bar = '█'.repeat(Math.round(share * 20)).padEnd(20, '░')
  const count = people.toLocaleString(language)
  const rate = Math.round(rowsPerSecond).toLocaleString(language)
  const left = Math.ceil(leftMs / 1000)
  return language === 'fr'
    ? `${bar} ${Math.floor(share * 100)} % · ${count} personnes, ${rate}/s · encore ${left} s`
    : `${bar} ${Math.floor(share * 100)} % · ${count} people, ${rate}/s · ${left} s left`
}
