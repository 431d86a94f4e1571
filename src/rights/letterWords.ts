/** Words of the letter to a person, in both languages: how a call ended for them, what a fact is. */
import type { AmdVerdictName } from '../base/amd.ts'
import type { EpochMs } from '../base/units.ts'
import type { Outcome } from '../call/outcome.ts'
import type { RingBackOutcome } from '../call/ringBackOutcome.ts'
import type { Slot } from '../contacts/consent.ts'
import { localDay, localTime, zoneOf } from '../law/calendar.ts'
import { dateOf, dayMs, parseDay } from '../law/civilDate.ts'
import { both, sayDay, sayHour } from '../law/say.ts'
import type { Said } from '../law/verdict.ts'
import type { PersonFact } from './personFile.ts'

export type Language = 'en' | 'fr'

/** Of a letter, in both languages. */
export interface Section {
  readonly heading: Said
  readonly paragraphs: readonly Said[]
  readonly items?: readonly Said[]
}

// biome-ignore format: one row an outcome, read as a table
export const outcomeForPerson: Readonly<Record<Outcome, Said>> = {
  heardToEnd: both('you listened to the message to its end', 'vous avez écouté le message jusqu’au bout'),
  heardPart: both('you listened to part of the message', 'vous avez écouté une partie du message'),
  notListened: both('somebody answered and pressed no key', 'quelqu’un a décroché, sans appuyer sur aucune touche'),
  hungUpAtGate: both('somebody answered and hung up', 'quelqu’un a décroché, puis raccroché'),
  objected: both('you objected, and were not to be called again', 'vous vous êtes opposé(e) : vous ne deviez plus être appelé(e)'),
  voicemailLeft: both('a machine answered; we left a message on it', 'un répondeur a décroché ; nous y avons laissé un message'),
  voicemailCut: both('a machine answered and cut our message off', 'un répondeur a décroché et a coupé notre message'),
  mailboxFull: both('a machine answered and took no message', 'un répondeur a décroché et n’a pris aucun message'),
  answeredByMachine: both('a machine answered; we left nothing on it', 'un répondeur a décroché ; nous n’y avons rien laissé'),
  screened: both('an assistant asked who was calling, and nobody came', 'un assistant a demandé qui appelait, et personne n’est venu'),
  fax: both('a fax or a modem answered', 'un télécopieur ou un modem a décroché'),
  busy: both('the line was busy', 'la ligne était occupée'),
  noAnswer: both('nobody answered', 'personne n’a répondu'),
  declined: both('the call was declined', 'l’appel a été refusé sur le téléphone'),
  unreachable: both('the telephone was off or out of reach', 'le téléphone était éteint ou hors de portée'),
  unallocated: both('the number was not in service', 'le numéro n’était pas attribué'),
  redirected: both('the call was forwarded; we did not follow it', 'l’appel était renvoyé ; nous ne l’avons pas suivi'),
  rejectedByCarrier: both('the operator refused the call: it did not ring', 'l’opérateur a refusé l’appel : il n’a pas sonné'),
  congestion: both('the operator had no line: it did not ring', 'l’opérateur n’avait pas de ligne : il n’a pas sonné'),
  carrierFault: both('the operator failed', 'l’opérateur était en panne'),
  mediaLost: both('the sound was lost', 'le son a été perdu'),
  notPlaced: both('the call was prepared and not made: it did not ring', 'l’appel a été préparé, puis abandonné : il n’a pas sonné'),
  stopped: both('we ended the call', 'nous avons interrompu l’appel'),
  internalError: both('our program failed', 'notre programme a échoué'),
  unknown: both('our program stopped during the call; we do not know how it ended', 'notre programme s’est arrêté pendant l’appel ; nous ignorons comment il a fini'),
}

// biome-ignore format: one row an outcome, read as a table
export const ringBackForPerson: Readonly<Record<RingBackOutcome, Said>> = {
  heardToEnd: both('you heard the whole message', 'vous avez entendu tout le message'),
  heardPart: both('you heard part of the message', 'vous avez entendu une partie du message'),
  objected: both('you asked not to be called any more', 'vous avez demandé à ne plus être appelé(e)'),
  objectedForTyped: both('you asked that a number you typed is not called any more', 'vous avez demandé qu’un numéro tapé ne soit plus appelé'),
  typedNumber: both('you typed a number', 'vous avez tapé un numéro'),
  toldRights: both('you asked where your number comes from, or whom to write to', 'vous avez demandé d’où vient votre numéro, ou à qui écrire'),
  pressedNothing: both('you heard who called', 'vous avez entendu qui avait appelé'),
  hungUpAtGreeting: both('you left at the beginning', 'vous avez raccroché au début'),
  abandoned: both('you left before we answered', 'vous avez raccroché avant la réponse'),
  refusedBusy: both('all our lines were taken', 'toutes nos lignes étaient prises'),
  notAnswered: both('we could not answer', 'nous n’avons pas pu répondre'),
  mediaLost: both('the sound was lost', 'le son a été perdu'),
  stopped: both('we ended the call', 'nous avons interrompu l’appel'),
  internalError: both('our program failed', 'notre programme a échoué'),
  unknown: both('our program stopped during the call; we do not know how it ended', 'notre programme s’est arrêté pendant l’appel ; nous ignorons comment il a fini'),
}

export const answererForPerson: Readonly<Record<AmdVerdictName, Said>> = {
  human: both('a person', 'une personne'),
  machine: both('an answering machine', 'un répondeur'),
  screening: both('an assistant that asks who is calling', 'un assistant qui demande qui appelle'),
  fax: both('a fax or a modem', 'un télécopieur ou un modem'),
  unknown: both('unsure, treated as a person', 'incertain, traité comme une personne'),
}

export const factNames: Readonly<Record<PersonFact['fact'], Said>> = {
  phone: both('telephone number', 'numéro de téléphone'),
  lastName: both('last name', 'nom'),
  firstName: both('first name', 'prénom'),
  commune: both('commune', 'commune'),
  postcode: both('postcode', 'code postal'),
  insee: both('code of the commune', 'code de la commune'),
  territory: both('territory', 'territoire'),
  language: both('language', 'langue'),
  pollingDistrict: both('polling district', 'bureau de vote'),
}

const sourceKinds: Readonly<Record<string, Said>> = {
  ownForm: both('form of the team', 'formulaire de l’équipe'),
  paperForm: both('paper form', 'formulaire papier'),
  partner: both('file of a partner', 'fichier d’un partenaire'),
  directory: both('public directory', 'annuaire public'),
  membership: both('membership file', 'fichier d’adhérents'),
  event: both('sign-up to an event', 'inscription à un événement'),
  petition: both('petition', 'pétition'),
  person: both('you yourself', 'vous-même'),
  other: both('other file', 'autre fichier'),
}

export const sourceKind = (kind: string): Said => sourceKinds[kind] ?? both(kind, kind)

const paris = zoneOf('Europe/Paris')

/** `Tuesday 5 May 2026 at 10:00`, as the clock of Paris shows it. */
export function sayWhenInParis(at: EpochMs): Said {
  const day = localDay(paris, at)
  const said = sayDay(day)
  const { year } = dateOf(day)
  const hour = sayHour(localTime(paris, at) - day * dayMs)
  return both(`${said.en} ${year} at ${hour.en}`, `${said.fr} ${year} à ${hour.fr}`)
}

/** `Tuesday 5 May 2026` */
export function sayDateInParis(at: EpochMs): Said {
  const day = localDay(paris, at)
  const said = sayDay(day)
  return both(`${said.en} ${dateOf(day).year}`, `${said.fr} ${dateOf(day).year}`)
}

/** A date of a file, `2026-03-31`; as it stands when it is none. */
export function sayDate(iso: string): Said {
  const day = parseDay(iso)
  if (day === undefined) return both(iso, iso)
  const { year } = dateOf(day)
  return both(`${sayDay(day).en} ${year}`, `${sayDay(day).fr} ${year}`)
}

const dayNames: readonly Said[] = [
  both('Monday', 'lundi'),
  both('Tuesday', 'mardi'),
  both('Wednesday', 'mercredi'),
  both('Thursday', 'jeudi'),
  both('Friday', 'vendredi'),
  both('Saturday', 'samedi'),
  both('Sunday', 'dimanche'),
]

/** `Monday, Tuesday 10:00–13:00` */
export function saySlots(slots: readonly Slot[]): Said {
  const say = (language: Language): string =>
    slots
      .map(({ days, from, to }) => {
        const named = days.map((day) => dayNames[day - 1]?.[language] ?? String(day))
        return `${named.join(', ')} ${from}–${to}`
      })
      .join(language === 'fr' ? ' ; ' : '; ')
  return both(say('en'), say('fr'))
}
