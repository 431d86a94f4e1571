/** Words of the card that says what happens where a machine answers. */
import { wordsOf } from '../../words/words.ts'

export const machinesWords = wordsOf(
  {
    title: 'Répondeurs',
    label: 'Quand un répondeur décroche',
    choices: {
      ignore: 'Ne pas chercher à le savoir',
      hangUp: 'Raccrocher',
      leaveVoicemail: 'Laisser le message pour répondeurs',
    },
    what: {
      ignore: 'Le répondeur entend ce qu’entend une personne.',
      hangUp: 'Seules les personnes entendent le message. Rien n’est laissé.',
      leaveVoicemail:
        'Après le bip, en entier, une seule fois par personne. Enregistrez-le à l’étape « Message ».',
    },
    aDay: 'Messages laissés par jour, au plus',
    aDayHelp: 'Vide : sans limite. Le jour est celui de Paris ; au-delà, on raccroche.',
    unsure: 'Dans le doute, c’est une personne : elle entend l’appel dès la première seconde.',
  },
  {
    title: 'Answering machines',
    label: 'When an answering machine picks up',
    choices: {
      ignore: 'Do not try to tell',
      hangUp: 'Hang up',
      leaveVoicemail: 'Leave the message for answering machines',
    },
    what: {
      ignore: 'The machine hears what a person hears.',
      hangUp: 'Only people hear the message. Nothing is left.',
      leaveVoicemail: 'After the beep, whole, once a person. Record it in the step “Message”.',
    },
    aDay: 'Messages left a day, at most',
    aDayHelp: 'Empty: no limit. A day is that of Paris; beyond it we hang up.',
    unsure: 'When in doubt it is a person, who hears the call from the first second.',
  },
)
