/** Errors of the driver and the server as Failures a person can act on; bugs stay what they are. */
import { Failure } from '../../base/failure.ts'

type Sentence = readonly [en: string, fr: string]

/** SQLSTATE (five characters), or the code of a socket error → its sentence. */
const sentences: Readonly<Record<string, Sentence>> = {
  '28P01': [
    'The database refuses the password of DATABASE_URL: correct it.',
    'La base de données refuse le mot de passe de DATABASE_URL : corrigez-le.',
  ],
  '28000': [
    'The database refuses this user (see its pg_hba.conf): correct DATABASE_URL.',
    'La base de données refuse cet utilisateur (voyez son pg_hba.conf) : corrigez DATABASE_URL.',
  ],
  '3D000': [
    'The database named in DATABASE_URL does not exist: create it, or name another one.',
    'La base nommée dans DATABASE_URL n’existe pas : créez-la, ou nommez-en une autre.',
  ],
  '42501': [
    'The database user may not do this: give it all rights on its database.',
    'L’utilisateur de la base de données n’a pas ce droit : donnez-lui tous les droits sur sa base.',
  ],
  '53100': [
    'The disk of the database is full: free some space; nothing of the last step was stored.',
    'Le disque de la base de données est plein : libérez de la place ; rien de la dernière étape n’a été gardé.',
  ],
  '53200': [
    'The database server is out of memory: free some, then try again.',
    'Le serveur de base de données manque de mémoire : libérez-en, puis recommencez.',
  ],
  '53300': [
    'The database has no free connection: close other programs, or raise max_connections.',
    'La base de données n’a plus de connexion libre : fermez d’autres programmes, ou augmentez max_connections.',
  ],
  '25006': [
    'The database is read-only (a standby?): point DATABASE_URL at the primary.',
    'La base de données ne se laisse pas écrire : dirigez DATABASE_URL vers le serveur principal.',
  ],
  '57P01': [
    'The database server was stopped: start it again, then start again.',
    'Le serveur de base de données a été arrêté : redémarrez-le, puis recommencez.',
  ],
  '57P02': [
    'The database server crashed: start it again, then start again.',
    'Le serveur de base de données est tombé : redémarrez-le, puis recommencez.',
  ],
  '57P03': [
    'The database server is starting or stopping: try again in a moment.',
    'Le serveur de base de données démarre ou s’arrête : recommencez dans un instant.',
  ],
  '55P03': [
    'Another process keeps a lock on the database for too long: stop it, then try again.',
    'Un autre programme bloque la base de données depuis trop longtemps : arrêtez-le, puis recommencez.',
  ],
  ENOTFOUND: [
    'The host of DATABASE_URL does not exist: correct it.',
    'L’hôte de DATABASE_URL n’existe pas : corrigez-le.',
  ],
  ECONNREFUSED: [
    'No PostgreSQL answers at that address: start it, or correct DATABASE_URL.',
    'Aucun PostgreSQL ne répond à cette adresse : démarrez-le, ou corrigez DATABASE_URL.',
  ],
  EHOSTUNREACH: [
    'The host of the database cannot be reached: check the network.',
    'L’hôte de la base de données ne peut pas être joint : vérifiez le réseau.',
  ],
  ETIMEDOUT: [
    'The database did not answer in time: check the network and DATABASE_URL.',
    'La base de données n’a pas répondu à temps : vérifiez le réseau et DATABASE_URL.',
  ],
  ECONNRESET: [
    'The connection to the database broke: start again.',
    'La connexion à la base de données s’est rompue : recommencez.',
  ],
  EPIPE: [
    'The connection to the database broke: start again.',
    'La connexion à la base de données s’est rompue : recommencez.',
  ],
  ENOENT: [
    'The socket of the database is gone: the server was stopped; start again.',
    'La base de données a été arrêtée : redémarrez le serveur.',
  ],
  EACCES: [
    'The socket of the database belongs to another user: run as that user.',
    'La base de données appartient à un autre utilisateur de la machine : lancez le serveur sous son nom.',
  ],
}

/** SQLSTATE 42501 too; row-level security refuses a row in these words. */
const policy = /violates row-level security policy/

/** Messages of the driver that carry no code. */
const messages: readonly (readonly [RegExp, Sentence])[] = [
  [
    policy,
    [
      'This belongs to another organisation, or a name is taken by one: choose another name.',
      'Ceci appartient à une autre organisation, ou ce nom est pris : choisissez-en un autre.',
    ],
  ],
  [/timeout expired|timeout exceeded|connect.*timed? ?out/i, sentences['ETIMEDOUT'] as Sentence],
  [/Connection terminated|not queryable|connection error/i, sentences['ECONNRESET'] as Sentence],
  [
    /Invalid URL|parse.*connection/i,
    [
      'DATABASE_URL is not an address: postgres://user@host/database.',
      'DATABASE_URL n’est pas une adresse : postgres://user@host/database.',
    ],
  ],
  [
    /password must be a string/,
    [
      'DATABASE_URL has no password and the database wants one: add it.',
      'DATABASE_URL n’a pas de mot de passe, et la base en veut un : ajoutez-le.',
    ],
  ],
  [
    /does not support SSL/,
    [
      'The database offers no TLS: remove sslmode from DATABASE_URL.',
      'La base de données n’offre pas TLS : retirez sslmode de DATABASE_URL.',
    ],
  ],
]

/** A Failure when the error is about the database's state; the error itself when it is a bug. */
export function asDatabaseFailure(error: unknown): unknown {
  if (error instanceof Failure || !(error instanceof Error)) return error
  const code = codeOf(error)
  const sentence =
    (code !== undefined && !policy.test(error.message) ? sentences[code] : undefined) ??
    messages.find(([says]) => says.test(error.message))?.[1]
  return sentence ? new Failure('store', sentence[0], { fr: sentence[1] }) : error
}

/** While connecting every error is a Failure; never the driver's own words, they may hold the URL. */
export function connectionFailure(error: unknown): Failure {
  const known = asDatabaseFailure(error)
  if (known instanceof Failure) return known
  const code = error instanceof Error ? codeOf(error) : undefined
  return new Failure(
    'store',
    `The database of DATABASE_URL could not be used${code ? ` (${code})` : ''}: correct the address.`,
    {
      fr:
        `La base de données n’a pas pu être utilisée${code ? ` (${code})` : ''} : corrigez ` +
        'l’adresse DATABASE_URL.',
    },
  )
}

/** Several addresses were tried (localhost as ::1 and 127.0.0.1): the first error speaks for all. */
export function codeOf(error: Error): string | undefined {
  const first = error instanceof AggregateError ? error.errors[0] : error
  const code = (first as NodeJS.ErrnoException | undefined)?.code
  return typeof code === 'string' ? code : undefined
}
