/** Words of the drawings: map, outcome bar, listening curve, calls per second. */
import { wordsOf } from '../words/words.ts'

export const drawingWords = wordsOf(
  {
    map: {
      label: 'Carte de France : part des personnes appelées',
      help: 'Flèches : territoire voisin. Tapez un code, par exemple 972.',
      name: (area: string, called: string, total: string, share: string) =>
        `${area} : ${called} appelées sur ${total}, ${share}`,
      nobody: (area: string) => `${area} : personne à appeler`,
      frozen: 'gelé',
      legend: 'Part des personnes appelées',
      legendNobody: 'personne à appeler',
      legendFrozen: 'gelé : aucun appel',
      loading: 'La carte arrive…',
      credit: 'Carte : @svg-maps (CC-BY-4.0), Natural Earth',
      table: 'Les mêmes chiffres, par territoire',
      columns: {
        area: 'Territoire',
        called: 'Appelées',
        total: 'À appeler',
        share: 'Part',
        state: 'État',
      },
      open: 'Voir ce territoire',
    },
    outcomes: {
      label: 'Issue des appels',
      none: 'Aucun appel terminé pour l’instant.',
      of: {
        heardToEnd: 'Jusqu’au bout',
        heardInPart: 'En partie',
        notChosen: 'Sans écoute',
        voicemail: 'Répondeur',
        noAnswer: 'Pas de réponse ou occupé',
        objection: 'Opposition',
        fault: 'Panne',
      },
    },
    curve: {
      label: 'Écoute, seconde par seconde',
      none: 'Personne n’a encore choisi d’écouter.',
      atEnd: (share: string, seconds: string) => `${share} vont au bout des ${seconds} s.`,
      half: (second: string) => `La moitié est partie à ${second} s.`,
      neverHalf: 'Plus de la moitié reste jusqu’à la fin.',
      steepest: (second: string, share: string) =>
        `C’est à ${second} s que l’on raccroche le plus (${share}).`,
      table: 'Les chiffres',
      second: 'Seconde',
      stillThere: 'Écoutent encore',
      segment: (name: string, second: string) => `${name}, ${second} s`,
    },
    rate: {
      label: 'Appels par seconde, dix dernières minutes',
      summary: (now: string, most: string, limit: string) =>
        `${now} appels par seconde maintenant, ${most} au plus, limite ${limit}.`,
      none: 'Aucun appel encore.',
      series: 'appels/s',
      limit: 'limite',
    },
  },
  {
    map: {
      label: 'Map of France: share of people called',
      help: 'Arrows: neighbouring territory. Type a code, for example 972.',
      name: (area, called, total, share) => `${area}: ${called} called of ${total}, ${share}`,
      nobody: (area) => `${area}: nobody to call`,
      frozen: 'frozen',
      legend: 'Share of people called',
      legendNobody: 'nobody to call',
      legendFrozen: 'frozen: no calls',
      loading: 'The map is coming…',
      credit: 'Map: @svg-maps (CC-BY-4.0), Natural Earth',
      table: 'The same figures, by territory',
      columns: {
        area: 'Territory',
        called: 'Called',
        total: 'To call',
        share: 'Share',
        state: 'State',
      },
      open: 'See this territory',
    },
    outcomes: {
      label: 'How calls ended',
      none: 'No call has ended yet.',
      of: {
        heardToEnd: 'To the end',
        heardInPart: 'In part',
        notChosen: 'Did not choose',
        voicemail: 'Voicemail',
        noAnswer: 'No answer or busy',
        objection: 'Objection',
        fault: 'Fault',
      },
    },
    curve: {
      label: 'Listening, second by second',
      none: 'Nobody has chosen to listen yet.',
      atEnd: (share, seconds) => `${share} hear all ${seconds} s.`,
      half: (second) => `Half have left by ${second} s.`,
      neverHalf: 'More than half stay to the end.',
      steepest: (second, share) => `Most people hang up at ${second} s (${share}).`,
      table: 'The figures',
      second: 'Second',
      stillThere: 'Still listening',
      segment: (name, second) => `${name}, ${second} s`,
    },
    rate: {
      label: 'Calls per second, last ten minutes',
      summary: (now, most, limit) =>
        `${now} calls per second now, ${most} at most, limit ${limit}.`,
      none: 'No calls yet.',
      series: 'calls/s',
      limit: 'limit',
    },
  },
)
