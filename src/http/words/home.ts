/** Words of the first page and of the practice phone. */
import { french } from './typeset.ts'

const fr = french({
  title: 'Vos droits face aux appels',
  lead: 'Un message enregistré a sonné chez vous ? Ici, vous le faites cesser, et vous apprenez d’où il vient.',
  objectTitle: 'Ne plus être appelé(e)',
  objectText: 'Sans code, effet immédiat, avec un reçu.',
  objectLink: 'Ne plus être appelé(e)',
  whyTitle: 'Pourquoi ai-je été appelé(e) ?',
  whyText:
    'Qui, quand, pourquoi c’était permis, d’où vient votre numéro. Un appel vous dicte un code.',
  whyLink: 'Voir mes données',
  phoneTitle: 'Le téléphone de répétition',
  phoneLead:
    'En répétition, aucun vrai téléphone ne sonne : voici ce que le téléphone fictif a entendu.',
  phoneHeard: (number: string) => `Le téléphone ${number} a entendu :`,
  phoneSilent:
    'Rien encore. L’appel dure une demi-minute ; s’il ne sonne pas, nous n’avons rien sur ce numéro, ou il n’est pas fictif.',
  phoneAgain: 'Regarder de nouveau',
  phoneBack: 'Écrire le code',
})

type HomeWords = typeof fr

const en: HomeWords = {
  title: 'Your rights about calls',
  lead: 'A recorded message rang at your place? Here you make it stop, and learn where it came from.',
  objectTitle: 'Stop the calls',
  objectText: 'Without a code, at once, with a receipt.',
  objectLink: 'Stop the calls',
  whyTitle: 'Why was I called?',
  whyText: 'Who, when, why it was allowed, where your number came from. A call reads you a code.',
  whyLink: 'See my data',
  phoneTitle: 'The practice phone',
  phoneLead: 'In practice no real phone rings: this is what the fictional phone heard.',
  phoneHeard: (number: string) => `The phone ${number} heard:`,
  phoneSilent:
    'Nothing yet. The call takes half a minute; if it does not ring, we hold nothing about this number, or it is not a number of fiction.',
  phoneAgain: 'Look again',
  phoneBack: 'Write the code',
}

export const homeWords = { fr, en } as const
