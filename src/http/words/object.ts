/** Words of objecting without a code, and of the receipt. */
import { french } from './typeset.ts'

const fr = french({
  title: 'Ne plus être appelé(e)',
  lead: 'Écrivez votre numéro : les appels cessent aussitôt. Aucun code, aucune explication à donner.',
  reach: 'Qui ne doit plus vous appeler ?',
  organisation: (name: string) => `${name}, pour tous ses candidats et toutes ses campagnes`,
  everything: 'Personne : aucun appel par ce service, de qui que ce soit',
  button: 'Ne plus m’appeler',
  reachMissing: 'Choisissez qui ne doit plus vous appeler.',
  false:
    'Quelqu’un peut écrire le numéro d’un autre : cela ne fait que lui éviter des appels. La personne peut lever cette opposition avec un code dicté par téléphone.',
  receiptTitle: 'C’est fait',
  receiptLead: {
    access: 'Votre demande est enregistrée.',
    correct: 'Votre correction est enregistrée.',
    export: 'Votre copie a été préparée.',
    erase:
      'Vos données sont effacées. Seule reste une empreinte de votre numéro, pour ne plus vous appeler.',
    object: 'Votre opposition est enregistrée et a déjà effet.',
    complain: 'Votre réclamation est enregistrée.',
  },
  open: (day: string) =>
    `Une réponse vous est due au plus tard le ${day} (30 jours, RGPD art. 12).`,
  answered: (day: string) => `Réponse donnée le ${day} :`,
  keep: 'Notez ce numéro : il retrouve votre demande.',
  cnil: 'Pas satisfait(e) ? Vous pouvez saisir la CNIL : www.cnil.fr/plaintes.',
  print: 'Cette page peut s’imprimer.',
})

type ObjectWords = typeof fr

const en: ObjectWords = {
  title: 'Stop the calls',
  lead: 'Write your number: the calls stop at once. No code, no reason to give.',
  reach: 'Who must no longer call you?',
  organisation: (name: string) => `${name}, for all its candidates and campaigns`,
  everything: 'Nobody: no call through this service, from anyone',
  button: 'Stop calling me',
  reachMissing: 'Choose who must no longer call you.',
  false:
    'Somebody may write another person’s number: that only spares them calls. The person can lift this objection with a code read out by telephone.',
  receiptTitle: 'Done',
  receiptLead: {
    access: 'Your request is recorded.',
    correct: 'Your correction is recorded.',
    export: 'Your copy was prepared.',
    erase:
      'Your data are erased. Only a fingerprint of your number stays, so that you are not called again.',
    object: 'Your objection is recorded and already in effect.',
    complain: 'Your complaint is recorded.',
  },
  open: (day: string) => `You are owed an answer by ${day} (30 days, GDPR art. 12).`,
  answered: (day: string) => `Answered on ${day}:`,
  keep: 'Note this number: it finds your request again.',
  cnil: 'Not satisfied? You can complain to the CNIL: www.cnil.fr/plaintes.',
  print: 'This page can be printed.',
}

export const objectWords = { fr, en } as const
