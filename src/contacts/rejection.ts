/**
 * Why a row, or a number in it, was not taken, and what to do about it: a closed list. The sentences
 * stand in the file of rejected rows; they keep to the characters of Windows-1252, because that file
 * is written in the encoding of the one it comes from.
 */

interface Sentences {
  readonly fr: string
  readonly en: string
}

export interface RejectionText {
  readonly why: Sentences
  readonly howToFix: Sentences
}

const text = (
  why: readonly [fr: string, en: string],
  howToFix: readonly [fr: string, en: string],
): RejectionText => ({
  why: { fr: why[0], en: why[1] },
  howToFix: { fr: howToFix[0], en: howToFix[1] },
})

const neverCalled: readonly [string, string] = [
  'Remplacez-le par le numéro personnel de cette personne, ou retirez la ligne.',
  "Replace it with the person's own number, or remove the line.",
]
const writeAsUsual: readonly [string, string] = [
  'Écrivez dix chiffres (06 39 98 12 34) ou +33 suivi de neuf chiffres.',
  'Write ten digits (06 39 98 12 34), or +33 and nine digits.',
]

// biome-ignore format: one reason a line, read as a table
export const rejections = {
  noNumber: text(['Aucun numéro de téléphone sur cette ligne.', 'No telephone number on this line.'], writeAsUsual),
  notANumber: text(['Ce texte n\'est pas un numéro de téléphone.', 'This text is not a telephone number.'], writeAsUsual),
  letters: text(['Une lettre se trouve au milieu du numéro.', 'There is a letter inside the number.'], ['Remplacez la lettre par le bon chiffre (O par 0, l par 1).', 'Replace the letter with the right digit (O with 0, l with 1).']),
  tooShort: text(['Il manque des chiffres à ce numéro.', 'Digits are missing in this number.'], writeAsUsual),
  tooLong: text(['Ce numéro a trop de chiffres.', 'This number has too many digits.'], ['Un seul numéro de dix chiffres, ou deux numéros séparés par une barre (/).', 'One number of ten digits, or two numbers with a slash (/) between them.']),
  tooManyNumbers: text(['Plus de deux numéros dans une même cellule.', 'More than two numbers in one cell.'], ['Mettez un numéro par colonne.', 'Put one number in each column.']),
  digitsLost: text(['Le tableur a arrondi ce numéro : des chiffres sont perdus.', 'The spreadsheet rounded this number: digits are lost.'], ['Reprenez le numéro dans le fichier d\'origine, puis mettez la colonne au format Texte.', 'Take the number from the original file, then format the column as Text.']),
  extension: text(['Ce numéro a un poste interne : un automate ne peut pas le composer.', 'This number has an extension, which cannot be dialled.'], neverCalled),
  foreign: text(['Ce numéro est celui d\'un autre pays.', 'This number belongs to another country.'], neverCalled),
  emergency: text(['C\'est un numéro d\'urgence : il n\'est jamais appelé.', 'This is an emergency number: it is never called.'], neverCalled),
  short: text(['C\'est un numéro court : il n\'est jamais appelé.', 'This is a short number: it is never called.'], neverCalled),
  special: text(['C\'est un numéro spécial en 08 : il n\'est jamais appelé.', 'This is a special 08 number: it is never called.'], neverCalled),
  m2m: text(['Ce numéro appartient à une machine (0700, 0901), non à une personne.', 'This number belongs to a machine (0700, 0901), not to a person.'], neverCalled),
  npv: text(['Ce numéro est réservé aux systèmes automatisés : personne n\'y répond.', 'This number is kept for automated systems: nobody answers it.'], neverCalled),
  platform: text(['Ce numéro (0937 à 0939) est celui d\'une plateforme, non d\'une personne.', 'This number (0937 to 0939) is a platform\'s, not a person\'s.'], neverCalled),
  unallocated: text(['Ce numéro n\'est attribué à personne.', 'This number is not assigned to anybody.'], ['Vérifiez les chiffres auprès de la personne, ou retirez la ligne.', 'Check the digits with the person, or remove the line.']),
  tooManyCells: text(['La ligne a plus de cellules que l\'en-tête : une cellule contient le séparateur.', 'The line has more cells than the header: one cell contains the separator.'], ['Mettez cette cellule entre guillemets.', 'Put that cell between double quotes.']),
  badQuotes: text(['Un guillemet est mal placé sur cette ligne.', 'A double quote is misplaced on this line.'], ['Doublez les guillemets à l\'intérieur d\'une cellule, ou retirez-les.', 'Double the quotes inside a cell, or remove them.']),
  cellTooLong: text(['Cette cellule est trop longue.', 'This cell is too long.'], ['Raccourcissez-la à 300 caractères au plus.', 'Shorten it to 300 characters at most.']),
  consentDateMissing: text(['Un créneau, un texte ou un accord est indiqué, mais non la date de l\'accord.', 'A slot, a wording or a consent is given, but not its date.'], ['Indiquez le jour de l\'accord, ou videz aussi les autres cellules d\'accord.', 'Give the day of the consent, or empty the other consent cells too.']),
  consentDateUnreadable: text(['Cette date d\'accord n\'est pas lisible.', 'This consent date cannot be read.'], ['Écrivez-la 12/03/2026 ou 2026-03-12.', 'Write it 12/03/2026 (day first) or 2026-03-12.']),
  consentDateSerial: text(['Cette date est un nombre de tableur, non une date.', 'This date is a spreadsheet serial number, not a date.'], ['Mettez la colonne au format Date, puis enregistrez de nouveau en CSV.', 'Format the column as Date, then save as CSV again.']),
  consentInFuture: text(['Cette date d\'accord est dans le futur.', 'This consent date is in the future.'], ['Vérifiez la date : un accord précède toujours l\'import.', 'Check the date: consent always comes before the import.']),
  consentOutsideCollection: text(['Cette date d\'accord est hors de la période de collecte déclarée.', 'This consent date is outside the declared collection period.'], ['Corrigez la date, ou déclarez la vraie période de collecte.', 'Correct the date, or declare the real collection period.']),
  consentUnclear: text(['Cette cellule ne dit ni oui ni non.', 'This cell says neither yes nor no.'], ['Écrivez oui ou non.', 'Write yes or no.']),
  objectionUnclear: text(['Cette cellule ne dit pas clairement si la personne refuse d\'être appelée.', 'This cell does not say clearly whether the person refuses to be called.'], ['Écrivez oui (elle refuse), non, ou la date de son opposition (12/03/2026).', 'Write yes (they refuse), no, or the day they objected (12/03/2026).']),
  wordingMissing: text(['Le texte accepté n\'est pas indiqué, et la source en déclare plusieurs.', 'The wording agreed to is not given, and the source declares several.'], ['Indiquez sa version.', 'Give its version.']),
  wordingUnknown: text(['Cette version du texte n\'est pas déclarée dans la source.', 'This wording version is not declared in the source.'], ['Corrigez la version, ou ajoutez ce texte à la déclaration de la source.', 'Correct the version, or add that wording to the declared source.']),
  slotUnreadable: text(['Ce créneau n\'est pas lisible.', 'This time slot cannot be read.'], ['Écrivez par exemple : mardi 18h-20h, ou lun-ven 10:00-13:00.', 'Write for example: Tue 18:00-20:00, or Mon-Fri 10:00-13:00.']),
  inseeUnreadable: text(['Ce n\'est pas un code INSEE de commune.', 'This is not the INSEE code of a commune.'], ['Cinq caractères, comme 75056 ou 2A004. Le code postal va dans sa propre colonne.', 'Five characters, such as 75056 or 2A004. The postcode has its own column.']),
  languageUnreadable: text(['Cette langue n\'est pas reconnue.', 'This language is not recognised.'], ['Écrivez son nom (français) ou son code (fr), ou videz la cellule.', 'Write its name (French) or its code (fr), or empty the cell.']),
  postcodeUnreadable: text(['Ce n\'est pas un code postal français.', 'This is not a French postcode.'], ['Cinq chiffres, comme 75011.', 'Five digits, such as 75011.']),
  placesDisagree: text(['Le code INSEE et le code postal ne désignent pas le même territoire.', 'The INSEE code and the postcode name different territories.'], ['Corrigez celui qui est faux.', 'Correct the wrong one.']),
  saidAtUnreadable: text(['La date à laquelle la commune a été dite n\'est pas lisible.', 'The date on which the commune was given cannot be read.'], ['Écrivez-la 12/03/2026 ou 2026-03-12.', 'Write it 12/03/2026 (day first) or 2026-03-12.']),
} as const satisfies Record<string, RejectionText>

export type RejectionReason = keyof typeof rejections
