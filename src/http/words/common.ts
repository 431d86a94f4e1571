/** Words of every page. French first, whole sentences. */
import { french } from './typeset.ts'

const fr = french({
  skip: 'Aller au contenu',
  languages: 'Langue',
  practiceLabel: 'Répétition :',
  practice: 'aucun vrai téléphone ne sonne.',
  practicePhone: 'Voir le téléphone de répétition',
  errorPrefix: 'À corriger :',
  errorsTitle: 'À corriger',
  footer: 'Vos droits :',
  footerObject: 'ne plus être appelé(e)',
  footerWhy: 'pourquoi ai-je été appelé(e) ?',
  problemCode: 'Code à nous donner :',
  toFirstPage: 'Aller à la première page',
  number: 'Votre numéro de téléphone',
  numberHint: 'Par exemple 06 39 98 12 34.',
  numberMissing: 'Écrivez votre numéro de téléphone.',
  numberUnreadable:
    'Ce numéro est illisible. Écrivez-le avec ses dix chiffres, par exemple 06 39 98 12 34.',
  code: 'Le code à six chiffres',
  codeHint: 'Vous pouvez le coller, avec ou sans espaces.',
  codeMissing: 'Écrivez les six chiffres du code.',
  codeWrong: (left: string) => `Ce n’est pas ce code. Essais restants : ${left}.`,
  codeDead: 'Ce code ne peut plus servir. Demandez-en un nouveau : il arrive par téléphone.',
  newCode: 'Recevoir un nouveau code',
  confirmCode: 'Valider le code',
  cannotHear:
    'Vous ne pouvez pas recevoir ou entendre l’appel ? Écrivez à la personne chargée des données de l’équipe, avec une copie de facture de la ligne : la réponse est due sous un mois.',
  receipt: 'Votre numéro de dossier',
})

type CommonWords = typeof fr

const en: CommonWords = {
  skip: 'Skip to content',
  languages: 'Language',
  practiceLabel: 'Practice:',
  practice: 'no real phone rings.',
  practicePhone: 'Look at the practice phone',
  errorPrefix: 'To correct:',
  errorsTitle: 'To correct',
  footer: 'Your rights:',
  footerObject: 'stop the calls',
  footerWhy: 'why was I called?',
  problemCode: 'Code to give us:',
  toFirstPage: 'Go to the first page',
  number: 'Your telephone number',
  numberHint: 'For example 06 39 98 12 34.',
  numberMissing: 'Write your telephone number.',
  numberUnreadable:
    'This number cannot be read. Write it with its ten digits, for example 06 39 98 12 34.',
  code: 'The six-digit code',
  codeHint: 'You may paste it, with or without spaces.',
  codeMissing: 'Write the six digits of the code.',
  codeWrong: (left: string) => `That is not the code. Attempts left: ${left}.`,
  codeDead: 'This code can no longer be used. Ask for a new one: it comes by telephone.',
  newCode: 'Get a new code',
  confirmCode: 'Confirm the code',
  cannotHear:
    'You cannot take or hear the call? Write to the team’s data-protection contact with a copy of a bill of the line: an answer is due within a month.',
  receipt: 'Your reference number',
}

export const commonWords = { fr, en } as const
