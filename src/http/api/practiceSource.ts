/** Where the invented people of practice come from: nowhere, and their consents say so. */
import { parseSource } from '../../contacts/source.ts'

export const practiceSource = parseSource({
  kind: 'ownForm',
  holder: 'Personnes fictives',
  collectedFrom: '2024-10-01',
  collectedTo: '2025-03-31',
  controller: 'Camille Exemple',
  channel: 'automate',
  wordings: ['v1', 'v2'].map((version) => ({
    version,
    text: `Personnes inventées : accord d’exemple (${version}), pour s’exercer. Aucun vrai téléphone ne sonne.`,
  })),
})
