/** Communes and words the example people are made of. Places exist; the people do not. */

export interface ExamplePlace {
  readonly commune: string
  readonly insee: string
  readonly postcode: string
  /** How often, among the others. */
  readonly weight: number
}

// biome-ignore format: one commune a line, read as a table
export const examplePlaces: readonly ExamplePlace[] = [
  { commune: 'Paris', insee: '75056', postcode: '75011', weight: 30 },
  { commune: 'Lyon', insee: '69123', postcode: '69003', weight: 14 },
  { commune: 'Marseille', insee: '13055', postcode: '13006', weight: 14 },
  { commune: 'Toulouse', insee: '31555', postcode: '31000', weight: 8 },
  { commune: 'Nantes', insee: '44109', postcode: '44000', weight: 8 },
  { commune: 'Lille', insee: '59350', postcode: '59000', weight: 7 },
  { commune: 'Bordeaux', insee: '33063', postcode: '33000', weight: 7 },
  { commune: 'Rennes', insee: '35238', postcode: '35000', weight: 6 },
  { commune: 'Strasbourg', insee: '67482', postcode: '67000', weight: 5 },
  { commune: 'Mulhouse', insee: '68224', postcode: '68100', weight: 2 },
  { commune: 'Ajaccio', insee: '2A004', postcode: '20000', weight: 2 },
  { commune: 'Guéret', insee: '23096', postcode: '23000', weight: 2 },
  { commune: 'Fort-de-France', insee: '97209', postcode: '97200', weight: 1 },
  { commune: 'Saint-Denis', insee: '97411', postcode: '97400', weight: 1 },
]

export const lastNames: readonly string[] = [
  ...[
    'Aubertin',
    'Bellegarde',
    'Castagnet',
    'Delorme',
    'Esnault',
    'Fauvel',
    'Gaspard',
    'Hennequin',
  ],
  ...[
    'Imbert',
    'Joubert',
    'Kerloc’h',
    'Lanthier',
    'Malivoire',
    'Nérac',
    'Ollivier',
    'Pradel',
    'Quérel',
  ],
  ...[
    'Rambaud',
    'Sauvageot',
    'Thévenin',
    'Urvoy',
    'Valcourt',
    'Wagnier',
    'Yvert',
    'Zeller',
    "d'Aramon",
  ],
]

export const firstNames: readonly string[] = [
  ...[
    'Adèle',
    'Basile',
    'Camélia',
    'Dimitri',
    'Éloïse',
    'Fatou',
    'Gaël',
    'Hélène',
    'Ismaël',
    'Jeanne',
  ],
  ...[
    'Kévin',
    'Léopold',
    'Maëlle',
    'Noé',
    'Océane',
    'Pacôme',
    'Quitterie',
    'Rémi',
    'Solène',
    'Théo',
  ],
]

export const streets: readonly string[] = [
  ...['rue des Lilas', 'avenue de la Gare', 'place du Marché', 'chemin du Moulin', 'quai du Port'],
  ...[
    'boulevard Carnot',
    'impasse des Tilleuls',
    'allée des Érables',
    'rue Neuve',
    'cours Mirabeau',
  ],
]
