/** What the server says is wrong with a file, as a person reads it: its English sentence → both languages. */
import { typeset } from '../../../../src/base/typeset.ts'
import type { Language } from '../../words/locales.ts'

type French = (...found: readonly string[]) => string

const nothing = 'Rien n’a été importé.'
const again = 'Enregistrez-le de nouveau.'

/** In the order in which they are tried; what is not here is shown as the server says it. */
const sentences: readonly (readonly [RegExp, French])[] = [
  [
    /^Column "([^"]*)" refused/,
    (column) =>
      `Colonne « ${column} » refusée : une opinion, une origine, une croyance ou la santé ne s’importent pas. Retirez-la et recommencez. ${nothing}`,
  ],
  [
    /cut off at line (\d+)/,
    (line) =>
      `Fichier coupé à la ligne ${line} : un guillemet n’est jamais refermé. ${nothing} ${again}`,
  ],
  [
    /stops in the middle of a character/,
    () => `Fichier coupé : il s’arrête au milieu d’une lettre. ${nothing} ${again}`,
  ],
  [
    /mixes two encodings/,
    () => `Ce fichier mélange deux encodages. ${nothing} Enregistrez-le en « CSV UTF-8 ».`,
  ],
  [/is empty|holds no line with text/, () => `Ce fichier est vide. ${nothing}`],
  [
    /first line holds a telephone number/,
    () =>
      `La première ligne contient un téléphone au lieu des noms de colonnes. Ajoutez une première ligne, par exemple Nom;Prénom;Téléphone. ${nothing}`,
  ],
  [
    /No column holds telephone numbers/,
    () => 'Aucune colonne de téléphones n’est reconnue : dites laquelle dans le tableau.',
  ],
  [
    /Two columns are named "([^"]*)"/,
    (column) =>
      `Deux colonnes s’appellent « ${column} » : renommez ou retirez l’une d’elles. ${nothing}`,
  ],
  [/are all mapped to/, () => 'Deux colonnes ont le même usage : gardez-en une.'],
  [
    /says who does not want to be called/,
    () => `Une colonne dit qui ne veut pas être appelé : elle ne se laisse pas de côté. ${nothing}`,
  ],
  [
    /a header line and no row below/,
    () => `Ce fichier a des noms de colonnes et aucune ligne en dessous. ${nothing}`,
  ],
  [
    /None of the (\d+) rows could be taken/,
    (rows) =>
      `${rows === '1' ? 'La seule ligne' : `Aucune des ${rows} lignes`} n’a pu être reprise. ${nothing} Téléchargez les lignes : les motifs sont devant chacune.`,
  ],
  [
    /holds consents, but the source does not say/,
    () =>
      `Ce fichier contient des dates d’accord : dites au nom de qui et à quel texte ces personnes ont dit oui. ${nothing}`,
  ],
  [
    /is a PDF|is a PNG|is a JPEG|is a GIF|archive|database, not a CSV/,
    () =>
      `Ce n’est pas un fichier de personnes. Enregistrez votre tableau en CSV ou en Excel (.xlsx). ${nothing}`,
  ],
  [
    /old Excel workbook/,
    () => `C’est un ancien classeur Excel (.xls). ${nothing} Enregistrez-le en .xlsx ou en CSV.`,
  ],
  [
    /locked by a password/,
    () => `Ce classeur est protégé par un mot de passe. ${nothing} Enregistrez-le sans.`,
  ],
  [/workbook is damaged/, () => `Ce classeur est abîmé ou coupé. ${nothing} ${again}`],
  [
    /packed more tightly|unpacks to more/,
    () => `Ce classeur se déplie en trop de données. ${nothing} Enregistrez la feuille en CSV.`,
  ],
  [
    /has more than \d+ characters/,
    () =>
      `Une ligne est bien trop longue : un guillemet n’est sans doute jamais refermé. ${nothing}`,
  ],
  [
    /NUL byte/,
    () =>
      `Ce fichier n’est pas du texte, ou il est abîmé. ${nothing} Enregistrez-le en « CSV UTF-8 ».`,
  ],
  [
    /Too many files wait/,
    () =>
      'Trop de fichiers attendent d’être importés : importez-en ou retirez-en, puis recommencez.',
  ],
  [
    /files are kept for a day/,
    () => 'Ce fichier n’est plus là : nous gardons les fichiers un jour. Déposez-le de nouveau.',
  ],
  [
    /server stopped/,
    () => 'Le serveur s’est arrêté pendant l’import. Rien n’a été importé. Recommencez.',
  ],
  [
    /collected for another purpose/,
    () =>
      `Ce fichier a été recueilli pour un autre usage : il ne peut pas servir à une campagne. ${nothing}`,
  ],
]

export function fileSentence(english: string, language: Language): string {
  if (language === 'en') return english
  for (const [pattern, french] of sentences) {
    const found = pattern.exec(english)
    if (found) return typeset(french(...found.slice(1)))
  }
  return english
}
