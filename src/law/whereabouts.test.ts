import assert from 'node:assert/strict'
import { test } from 'node:test'
import { callFacts, someone } from '../../test/support/callFacts.ts'
import type { E164 } from '../base/units.ts'
import type { CallFacts } from './facts.ts'
import { cityOfArrondissement, placesOfInsee, prefixMeets } from './territory.ts'
import { whereaboutsOf } from './whereabouts.ts'

const where = (
  callee: Omit<CallFacts['callee'], 'number'> & { readonly number?: string },
): string => {
  const number = (callee.number ?? someone) as E164
  const { places, residence } = whereaboutsOf(callFacts({ callee: { ...callee, number } }))
  return `${places.map(({ zone, holidays }) => `${zone.name}/${holidays}`).join(' ')} ${residence}`.trim()
}

test('INSEE codes: territory, clock and holidays of each département and territory', () => {
  // biome-ignore format: read as a table
  const table: readonly (readonly [string, string])[] = [
    ['01004', 'Europe/Paris/FR'], ['75056', 'Europe/Paris/FR'], ['95018', 'Europe/Paris/FR'],
    ['2A004', 'Europe/Paris/FR'], ['2B033', 'Europe/Paris/FR'], ['90010', 'Europe/Paris/FR'],
    ['57463', 'Europe/Paris/alsaceMoselle'], ['67482', 'Europe/Paris/alsaceMoselle'],
    ['68224', 'Europe/Paris/alsaceMoselle'],
    ['97105', 'America/Guadeloupe/GP'], ['97123', 'America/St_Barthelemy/BL'], ['97127', 'America/Marigot/MF'],
    ['97209', 'America/Martinique/MQ'], ['97302', 'America/Cayenne/GF'], ['97411', 'Indian/Reunion/RE'],
    ['97502', 'America/Miquelon/PM'], ['97608', 'Indian/Mayotte/YT'], ['97701', 'America/St_Barthelemy/BL'],
    ['97801', 'America/Marigot/MF'], ['98613', 'Pacific/Wallis/WF'], ['98818', 'Pacific/Noumea/NC'],
    // 98714 is Bora-Bora here, whatever postcode Papeete has.
    ['98714', 'Pacific/Tahiti/PF'], ['98735', 'Pacific/Tahiti/PF'], ['98719', 'Pacific/Gambier/PF'],
    ['98718', 'Pacific/Marquesas/PF'], ['98723', 'Pacific/Marquesas/PF'], ['98731', 'Pacific/Marquesas/PF'],
    ['98746', 'Pacific/Marquesas/PF'], ['98756', 'Pacific/Marquesas/PF'], ['98757', 'Pacific/Marquesas/PF'],
  ]
  for (const [insee, expected] of table) assert.equal(where({ insee }), `${expected} known`, insee)
})

test('INSEE codes: a code that names no commune of ours is unknown, and never guessed', () => {
  for (const insee of ['00001', '20004', '96001', '97901', '98414', '98901', '99100']) {
    assert.equal(placesOfInsee(insee), undefined, insee)
    assert.equal(where({ insee }), 'unknown', insee)
  }
})

test('residence: the commune stands for its territory, and another territory is added', () => {
  assert.equal(where({ insee: '98719', territory: 'PF' }), 'Pacific/Gambier/PF known')
  assert.equal(
    where({ insee: '75056', territory: 'RE' }),
    'Europe/Paris/FR Indian/Reunion/RE known',
  )
  assert.equal(where({ territory: 'ZZ' }), 'unknown')
  assert.equal(where({ insee: '99100', territory: 'GP' }), 'America/Guadeloupe/GP unknown')
})

test('prefix: it adds its places only when the residence is none of them', () => {
  const guadeloupe = '+590590000000'
  assert.equal(where({ insee: '97701', number: guadeloupe }), 'America/St_Barthelemy/BL known')
  assert.equal(
    where({ insee: '75056', number: guadeloupe }),
    'Europe/Paris/FR America/Guadeloupe/GP America/St_Barthelemy/BL America/Marigot/MF known',
  )
  assert.equal(
    where({ insee: '67482', number: '+33140000000' }),
    'Europe/Paris/alsaceMoselle known',
  )
  assert.equal(where({ number: '+33140000000' }), 'Europe/Paris/alsaceMoselle unknown')
  assert.equal(
    where({ number: '+68940000000' }),
    'Pacific/Tahiti/PF Pacific/Marquesas/PF Pacific/Gambier/PF unknown',
  )
  assert.equal(where({ number: '+442079460000' }), 'unknown')
  assert.equal(where({}), 'unknown', 'a number of fiction belongs nowhere')
})

test('INSEE prefixes: they meet the territories whose communes they can name', () => {
  // biome-ignore format: prefix, territories; read as a table
  const table: readonly (readonly [string, string])[] = [
    ['75', 'FR'], ['2A', 'FR'], ['9', 'FR GP NC'], ['97', 'GP'], ['971', 'GP'], ['97105', 'GP'],
    ['98', 'NC'], ['988', 'NC'], ['98818', 'NC'], ['97411', ''],
  ]
  for (const [prefix, expected] of table) {
    const met = (['FR', 'GP', 'NC'] as const).filter((territory) => prefixMeets(prefix, territory))
    assert.equal(met.join(' '), expected, prefix)
  }
})

test('INSEE codes: arrondissements of Paris, Lyon and Marseille belong to their city', () => {
  // biome-ignore format: read as a table
  const table: readonly (readonly [string, string | undefined])[] = [
    ['75101', '75056'], ['75120', '75056'], ['75121', undefined], ['75100', undefined], ['75056', undefined],
    ['69381', '69123'], ['69389', '69123'], ['69390', undefined],
    ['13201', '13055'], ['13216', '13055'], ['13217', undefined],
  ]
  for (const [insee, city] of table) assert.equal(cityOfArrondissement(insee), city, insee)
})
