/** Words of the launch: one sentence, one button that repeats the count. */
import { wordsOf } from '../../words/words.ts'

export interface LaunchFigures {
  readonly count: string
  /** « Du … au … », or one day with its hours. */
  readonly when: string
  readonly controller: string
  readonly lasts: string
}

export const launchWords = wordsOf(
  {
    title: 'Lancement',
    failed: 'Le lancement n’a pas pu être préparé.',
    between: (from: string, until: string) => `Du ${from} au ${until}`,
    onDay: (day: string, from: string, until: string) => `Le ${day}, de ${from} à ${until}`,
    sentence: ({ count, when, controller, lasts }: LaunchFigures) =>
      `${when}, ${count} personnes qui ont donné leur accord seront appelées pour entendre le message de ${controller} (${lasts})`,
    atMost: (price: string) => `, pour ${price} au plus.`,
    noPrice: '. Aucun prix n’est connu pour ce raccordement.',
    free: '. C’est une répétition : aucun vrai téléphone ne sonne, rien n’est facturé.',
    call: (count: string) => `Appeler ${count} personnes`,
    rehearse: (count: string) => `Répéter avec ${count} personnes`,
    calling: 'Les premiers appels se préparent…',
    notLaunched: 'Personne n’a été appelé.',
    unchecked: 'Cette campagne n’a pas encore été vérifiée.',
    changed:
      'La campagne a changé depuis la vérification. Vérifiez de nouveau : le compte peut être autre.',
    blocked: (points: number) =>
      points === 1
        ? 'Un point bloque encore le lancement.'
        : `${points} points bloquent encore le lancement.`,
    started: 'Cette campagne est déjà lancée.',
    toLive: 'Voir le direct',
    nobody: 'Personne ne peut être appelé aux heures choisies.',
    check: 'Vérifier',
    fix: 'Voir ce qui bloque',
    softStart: 'Départ en douceur : les 200 premiers appels à 2 par seconde',
    softStartHelp:
      'Le temps d’écouter vos premiers appels. Proposé pour la première vraie campagne.',
    clock: (at: string) => `Horloge de répétition : ${at}. Les heures creuses sont sautées.`,
    changeClock: 'Changer l’heure',
    forbidden: 'Votre rôle ne permet pas de lancer une campagne. Demandez à qui la dirige.',
  },
  {
    title: 'Launch',
    failed: 'The launch could not be prepared.',
    between: (from: string, until: string) => `From ${from} to ${until}`,
    onDay: (day: string, from: string, until: string) => `On ${day}, from ${from} to ${until}`,
    sentence: ({ count, when, controller, lasts }: LaunchFigures) =>
      `${when}, ${count} people who gave their consent will be called to hear ${controller}’s message (${lasts})`,
    atMost: (price: string) => `, for ${price} at most.`,
    noPrice: '. No price is known for this trunk.',
    free: '. This is practice: no real phone rings, nothing is charged.',
    call: (count: string) => `Call ${count} people`,
    rehearse: (count: string) => `Rehearse with ${count} people`,
    calling: 'The first calls are being prepared…',
    notLaunched: 'Nobody was called.',
    unchecked: 'This campaign was not checked yet.',
    changed: 'The campaign has changed since the check. Check again: the count may be another.',
    blocked: (points: number) =>
      points === 1
        ? 'One point still blocks the launch.'
        : `${points} points still block the launch.`,
    started: 'This campaign has been launched already.',
    toLive: 'See it live',
    nobody: 'Nobody can be called at the hours chosen.',
    check: 'Check',
    fix: 'See what blocks',
    softStart: 'Soft start: the first 200 calls at 2 a second',
    softStartHelp: 'Time to listen to your first calls. Proposed for the first real campaign.',
    clock: (at: string) => `Practice clock: ${at}. Idle hours are jumped over.`,
    changeClock: 'Change the time',
    forbidden: 'Your role does not allow you to launch a campaign. Ask whoever leads it.',
  },
)
