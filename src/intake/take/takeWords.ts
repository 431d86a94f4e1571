/** The sentences about a take, French first. */
import type { Ms } from '../../base/units.ts'
import type { DraftRole } from './take.ts'

export interface Said {
  readonly fr: string
  readonly en: string
}

const roleNames: Readonly<Record<DraftRole, Said>> = {
  identity: { fr: 'Identité', en: 'Identity' },
  objection: { fr: 'Opposition', en: 'Objection' },
  invitation: { fr: 'Invitation', en: 'Invitation' },
  content: { fr: 'Contenu', en: 'Content' },
  source: { fr: 'Vos droits', en: 'Your rights' },
  closing: { fr: 'Fin', en: 'Goodbye' },
}

const french = (value: number): string => value.toFixed(1).replace('.', ',')
const secondsOf = (duration: Ms): Said => ({
  fr: `${french(duration / 1000)} s`,
  en: `${(duration / 1000).toFixed(1)} s`,
})

const both = (fr: string, en: string): Said => ({ fr, en })

export const problemWords = {
  clipped: (runs: number): Said =>
    both(
      `Le son est saturé à ${runs === 1 ? 'un endroit' : `${runs} endroits`}. Enregistrez de nouveau, un peu plus loin du micro.`,
      `The sound is overdriven in ${runs === 1 ? 'one place' : `${runs} places`}. Record again, a little further from the microphone.`,
    ),
  loudness: (away: number): Said =>
    away < 0
      ? both(
          `Le son est trop faible de ${french(-away)} dB.`,
          `The sound is ${(-away).toFixed(1)} dB too quiet.`,
        )
      : both(
          `Le son est trop fort de ${french(away)} dB.`,
          `The sound is ${away.toFixed(1)} dB too loud.`,
        ),
  setLoudness: (gain: number): Said =>
    gain > 0
      ? both(`Monter le volume de ${french(gain)} dB`, `Raise the volume by ${gain.toFixed(1)} dB`)
      : both(
          `Baisser le volume de ${french(-gain)} dB`,
          `Lower the volume by ${(-gain).toFixed(1)} dB`,
        ),
  leading: (lasts: Ms): Said =>
    both(
      `${secondsOf(lasts).fr} de silence au début\u202f: la personne croit la ligne morte et raccroche.`,
      `${secondsOf(lasts).en} of silence at the start: people think the line is dead and hang up.`,
    ),
  trailing: (lasts: Ms): Said =>
    both(
      `${secondsOf(lasts).fr} de silence à la fin.`,
      `${secondsOf(lasts).en} of silence at the end.`,
    ),
  cutEnds: (): Said =>
    both('Couper le silence au début et à la fin', 'Cut the silence at both ends'),
  longPause: (lasts: Ms, from: Ms): Said =>
    both(
      `Pause de ${secondsOf(lasts).fr} à ${secondsOf(from).fr}.`,
      `Pause of ${secondsOf(lasts).en} at ${secondsOf(from).en}.`,
    ),
  cutPause: (by: Ms): Said =>
    both(`Couper ${secondsOf(by).fr} de pause`, `Cut ${secondsOf(by).en} of pause`),
  cutStart: (by: Ms): Said =>
    both(`Couper ${secondsOf(by).fr} au début`, `Cut ${secondsOf(by).en} at the start`),
  moveBefore: (role: DraftRole, before: DraftRole): Said =>
    both(
      `Mettre «\u202f${roleNames[role].fr}\u202f» avant «\u202f${roleNames[before].fr}\u202f»`,
      `Move “${roleNames[role].en}” before “${roleNames[before].en}”`,
    ),
  lateIdentity: (at: Ms, limit: Ms): Said =>
    both(
      `On sait qui appelle à ${secondsOf(at).fr}\u202f; il faut ${limit / 1000} s au plus.`,
      `Listeners learn who is calling at ${secondsOf(at).en}; ${limit / 1000} s is the limit.`,
    ),
  lateObjection: (at: Ms, limit: Ms, key: string): Said =>
    both(
      `La touche ${key} est annoncée à ${secondsOf(at).fr}\u202f; il faut ${limit / 1000} s au plus.`,
      `Key ${key} is announced at ${secondsOf(at).en}; ${limit / 1000} s is the limit.`,
    ),
  lateNumber: (at: Ms, limit: Ms): Said =>
    both(
      `Le numéro à rappeler est dit à ${secondsOf(at).fr}\u202f; il faut ${limit / 1000} s au plus.`,
      `The number to ring is said at ${secondsOf(at).en}; ${limit / 1000} s is the limit.`,
    ),
  noSegments: (): Said =>
    both(
      'Dites ce qui est dit, et quand\u202f: marquez au moins un segment.',
      'Say what is said, and when: mark at least one segment.',
    ),
  snap: (): Said => both('Placer les limites dans les pauses', 'Put the limits into the pauses'),
  inSpeech: (role: DraftRole, at: Ms): Said =>
    both(
      `«\u202f${roleNames[role].fr}\u202f» s’arrête à ${secondsOf(at).fr}, au milieu d’une phrase.`,
      `“${roleNames[role].en}” ends at ${secondsOf(at).en}, in the middle of a sentence.`,
    ),
  undeclared: (from: Ms): Said =>
    both(
      `On parle après ${secondsOf(from).fr}, hors de tout segment.`,
      `Somebody speaks after ${secondsOf(from).en}, outside of all segments.`,
    ),
  noText: (role: DraftRole): Said =>
    both(
      `Écrivez ce qui est dit dans «\u202f${roleNames[role].fr}\u202f», mot pour mot.`,
      `Write what is said in “${roleNames[role].en}”, word for word.`,
    ),
  tooFast: (role: DraftRole): Said =>
    both(
      `«\u202f${roleNames[role].fr}\u202f» a trop de mots pour sa durée\u202f: déplacez sa fin, ou corrigez le texte.`,
      `“${roleNames[role].en}” has too many words for its length: move its end, or correct the text.`,
    ),
  tooSlow: (role: DraftRole): Said =>
    both(
      `«\u202f${roleNames[role].fr}\u202f» a trop peu de mots pour sa durée\u202f: écrivez tout ce qui est dit.`,
      `“${roleNames[role].en}” has too few words for its length: write everything that is said.`,
    ),
  noGate: (): Said =>
    both(
      'Tout le monde doit entendre qui appelle et comment s’opposer\u202f: marquez «\u202fIdentité\u202f» et «\u202fOpposition\u202f».',
      'Everybody must hear who calls and how to object: mark “Identity” and “Objection”.',
    ),
  noContent: (): Said =>
    both(
      'Rien n’est à entendre après la touche 1\u202f: marquez un segment «\u202fContenu\u202f» après «\u202fOpposition\u202f».',
      'There is nothing to hear after key 1: mark a segment “Content” after “Objection”.',
    ),
} as const
