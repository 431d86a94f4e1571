/**
 * What a rule measured and what would have passed, as a French reader is told it. Verdicts are kept in one
 * writing, exact and the same for every reader; this is how that writing is read aloud. Pure.
 */
import type { Language } from './words.ts'

/** Names of people, words of a recording and numbers stay as they are. */
export function measuredIn(text: string, language: Language): string {
  if (language === 'en') return text
  return text.split('; ').map(pieceInFrench).join('\u202f; ')
}

function pieceInFrench(piece: string): string {
  const [, version, rest] = /^(live|voicemail|callback): (.*)$/s.exec(piece) ?? []
  if (version === undefined || rest === undefined) return phraseInFrench(piece)
  return `${versions[version as keyof typeof versions]}\u202f: ${phraseInFrench(rest)}`
}

const versions = { live: 'appel', voicemail: 'répondeur', callback: 'ligne de rappel' } as const

function phraseInFrench(text: string): string {
  const [, days, hours] = /^days ([\d,]+) (\d\d:\d\d–\d\d:\d\d)$/.exec(text) ?? []
  if (days !== undefined) return `${days.split(',').map(shortDay).join(', ')} ${hours}`
  const [, said, missing] = /^(“.*”) lacks (.+)$/s.exec(text) ?? []
  if (said !== undefined)
    return `${valuesInFrench(said)}, où manque\u202f: ${sponsorIn(missing ?? '')}`

  for (const [pattern, french] of phrases) {
    if (pattern.test(text)) return valuesInFrench(text.replace(pattern, french))
  }
  return valuesInFrench(text)
}

const valuesInFrench = (text: string): string =>
  text
    .replace(instant, (_, ...parts: string[]) => instantInFrench(parts))
    .replace(milliseconds, (_, count: string) => secondsInFrench(Number(count)))
    .replace(/“([^”]*)”/g, '«\u202f$1\u202f»')
    .replace(roleNames, (role) => roles[role as keyof typeof roles])

/** 1 Monday … 7 Sunday. */
const shortDay = (day: string): string => weekdays[Number(day) % 7]?.slice(0, 3).concat('.') ?? day

const sponsorIn = (missing: string): string =>
  valuesInFrench(
    missing
      .replace(/the sponsor \(/g, 'le parraineur (')
      .replace(/the election\b/g, 'l’élection')
      .replace(/\bthe (\w+)/g, '$1'),
  )

const milliseconds = /\b(\d+) ms\b/g
const secondsInFrench = (count: number): string =>
  `${String(count / 1000).replace('.', ',')}\u202fs`

const instant =
  /(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):\d{2}(?:\.\d{3})?(?:Z|[+-]\d{2}:\d{2})(?: ([A-Za-z]+\/[A-Za-z_/]+))?/g
const months = [
  ...['janvier', 'février', 'mars', 'avril', 'mai', 'juin', 'juillet', 'août', 'septembre'],
  ...['octobre', 'novembre', 'décembre'],
]
const weekdays = ['dimanche', 'lundi', 'mardi', 'mercredi', 'jeudi', 'vendredi', 'samedi']

/** The clock of the place was written: it is said as it stands, with the place where it is not Paris. */
function instantInFrench([year, month, date, hour, minute, zone]: readonly string[]): string {
  const weekday = weekdays[new Date(`${year}-${month}-${date}T12:00:00Z`).getUTCDay()]
  const day = `${weekday} ${Number(date) === 1 ? '1er' : Number(date)} ${months[Number(month) - 1]}`
  const time = `${Number(hour)}\u202fh\u202f${minute}`
  const place = zone === undefined || zone === 'Europe/Paris' ? '' : ` (heure de ${placeOf(zone)})`
  return `${day} ${year}, ${time}${place}`
}

const places: Readonly<Record<string, string>> = {
  'America/Martinique': 'la Martinique',
  'America/Guadeloupe': 'la Guadeloupe',
  'America/Cayenne': 'la Guyane',
  'America/Miquelon': 'Saint-Pierre-et-Miquelon',
  'America/St_Barthelemy': 'Saint-Barthélemy',
  'America/Marigot': 'Saint-Martin',
  'Indian/Reunion': 'La Réunion',
  'Indian/Mayotte': 'Mayotte',
  'Pacific/Noumea': 'Nouméa',
  'Pacific/Tahiti': 'Tahiti',
  'Pacific/Marquesas': 'aux Marquises',
  'Pacific/Gambier': 'aux Gambier',
  'Pacific/Wallis': 'Wallis-et-Futuna',
}
const placeOf = (zone: string): string =>
  places[zone] ?? (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ')

const roles = {
  identity: 'identité',
  objection: 'opposition',
  content: 'contenu',
  source: 'source',
  notice: 'mention',
  ending: 'fin',
} as const
const roleNames = /\b(?:identity|objection|content|notice|ending)\b/g

/** The whole of what is written, or nothing: half a translation would read worse than none. */
const phrases: readonly (readonly [RegExp, string])[] = [
  // What nearly every rule may say.
  [/^not known$/, 'inconnu'],
  [/^none$/, 'aucun'],
  [/^nothing$/, 'rien'],
  [/^empty$/, 'vide'],
  [/^nobody$/, 'personne'],
  [/^unknown$/, 'inconnu'],
  [/^allowed$/, 'permis'],
  [/^not declared$/, 'non déclaré'],
  [/^required$/, 'exigé'],
  [/^(\S+) known$/, 'ce fait déclaré'],
  [/^at least (.+)$/, 'au moins $1'],
  [/^at most (\d+) s ago$/, 'il y a $1 s au plus'],
  [/^asked (\d+) s ago$/, 'demandé il y a $1 s'],
  [/^fewer than (\d+)$/, 'moins de $1'],
  [/^([\d.]+) to ([\d.]+) s$/, 'de $1 à $2 s'],
  [/^(\d+) to (\d+)$/, 'de $1 à $2'],
  [/^before (\d{4}-\S+)$/, 'avant le $1'],
  [/^(\d+) in 24 h$/, '$1 en 24 h'],
  [/^(\d+) (?:tries|attempts)$/, '$1 essais'],
  [/^(\d+) approved$/, '$1 approbations'],
  // Readiness.
  [/^(\d+) targets$/, '$1 personnes'],
  [/^a name$/, 'un nom'],
  [/^one voice message$/, 'un message vocal'],
  [/^not approved$/, 'non approuvé'],
  [/^a known trunk$/, 'un raccordement connu'],
  [/^none on this trunk$/, 'aucun sur ce raccordement'],
  [/^an instant$/, 'un instant'],
  [/^a key of its own$/, 'une touche à elle'],
  [/^(?:practice|production)$/, 'répétition ou production'],
  [/^no hours$/, 'aucune heure choisie'],
  // Time.
  [
    /^Monday to Friday, 10:00–13:00 and 14:00–20:00, no public holiday, local time$/,
    'du lundi au vendredi, de 10 h à 13 h et de 14 h à 20 h, hors jours fériés, heure locale',
  ],
  [/^from (\S+T\S+(?: \S+)?) on$/, 'à partir du $1'],
  [/^until (\S+T\S+(?: \S+)?)$/, 'jusqu’au $1'],
  [/^no eve ahead$/, 'pas de veille de scrutin à venir'],
  [/^used since (.+)$/, 'utilisé depuis le $1'],
  [/^first used before (.+), or attested$/, 'utilisé avant le $1, ou attesté'],
  [/^first used (.+)$/, 'utilisé pour la première fois le $1'],
  [/^attested by (.+)$/, 'attesté par $1'],
  [/^([\d.]+) h before the eve$/, '$1 h avant la veille du scrutin'],
  [
    /^before (\S+T\S+ \S+) less (\d+ ms), or from (\S+T\S+ \S+) on$/,
    'avant le $1 moins $2, ou à partir du $3',
  ],
  [/^wording expired at (\d+)$/, 'texte d’accord expiré'],
  [/^wording expired at (.+)$/, 'texte d’accord expiré le $1'],
  [/^consent withdrawn$/, 'accord retiré'],
  [
    /^no entry for this controller and channel$/,
    'aucun accord pour ce responsable et ce moyen d’appel',
  ],
  [/^no number of fiction$/, 'pas de numéro de fiction'],
  [/^“(.*)”, not a telephone number$/, '« $1 », qui n’est pas un numéro de téléphone'],
  // Consent and objection.
  [
    /^a live consent naming “(.+)” and the channel automate$/,
    'un accord en cours qui nomme « $1 » et l’automate',
  ],
  [
    /^a live consent naming “(.+)” and recorded calls$/,
    'un accord en cours qui nomme « $1 » et les appels enregistrés',
  ],
  [/^no live consent(?: to this controller and channel)?$/, 'aucun accord en cours'],
  [/^no consent$/, 'aucun accord'],
  [/^a consent$/, 'un accord'],
  [/^no slot named$/, 'aucune plage nommée'],
  [/^a consent naming the slots$/, 'un accord qui nomme les plages'],
  [/^a consent given after it$/, 'un accord donné ensuite'],
  [
    /^a consent given before the call, or a contract in progress$/,
    'un accord donné avant l’appel, ou un contrat en cours',
  ],
  [/^withdrawn on (.+)$/, 'retiré le $1'],
  [/^\w+ suppression of (.+)$/, 'opposition du $1'],
  [/^no suppression entry$/, 'aucune opposition'],
  [/^(\S+) objected$/, '$1 s’est opposé'],
  [/^a number that did not object$/, 'un numéro sans opposition'],
  // Attempts, budget, kill switch.
  [/^(\d+) attempts in this campaign$/, '$1 essais dans cette campagne'],
  [/^(\d+) attempts in (\d+) days$/, '$1 essais en $2 jours'],
  [/^(\d+) calls in (\d+) days$/, '$1 appels en $2 jours'],
  [/^(\d+) cents spent, some for this call$/, '$1 centimes dépensés, et cet appel'],
  [/^(\d+) cents spent, (\d+) for this call$/, '$1 centimes dépensés, $2 pour cet appel'],
  [/^(\d+) cents in all$/, '$1 centimes en tout'],
  [/^the kill switch is on$/, 'message coupé'],
  [/^the kill switch off$/, 'message non coupé'],
  // Numbers.
  [/^a stand-in on a real trunk$/, 'une doublure sur un vrai raccordement'],
  [/^no stand-in$/, 'aucune doublure'],
  [/^(\S+) on a practice trunk$/, '$1 sur un raccordement de répétition'],
  [/^(\S+) on a real trunk$/, '$1 sur un vrai raccordement'],
  [/^a verified number \(NPV\) of this trunk$/, 'un numéro polyvalent vérifié de ce raccordement'],
  [
    /^a geographic, 09 or verified \(NPV\) number$/,
    'un numéro géographique, en 09 ou polyvalent vérifié',
  ],
  [/^a number of this trunk$/, 'un numéro de ce raccordement'],
  [/^no number on this trunk$/, 'aucun numéro sur ce raccordement'],
  [/^a number that can be called back$/, 'un numéro qu’on peut rappeler'],
  [/^a number starting with (.+)$/, 'un numéro qui commence par $1'],
  [/^a number of (.+)$/, 'un numéro de : $1'],
  [/^an election held there$/, 'une élection qui s’y tient'],
  [/^a person’s telephone in (.+)$/, 'le téléphone d’une personne'],
  [/^a telephone number$/, 'un numéro de téléphone'],
  [/^a number to ring$/, 'un numéro à faire sonner'],
  [/^no number given$/, 'aucun numéro donné'],
  [/^no number declared as spoken$/, 'aucun numéro déclaré comme dit'],
  [/^any number$/, 'n’importe quel numéro'],
  [/^one toll-free number$/, 'un numéro gratuit'],
  [/^no toll-free number$/, 'pas de numéro gratuit'],
  [/^no premium number$/, 'pas de numéro surtaxé'],
  [/^(\d+) numbers, none premium$/, '$1 numéros, aucun surtaxé'],
  [/^(\d+) numbers, none free$/, '$1 numéros, aucun gratuit'],
  [
    /^no free number from (\S+) until the vote is settled$/,
    'pas de numéro gratuit du $1 jusqu’à la fin du scrutin',
  ],
  [/^outside the six months$/, 'hors des six mois'],
  [
    /^a number spoken, at no more than the ordinary tariff$/,
    'un numéro dit, au tarif ordinaire au plus',
  ],
  [/^(.+), not declared$/, '$1, non déclaré'],
  // Sources.
  [
    /^a directory entry opposed to prospecting$/,
    'une inscription d’annuaire opposée à la prospection',
  ],
  [/^an entry whose holder did not object$/, 'une inscription sans opposition'],
  [/^a number from a directory$/, 'un numéro d’annuaire'],
  [
    /^a number its holder gave, with a consent$/,
    'un numéro donné par son titulaire, avec son accord',
  ],
  [/^no source yet$/, 'pas encore de source'],
  [/^none of (.+)$/, 'aucune de : $1'],
  [/^on the list$/, 'sur la liste'],
  [/^checked (\d+) days ago$/, 'vérifié il y a $1 jours'],
  [
    /^not on the list, checked in the last (\d+) days$/,
    'hors de la liste, vérifié depuis $1 jours au plus',
  ],
  // What the recording says.
  [/^begins with the identity$/, 'commence par l’identité'],
  [/^the identity first$/, 'l’identité d’abord'],
  [/^begins with (\w+)$/, 'commence par : $1'],
  [/^fully spoken by (\d+ ms)$/, 'dit en entier avant $1'],
  [/^the words “(.+)”$/, 'les mots « $1 »'],
  [/^the key (\S+)$/, 'la touche $1'],
  [/^no key there$/, 'pas de touche'],
  [/^not offered$/, 'non proposée'],
  [/^(\d+ ms) after it$/, '$1 après elle'],
  [/^(\d+ ms) after the identity$/, '$1 après l’identité'],
  [/^(\w+) voice, not announced$/, 'voix $1, non annoncée'],
  [/^nothing to announce$/, 'rien à annoncer'],
  [/^“(.+)” \(or the like\) by (\d+ ms)$/, '« $1 » (ou l’équivalent) avant $2'],
  [/^(\d+) sentences about keys$/, '$1 phrases sur les touches'],
  [/^keys (.+), no question$/, 'touches $1, aucune question'],
  [/^no question$/, 'aucune question'],
  [/^once$/, 'une fois'],
  [/^one segment “source”$/, 'un passage « source »'],
  // Papers.
  [/^(.+), declared by (.+)$/, '$1, déclaré par $2'],
  [/^(.+), by (.+)$/, '$1, par $2'],
  [/^a declaration$/, 'une déclaration'],
  [/^a recorded document$/, 'un document enregistré'],
  [/^an address$/, 'une adresse'],
  [/^a candidate, a party or a person$/, 'un candidat, un parti ou une personne'],
  [/^(.+) \(public body\)$/, '$1 (personne publique)'],
  [/^(.+) \(company\)$/, '$1 (société)'],
  [/^established in the Union from (\S+) to (\S+)$/, 'établi dans l’Union du $1 au $2'],
  [/^(\d+) % without a public rule, never 100 %$/, '$1 % sans barème public, jamais 100 %'],
  [
    /^a named person who listened to this version$/,
    'une personne nommée qui a écouté cette version',
  ],
  [
    /^a phone declared as the organisation’s own$/,
    'un téléphone déclaré comme celui de l’organisation',
  ],
]
