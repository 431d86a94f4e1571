/** The words of docs/law.md and docs/law.fr.md that are not those of a rule, in both languages. */
import type { Country } from './country.ts'
import type { Confidence, Level, Phase } from './rule.ts'
import { both } from './say.ts'
import type { Said } from './verdict.ts'

export type Language = keyof Said

export const confidences: Readonly<Record<Confidence, Said>> = {
  V: both('official text read', 'texte officiel lu'),
  V2: both(
    'read in a secondary source: to be confirmed',
    'lu dans une source secondaire : à confirmer',
  ),
  K: both('known, not verified: to be confirmed', 'connu, non vérifié : à confirmer'),
  D: both('our own design choice', 'choix du programme'),
}

export const toBeConfirmed: readonly Confidence[] = ['V2', 'K']

export const levels: Readonly<Record<Level, Said>> = {
  hard: both('hard: nobody can override it', 'impératif : nul ne peut passer outre'),
  gate: both('gate: no launch without it', 'condition : pas de lancement sans elle'),
  default: both('default: may only be made stricter', 'défaut : ne peut qu’être durci'),
  info: both('shown', 'affiché'),
}

export const phases: Readonly<Record<Phase, Said>> = {
  import: both('At the import of a file', 'À l’import d’un fichier'),
  approve: both('Before a campaign is launched', 'Avant le lancement d’une campagne'),
  dial: both('At each call, before it is dialled', 'À chaque appel, avant de composer'),
  answer: both('While the person listens', 'Pendant que la personne écoute'),
  after: both('After the call', 'Après l’appel'),
}

export const countryNames: Readonly<Record<Country, Said>> = {
  fr: both('France', 'France'),
  uk: both('United Kingdom', 'Royaume-Uni'),
  us: both('United States', 'États-Unis'),
  ca: both('Canada', 'Canada'),
}

/** What was not found or not read, and must be before the first real call. */
export const checkBeforeRelease: readonly Said[] = [
  both(
    'the text of the six CNIL sheets of 2025, above all voice automates under Regulation 2024/900',
    'le texte des six fiches CNIL de 2025, surtout l’automate vocal sous le règlement 2024/900',
  ),
  both(
    'the whole annex of Arcep decision 2025-2215: NPV list, origin rule § 2.2.2, whether the duty was widened after August 2026',
    'l’annexe entière de la décision Arcep 2025-2215 : liste des NPV, règle d’origine § 2.2.2, extension éventuelle après août 2026',
  ),
  both(
    'the decree applying Code conso. L223-1, and any rewriting of D223-9 in 2026',
    'le décret d’application du Code conso. L223-1, et toute réécriture de D223-9 en 2026',
  ),
  both(
    'the DDADUE law of 2026: powers of Arcom and CNIL, fines',
    'la loi DDADUE de 2026 : pouvoirs de l’Arcom et de la CNIL, amendes',
  ),
  both(
    'the decree calling voters for the presidential election of 2027',
    'le décret de convocation des électeurs pour la présidentielle de 2027',
  ),
  both(
    'the amount in force of Code électoral L90-1',
    'le montant en vigueur de L90-1 du Code électoral',
  ),
  both(
    'the CNCCFP headings of 2026-2027 and the memento of the presidential election',
    'les rubriques CNCCFP 2026-2027 et le mémento de la présidentielle',
  ),
  both(
    'Regulation 2024/900: retention of art. 9, the window of art. 5, whether a voice call is “online” under art. 18',
    'règlement 2024/900 : conservation (art. 9), période (art. 5), l’appel vocal est-il « en ligne » (art. 18)',
  ),
  both(
    'labour codes of New Caledonia, French Polynesia and Wallis-et-Futuna: their public holidays',
    'codes du travail de Nouvelle-Calédonie, de Polynésie française et de Wallis-et-Futuna : leurs jours fériés',
  ),
]
