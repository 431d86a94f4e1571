/** Words of what a person can do with their file. */
import { french } from './typeset.ts'

const fr = french({
  title: 'Vos droits',
  objectTitle: 'Ne plus être appelé(e)',
  objectText: 'Effet immédiat. Tous vos numéros connus de nous sont concernés.',
  objectCampaign: (controller: string) => `Plus d’appel de la part de ${controller}`,
  objectOrganisation: (name: string) => `Plus d’appel de ${name}`,
  objectEverything: 'Plus d’appel de personne',
  correctTitle: 'Corriger une donnée',
  correctText: 'Ce que vous dites ici l’emporte sur tout fichier, présent ou à venir.',
  correctWhich: 'Quelle donnée ?',
  correctValue: 'La bonne valeur',
  correctButton: 'Corriger',
  valueMissing: 'Écrivez la bonne valeur.',
  valueRefused: (why: string) => `Cette valeur n’est pas utilisable : ${why}`,
  nothingToCorrect: 'Nous n’avons aucune donnée sur vous : il n’y a rien à corriger.',
  copyTitle: 'Emporter une copie',
  copyText: 'La copie pour machine (JSON) et la lettre (PDF) disent la même chose que cette page.',
  exportButton: 'Copie pour machine (JSON)',
  letterButton: 'Lettre (PDF)',
  eraseTitle: 'Effacer mes données',
  eraseText:
    'Nom, commune, accords, historique : tout ce qui vous désigne est effacé aussitôt, sans retour possible. Reste une empreinte de votre numéro, qui empêche de vous rappeler, et des totaux sans nom.',
  eraseConfirm: 'Je veux effacer mes données ; je sais que je ne pourrai plus les voir ici.',
  eraseConfirmMissing: 'Cochez la case pour confirmer.',
  eraseButton: 'Effacer mes données',
  eraseBusy: 'Un appel à ce numéro est en cours. Raccrochez, puis recommencez.',
  complainTitle: 'Se plaindre',
  complainText:
    'L’équipe vous doit une réponse sous 30 jours. Vous pouvez aussi saisir la CNIL : www.cnil.fr/plaintes.',
  complainWords: 'Que s’est-il passé ?',
  complainMissing: 'Écrivez ce qui s’est passé.',
  complainButton: 'Envoyer ma réclamation',
})

type RightsWords = typeof fr

const en: RightsWords = {
  title: 'Your rights',
  objectTitle: 'Stop the calls',
  objectText: 'Takes effect at once, for all the numbers we know to be yours.',
  objectCampaign: (controller: string) => `No more calls on behalf of ${controller}`,
  objectOrganisation: (name: string) => `No more calls from ${name}`,
  objectEverything: 'No more calls from anybody',
  correctTitle: 'Correct a fact',
  correctText: 'What you say here prevails over any file, present or future.',
  correctWhich: 'Which fact?',
  correctValue: 'The right value',
  correctButton: 'Correct',
  valueMissing: 'Write the right value.',
  valueRefused: (why: string) => `This value cannot be used: ${why}`,
  nothingToCorrect: 'We hold no data about you: there is nothing to correct.',
  copyTitle: 'Take a copy away',
  copyText: 'The copy for machines (JSON) and the letter (PDF) say the same as this page.',
  exportButton: 'Copy for machines (JSON)',
  letterButton: 'Letter (PDF)',
  eraseTitle: 'Erase my data',
  eraseText:
    'Name, town, consents, history: everything that names you is erased at once, for good. What stays is a fingerprint of your number, which keeps you from being called again, and totals without names.',
  eraseConfirm: 'I want my data erased; I know that I can no longer see them here.',
  eraseConfirmMissing: 'Tick the box to confirm.',
  eraseButton: 'Erase my data',
  eraseBusy: 'A call to this number is under way. Hang up, then try again.',
  complainTitle: 'Complain',
  complainText:
    'The team owes you an answer within 30 days. You can also complain to the CNIL: www.cnil.fr/plaintes.',
  complainWords: 'What happened?',
  complainMissing: 'Write what happened.',
  complainButton: 'Send my complaint',
}

export const rightsWords = { fr, en } as const
