/** Keeping the sound of who answers: no pack allows it here, where nobody is told that they are recorded. */
import { day } from './civilDate.ts'
import type { Country } from './country.ts'
import type { KeptRule, LegalText } from './rule.ts'
import { both } from './say.ts'

const rule = (country: Country, text: LegalText, words: string): KeptRule => ({
  id: `${country}.answerers-not-recorded`,
  title: both('Who answers is not recorded', 'Qui répond n’est pas enregistré'),
  level: 'hard',
  phase: 'answer',
  text,
  quote: { words, exact: false },
  does: both(
    'Of who answered, only figures are kept (how long they spoke, tones, who made a sound when), never the sound: a call that records nobody has nobody to tell.',
    'De qui a répondu, seules des mesures sont gardées (durées de parole, tonalités, qui a fait du bruit quand), jamais le son\u202f: un appel qui n’enregistre personne n’a personne à prévenir.',
  ),
  inForce: { from: day(text.from) },
  keptBy: 'src/store/postgres/answerers.ts',
})

export const recordedAnswerers: Readonly<Record<Country, KeptRule>> = {
  fr: rule(
    'fr',
    {
      code: 'Code pénal ; RGPD ; CNIL',
      article: 'art. 226-1 ; art. 5 § 1 c et 13',
      from: '1994-03-01',
      confidence: 'V2',
      source:
        'juritravail.com 286374 (texte de l’art. 226-1); cnil.fr, l’enregistrement des conversations téléphoniques; alain-bensoussan.com 2022/06/09 (CNIL, 25 avril 2022)',
    },
    'Nul n’enregistre sans leur consentement les paroles de quelqu’un à titre privé ; l’enregistrement d’un appel doit être nécessaire, ni permanent ni systématique, et la personne en est informée avant.',
  ),
  uk: rule(
    'uk',
    {
      code: 'UK GDPR ; Investigatory Powers Act 2016',
      article: 'art. 5(1)(c), 13 ; s. 3',
      from: '2018-05-25',
      confidence: 'K',
      source: 'known, not verified',
    },
    'Who is recorded is told before, and no more is recorded than is needed.',
  ),
  us: rule(
    'us',
    {
      code: '18 U.S.C. ; laws of the states',
      article: '§ 2511(2)(d) ; such as Cal. Penal Code § 632',
      from: '1968-06-19',
      confidence: 'V2',
      source: 'lawin.org/recording-phone-calls-and-conversations; California known, not verified',
    },
    'One party’s consent is enough for the federation, not for the states that ask for everybody’s: a campaign calls several of them.',
  ),
  ca: rule(
    'ca',
    {
      code: 'PIPEDA ; Criminal Code',
      article: 'principle 4.3 ; s. 184(2)(a)',
      from: '2004-01-01',
      confidence: 'V2',
      source: 'telephone recording laws, third-party page quoting the Privacy Commissioner',
    },
    'The individual is told at the beginning that the conversation is recorded, and why, and consents.',
  ),
}
