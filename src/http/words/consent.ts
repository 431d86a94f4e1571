/** Words of the opt-in page. The wording agreed to is the team's own, shown as it stands. */
import { french } from './typeset.ts'

const fr = french({
  title: 'Accepter d’être appelé(e)',
  automate: (controller: string) =>
    `${controller} demande votre accord pour vous appeler par un message enregistré.`,
  volunteer: (controller: string) =>
    `${controller} demande votre accord pour vous faire appeler par un bénévole.`,
  free: 'Vous êtes libre de refuser : fermez cette page, rien n’est enregistré.',
  postcode: 'Votre code postal (facultatif)',
  postcodeHint:
    'Pour respecter les heures et le silence d’avant scrutin là où vous votez. Sans lui, nous n’appelons pas dans le doute.',
  postcodeWrong: 'Un code postal a cinq chiffres.',
  slots: 'Quand peut-on vous appeler ? Cochez au moins une case.',
  slotsMissing: 'Cochez au moins un créneau.',
  day: 'Jour',
  hours: (from: string, to: string) => `${from} h–${to} h`,
  outside: 'En dehors des heures habituelles (facultatif)',
  outsideWeek: 'En semaine',
  outsideWeekend: 'Le week-end',
  outsideHint:
    'Tôt, tard, à l’heure du déjeuner ou le week-end : seulement si vous le demandez expressément.',
  express:
    'Je demande expressément à pouvoir être appelé(e) aussi aux créneaux que j’ai cochés ici, en dehors des heures habituelles.',
  expressMissing:
    'Vous avez coché un créneau inhabituel : confirmez-le par la phrase en dessous, ou décochez-le.',
  expressEmpty:
    'Vous demandez des créneaux inhabituels : cochez-en au moins un, ou décochez la phrase.',
  agree: 'Votre accord',
  agreeMissing: 'Pour être appelé(e), cochez cet accord. Sinon, fermez cette page.',
  political:
    'Je comprends que ces appels sont de la publicité politique, et j’y consens expressément.',
  politicalMissing: 'Ces appels sont politiques : cochez la case pour y consentir.',
  adult: 'J’ai 18 ans ou plus.',
  adultMissing: 'Il faut avoir 18 ans ou plus.',
  ask: 'Recevoir l’appel de confirmation',
  askHint:
    'Nous appelons ce numéro tout de suite pour vous dicter un code. Sans ce code, rien n’est enregistré.',
  codeTitle: 'Confirmez avec le code dicté',
  codeLead: (number: string) =>
    `Le numéro ${number} va sonner et une voix dictera un code, deux fois.`,
  doneTitle: 'Merci, c’est enregistré',
  doneLead: (controller: string) =>
    `${controller} peut vous appeler, seulement aux créneaux choisis.`,
  doneSlots: 'Créneaux acceptés',
  doneWithdraw: 'Changer d’avis est aussi simple : touche 9 pendant un appel, ou ces pages.',
  suppressed:
    'Vous vous étiez opposé(e) à des appels. Cette opposition tient toujours : pour être appelé(e), levez-la dans votre dossier.',
  proof: 'Empreinte du texte accepté (SHA-256)',
  wording: 'Texte accepté',
})

type ConsentWords = typeof fr

const en: ConsentWords = {
  title: 'Agree to be called',
  automate: (controller: string) =>
    `${controller} asks for your consent to call you with a recorded message.`,
  volunteer: (controller: string) =>
    `${controller} asks for your consent to have a volunteer call you.`,
  free: 'You are free to refuse: close this page, nothing is recorded.',
  postcode: 'Your postcode (optional)',
  postcodeHint:
    'To respect the hours and the silence before the vote where you vote. Without it, when in doubt, we do not call.',
  postcodeWrong: 'A postcode has five digits.',
  slots: 'When may you be called? Tick at least one box.',
  slotsMissing: 'Tick at least one time slot.',
  day: 'Day',
  hours: (from: string, to: string) => `${from}:00–${to}:00`,
  outside: 'Outside the usual hours (optional)',
  outsideWeek: 'On weekdays',
  outsideWeekend: 'At the week-end',
  outsideHint:
    'Early, late, at lunch time or at the week-end: only if you ask for it in so many words.',
  express:
    'I expressly ask that I may also be called in the slots I ticked here, outside the usual hours.',
  expressMissing: 'You ticked an unusual slot: confirm it by the sentence below, or untick it.',
  expressEmpty: 'You ask for unusual slots: tick at least one, or untick the sentence.',
  agree: 'Your consent',
  agreeMissing: 'To be called, tick this consent. Otherwise close this page.',
  political:
    'I understand that these calls are political advertising, and I expressly consent to it.',
  politicalMissing: 'These calls are political: tick the box to consent.',
  adult: 'I am 18 or older.',
  adultMissing: 'You must be 18 or older.',
  ask: 'Get the confirmation call',
  askHint:
    'We call this number right now to read you a code. Without that code nothing is recorded.',
  codeTitle: 'Confirm with the code you were told',
  codeLead: (number: string) =>
    `The number ${number} will ring and a voice will read a code, twice.`,
  doneTitle: 'Thank you, it is recorded',
  doneLead: (controller: string) => `${controller} may call you, only in the slots you chose.`,
  doneSlots: 'Slots agreed to',
  doneWithdraw: 'Changing your mind is as easy: key 9 during a call, or these pages.',
  suppressed:
    'You had objected to calls. That objection still stands: to be called, lift it in your file.',
  proof: 'Fingerprint of the wording agreed to (SHA-256)',
  wording: 'Wording agreed to',
}

export const consentWords = { fr, en } as const
