/** Words of the list of settings. */
import { wordsOf } from '../../words/words.ts'

export const settingsWords = wordsOf(
  {
    settings: 'Réglages',
    team: 'Équipe',
    trunks: 'Raccordements opérateur',
    numbers: 'Numéros et téléphones',
    keys: 'Clés d’accès',
    webhooks: 'Webhooks',
    organisation: 'Organisation',
    security: 'Votre sécurité',
  },
  {
    settings: 'Settings',
    team: 'Team',
    trunks: 'Trunks',
    numbers: 'Numbers and phones',
    keys: 'Keys',
    webhooks: 'Webhooks',
    organisation: 'Organisation',
    security: 'Your security',
  },
)
