/**
 * What a page can fail with: one code a person can quote, its HTTP status, and one sentence in each
 * language that says what to do. Nothing of the inside is ever shown.
 */
import type { Said } from '../law/verdict.ts'
import { both } from './words/typeset.ts'

interface ProblemFacts {
  readonly status: number
  readonly code: string
  readonly title: Said
  readonly whatToDo: Said
}

export const problems = {
  badRequest: {
    status: 400,
    code: 'PV-400',
    title: both('This request cannot be read', 'Cette demande est illisible'),
    whatToDo: both(
      'Go back to the page and fill in the form again. Nothing has changed.',
      'Revenez à la page et remplissez de nouveau le formulaire. Rien n’a changé.',
    ),
  },
  stale: {
    status: 403,
    code: 'PV-403',
    title: both('This form is no longer valid', 'Ce formulaire n’est plus valable'),
    whatToDo: both(
      'Open the page again and fill in the form there. If that does not help, allow cookies for ' +
        'this site: it uses one, to keep your form yours. Nothing has changed.',
      'Ouvrez de nouveau la page et remplissez-y le formulaire. Si cela ne suffit pas, autorisez ' +
        'les cookies de ce site : il en pose un, pour que votre formulaire reste le vôtre. ' +
        'Rien n’a changé.',
    ),
  },
  notFound: {
    status: 404,
    code: 'PV-404',
    title: both('There is no such page', 'Cette page n’existe pas'),
    whatToDo: both(
      'Check the address, or start from the first page.',
      'Vérifiez l’adresse, ou repartez de la première page.',
    ),
  },
  tooLarge: {
    status: 413,
    code: 'PV-413',
    title: both('This is too long', 'C’est trop long'),
    whatToDo: both('Write less, then send it again.', 'Écrivez moins, puis renvoyez.'),
  },
  longAddress: {
    status: 414,
    code: 'PV-414',
    title: both('This address is too long', 'Cette adresse est trop longue'),
    whatToDo: both('Start from the first page.', 'Repartez de la première page.'),
  },
  wrongType: {
    status: 415,
    code: 'PV-415',
    title: both('This kind of content is not taken', 'Ce type de contenu n’est pas accepté'),
    whatToDo: both('Use the forms of these pages.', 'Utilisez les formulaires de ces pages.'),
  },
  tooMany: {
    status: 429,
    code: 'PV-429',
    title: both('Too many attempts', 'Trop de tentatives'),
    whatToDo: both(
      'Wait ten minutes, then try again. You can also write to us: every request is answered.',
      'Attendez dix minutes, puis réessayez. Vous pouvez aussi nous écrire : chaque demande ' +
        'reçoit une réponse.',
    ),
  },
  tooManyCodes: {
    status: 429,
    code: 'PV-430',
    title: both('Too many codes today', 'Trop de codes aujourd’hui'),
    whatToDo: both(
      'Three codes a day can be asked for one number. Try again tomorrow, or write to us. Stopping ' +
        'the calls needs no code.',
      'Trois codes par jour peuvent être demandés pour un numéro. Réessayez demain, ou ' +
        'écrivez-nous. Faire cesser les appels ne demande aucun code.',
    ),
  },
  internal: {
    status: 500,
    code: 'PV-500',
    title: both('It did not work', 'Cela n’a pas marché'),
    whatToDo: both(
      'Try again in a moment. If it persists, give us this code.',
      'Réessayez dans un moment. Si cela persiste, donnez-nous ce code.',
    ),
  },
} as const satisfies Record<string, ProblemFacts>

export type ProblemName = keyof typeof problems

export class Problem extends Error {
  readonly problem: ProblemName

  constructor(problem: ProblemName) {
    super(problem)
    this.name = 'Problem'
    this.problem = problem
  }
}
