/** Words of the form for an election that is not among the known ones. */
import { wordsOf } from '../../words/words.ts'

export const ownElectionWords = wordsOf(
  {
    label: 'Une autre élection',
    help: 'Partielle, municipale, ou dont les dates viennent d’être fixées : vous dites où et quand.',
    name: 'Nom de l’élection',
    nameExample: 'Municipale partielle de …',
    kind: 'Quelle élection',
    kinds: {
      municipal: 'municipale',
      legislative: 'législative',
      departmental: 'départementale',
      regional: 'régionale',
      european: 'européenne',
      presidential: 'présidentielle',
      other: 'autre',
    },
    firstRound: 'Premier tour',
    secondRound: 'Second tour, s’il y en a un',
    where: 'Où l’on vote',
    everywhere: 'Partout en France, le même jour',
    here: 'Dans ces communes ou départements',
    places: 'Codes INSEE des communes, ou numéros de département',
    placesHelp:
      'Séparés par des virgules : 97209, 75, 2A. Le silence du scrutin ne vaut que là où l’on vote.',
    decreed: 'Le décret ou l’arrêté de convocation est paru',
    keep: 'Garder cette élection',
    wrong: {
      name: 'Donnez-lui un nom.',
      firstRound: 'Donnez le jour du premier tour.',
      secondRound: 'Le second tour vient après le premier.',
      places:
        'Donnez de 1 à 100 codes : cinq chiffres pour une commune, deux ou trois pour un département.',
    },
  },
  {
    label: 'Another election',
    help: 'A by-election, a municipal one, or one whose days have just been set: you say where and when.',
    name: 'Name of the election',
    nameExample: 'Municipal by-election of …',
    kind: 'Which election',
    kinds: {
      municipal: 'municipal',
      legislative: 'legislative',
      departmental: 'departmental',
      regional: 'regional',
      european: 'European',
      presidential: 'presidential',
      other: 'other',
    },
    firstRound: 'First round',
    secondRound: 'Second round, if there is one',
    where: 'Where the vote is held',
    everywhere: 'Everywhere in France, on the same day',
    here: 'In these communes or departments',
    places: 'INSEE codes of communes, or numbers of departments',
    placesHelp:
      'Apart by commas: 97209, 75, 2A. The silence of the vote holds only where people vote.',
    decreed: 'The decree that calls the vote has been published',
    keep: 'Keep this election',
    wrong: {
      name: 'Give it a name.',
      firstRound: 'Give the day of the first round.',
      secondRound: 'The second round comes after the first.',
      places: 'Give 1 to 100 codes: five digits for a commune, two or three for a department.',
    },
  },
)
