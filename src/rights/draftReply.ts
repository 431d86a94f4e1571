/** The reply to a person's request, as a team would write it: to be read, changed and sent by a human. */

import type { Said } from '../law/verdict.ts'
import { sayDateInParis } from './letterWords.ts'
import type { PersonFile } from './personFile.ts'
import type { RequestKind, RightsRequest } from './request.ts'

export function draftReply(
  { kind, openedAt, reference }: RightsRequest,
  file: Pick<PersonFile, 'organisation' | 'facts' | 'calls' | 'suppressions'>,
): Said {
  const day = sayDateInParis(openedAt)
  const known = file.facts.length > 0 || file.calls.length > 0
  const body = known || kind === 'object' ? bodies[kind](file) : nothingHeld
  return {
    fr: [
      'Madame, Monsieur,',
      `Votre demande ${reference} du ${day.fr} nous est bien parvenue.`,
      body.fr,
      `Vous pouvez adresser une réclamation à la CNIL (www.cnil.fr).`,
      file.organisation,
    ].join('\n\n'),
    en: [
      'Dear Sir or Madam,',
      `We received your request ${reference} of ${day.en}.`,
      body.en,
      'You may complain to the French data protection authority, the CNIL (www.cnil.fr).',
      file.organisation,
    ].join('\n\n'),
  }
}

const nothingHeld: Said = {
  fr: 'Nous n’avons rien trouvé à ce numéro\u202f: ni fiche, ni appel.',
  en: 'We found nothing under this number: no record, no call.',
}

const bodies: Readonly<Record<RequestKind, (file: Pick<PersonFile, 'facts' | 'calls'>) => Said>> = {
  access: ({ facts, calls }) => ({
    fr: `La lettre jointe contient tout ce que nous détenons\u202f: ${facts.length} informations avec leur origine, ${calls.length} appels et pourquoi chacun était permis.`,
    en: `The attached letter holds all we have: ${facts.length} facts with where each came from, ${calls.length} calls and why each was allowed.`,
  }),
  export: ({ facts }) => ({
    fr: `Vous trouverez ci-joint vos données (${facts.length} informations) dans un fichier lisible par un ordinateur.`,
    en: `Your data (${facts.length} facts) are attached as a file that a computer can read.`,
  }),
  correct: () => ({
    fr: 'Nous avons corrigé ce que vous nous avez indiqué. Votre correction l’emporte sur tout fichier reçu ensuite.',
    en: 'We corrected what you told us. Your correction stands against any file we receive later.',
  }),
  erase: () => ({
    fr: 'Nous avons effacé tout ce qui vous désigne. Seule reste une empreinte de votre numéro, pour ne jamais vous rappeler.',
    en: 'We erased everything that names you. Only a fingerprint of your number remains, so that you are never called again.',
  }),
  object: () => ({
    fr: 'Votre opposition est enregistrée\u202f: nous ne vous appellerons plus.',
    en: 'Your objection is recorded: we will not call you again.',
  }),
  complain: () => ({
    fr: 'Nous avons lu votre réclamation et examiné les appels en cause. [Dites ici ce que vous avez constaté et ce que vous changez.]',
    en: 'We read your complaint and looked at the calls it is about. [Say here what you found and what you change.]',
  }),
}
