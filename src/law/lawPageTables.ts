/** The tables at the end of the French pack on docs/law.md: territories with their clocks, holidays, elections. */
import { isoDate } from './civilDate.ts'
import { knownElections } from './fr/elections.ts'
import { holidayCalendars, holidaysOf } from './holidays.ts'
import { remarkIn } from './lawPageRemarks.ts'
import type { Language } from './lawPageWords.ts'
import { placesIn } from './territory.ts'

/** The year whose movable feasts the page shows as an example. */
const exampleYear = 2027

export function frenchTables(language: Language): string {
  return [territories(language), holidays(language), elections(language)].join('\n\n')
}

function territories(language: Language): string {
  const rows = Object.entries(placesIn).map(([code, places]) => {
    const zones = places.map(({ zone, where }) => `${zone.name} (${where[language]})`)
    return `| ${code} | ${zones.join(', ')} |`
  })
  return language === 'fr'
    ? table('### Territoires et horloges', '', '| territoire | fuseaux |', rows)
    : table('### Territories and their clocks', '', '| territory | zones |', rows)
}

function holidays(language: Language): string {
  const national = holidaysOf('FR', exampleYear)
  const rows = holidayCalendars.map((calendar) => {
    const days = [...holidaysOf(calendar, exampleYear)]
      .filter(([when]) => calendar === 'FR' || !national.has(when))
      .sort(([a], [b]) => a - b)
      .map(([when, holiday]) => `${isoDate(when)} ${holiday[language]} (${holiday.text})`)
    const none = language === 'fr' ? 'les nationaux seuls' : 'the national ones only'
    return `| ${calendar} | ${days.join('; ') || none} |`
  })
  return language === 'fr'
    ? table(
        `### Jours fériés tenus, tels qu’en ${exampleYear}`,
        'Chaque territoire tient les nationaux (ligne FR) en plus des siens. Calculés d’après les textes pour toute année.',
        '| calendrier | jours |',
        rows,
      )
    : table(
        `### Public holidays kept, as they fall in ${exampleYear}`,
        'Every territory keeps the national ones (row FR) beside its own. Computed from the statutes for any year.',
        '| calendar | days |',
        rows,
      )
}

function elections(language: Language): string {
  const rows = knownElections.map(({ key, election, confidence, source }) => {
    const rounds = election.rounds.map(({ pollDate, saturday }) =>
      saturday
        ? `${pollDate} (${saturday.pollDate}: ${saturday.territories.join(', ')})`
        : pollDate,
    )
    return `| \`${key}\` | ${rounds.join('; ')} | ${election.status} | ${confidence} | ${remarkIn(source, language)} |`
  })
  return language === 'fr'
    ? table('### Élections connues', '', '| élection | tours | statut | confiance | source |', rows)
    : table('### Known elections', '', '| election | rounds | status | confidence | source |', rows)
}

function table(heading: string, before: string, head: string, rows: readonly string[]): string {
  const columns = head.split('|').length - 2
  const ruler = `|${'---|'.repeat(columns)}`
  return [heading, ...(before === '' ? [] : [before]), [head, ruler, ...rows].join('\n')].join(
    '\n\n',
  )
}
