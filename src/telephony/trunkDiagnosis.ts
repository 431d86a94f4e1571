/**
 * What a test call says about a trunk, in plain words with what to do: the outcome, the SIP status and the
 * sound that came back, read as a telecom engineer reads them. Pure.
 */
import type { TrunkTestResult } from './trunkTest.ts'

export const diagnosisCodes = [
  ...(['works', 'oneWayAudio', 'noAudioSent', 'lateAudio', 'lossyAudio'] as const),
  ...([
    'unreachable',
    'silentCarrier',
    'credentials',
    'notRegistered',
    'callerIdRefused',
    'callerIdBlocked',
  ] as const),
  ...(['noCredit', 'numberFormat', 'unknownNumber', 'codec', 'capacity', 'carrierFault'] as const),
  ...([
    'busy',
    'noAnswer',
    'declined',
    'phoneOff',
    'redirected',
    'stopped',
    'refusedByLaw',
  ] as const),
] as const
export type DiagnosisCode = (typeof diagnosisCodes)[number]

export interface Diagnosis {
  readonly code: DiagnosisCode
  /** The trunk did its part: what remains is between us and the phone that was rung. */
  readonly works: boolean
  readonly say: { readonly fr: string; readonly en: string }
  readonly whatToDo: { readonly fr: string; readonly en: string }
}

export interface TrialFacts {
  /** This machine has private addresses only, and the trunk is on the Internet. */
  readonly behindNat: boolean
  /** A name and a password are given. */
  readonly hasCredentials: boolean
}

/** First audio later than this is heard as silence after picking up (ms). */
export const lateAudioMs = 300
/** Of the packets that were to come. */
export const lossyShare = 0.03
/** 20 ms each: with fewer nothing can be said of the way back. */
const packetsMin = 25

export function diagnose(result: TrunkTestResult, facts: TrialFacts): Diagnosis {
  return words(codeOf(result), facts)
}

/** The call could not even be tried. */
export const diagnoseFailure = (failure: 'carrier' | 'refused', facts: TrialFacts): Diagnosis =>
  words(failure === 'carrier' ? 'unreachable' : 'refusedByLaw', facts)

function codeOf({
  outcome,
  sipStatus,
  answeredMs,
  firstAudioMs,
  rtp,
  notRegistered,
}: TrunkTestResult): DiagnosisCode {
  if (notRegistered) return registrationCode(notRegistered)
  if (answeredMs !== null) {
    if (rtp.sent === 0) return 'noAudioSent'
    if (rtp.sent >= packetsMin && rtp.received === 0) return 'oneWayAudio'
    if (rtp.lost > (rtp.received + rtp.lost) * lossyShare) return 'lossyAudio'
    if (firstAudioMs !== null && firstAudioMs > lateAudioMs) return 'lateAudio'
    return outcome === 'stopped' ? 'stopped' : 'works'
  }
  const known = sipStatus === null ? undefined : byStatus[sipStatus]
  if (known) return known
  switch (outcome) {
    case 'busy':
      return 'busy'
    case 'noAnswer':
      return 'noAnswer'
    case 'declined':
    case 'objected':
      return 'declined'
    case 'unreachable':
      return sipStatus === null ? 'silentCarrier' : 'phoneOff'
    case 'unallocated':
      return 'unknownNumber'
    case 'congestion':
      return 'capacity'
    case 'redirected':
      return 'redirected'
    case 'stopped':
      return 'stopped'
    default:
      return sipStatus === null ? 'silentCarrier' : 'carrierFault'
  }
}

/** `why` begins with the registrar's status, when there was one. */
function registrationCode({
  is,
  why,
}: NonNullable<TrunkTestResult['notRegistered']>): DiagnosisCode {
  if (/^40[17]\b/.test(why)) return 'credentials'
  return is === 'lost' && !/^\d{3}\b/.test(why) ? 'silentCarrier' : 'notRegistered'
}

const byStatus: Readonly<Record<number, DiagnosisCode>> = {
  401: 'credentials',
  402: 'noCredit',
  403: 'callerIdRefused',
  404: 'unknownNumber',
  407: 'credentials',
  415: 'codec',
  484: 'numberFormat',
  488: 'codec',
  603: 'declined',
  606: 'codec',
  608: 'callerIdBlocked',
}

/** Whose part it is when the call did not end well. */
const ofThePhone: readonly DiagnosisCode[] = ['works', 'busy', 'noAnswer', 'declined', 'phoneOff']

function words(code: DiagnosisCode, facts: TrialFacts): Diagnosis {
  const [fr, doFr, en, doEn] = sentences[code]
  const nat = facts.behindNat && (code === 'oneWayAudio' || code === 'silentCarrier')
  const noPassword = code === 'credentials' && !facts.hasCredentials
  return {
    code,
    works: ofThePhone.includes(code),
    say: { fr, en },
    whatToDo: {
      fr: nat ? behindNat.fr : noPassword ? withoutPassword.fr : doFr,
      en: nat ? behindNat.en : noPassword ? withoutPassword.en : doEn,
    },
  }
}

const behindNat = {
  fr:
    'Cette machine est derrière une box (adresse privée)\u202f: donnez-lui une adresse publique, ou demandez à ' +
    'l’opérateur d’activer le « NAT symétrique » (comedia) pour votre compte.',
  en:
    'This machine is behind a router (private address): give it a public one, or ask the operator to turn on ' +
    'symmetric RTP (comedia) for your account.',
}
const withoutPassword = {
  fr: 'Saisissez le nom et le mot de passe du compte, que l’opérateur vous a remis.',
  en: 'Enter the name and password of the account that the operator gave you.',
}

type Sentences = readonly [fr: string, whatToDoFr: string, en: string, whatToDoEn: string]

// biome-ignore format: one diagnosis a block, read as a table
const sentences: Readonly<Record<DiagnosisCode, Sentences>> = {
  works: [
    'Le raccordement fonctionne\u202f: le téléphone a sonné et le son est passé dans les deux sens.', 'Rien à faire.',
    'The trunk works: the phone rang and sound passed both ways.', 'Nothing to do.'],
  oneWayAudio: [
    'Le téléphone a répondu, mais aucun son n’en revient\u202f: les touches ne seraient pas entendues.',
    'Ouvrez dans le pare-feu les ports UDP du son (10000 à 65000) venant de l’opérateur.',
    'The phone answered, but no sound comes back: keys would not be heard.',
    'Open the UDP ports of audio (10000 to 65000) from the operator in the firewall.'],
  noAudioSent: [
    'Le téléphone a répondu, mais nous n’avons pas pu envoyer de son.', 'Refaites l’essai\u202f; si cela persiste, vérifiez la charge de la machine.',
    'The phone answered, but no sound could be sent.', 'Try again; if it persists, look at the load of this machine.'],
  lateAudio: [
    'Le son arrive plus de 0,3 s après le décroché\u202f: les gens entendraient un silence.', 'Rapprochez la machine de l’opérateur, ou vérifiez sa charge.',
    'Sound comes more than 0.3 s after the answer: people would hear silence.', 'Move the machine nearer to the operator, or look at its load.'],
  lossyAudio: [
    'Trop de son se perd en route\u202f: la voix serait hachée.', 'Vérifiez la ligne Internet\u202f; demandez à l’opérateur ce qu’il perd.',
    'Too much sound is lost on the way: the voice would be choppy.', 'Check the Internet line; ask the operator what they lose.'],
  unreachable: [
    'L’adresse de l’opérateur n’existe pas ou n’est pas joignable d’ici.', 'Vérifiez le nom et le port\u202f; vérifiez la connexion Internet.',
    'The operator’s address does not exist or cannot be reached from here.', 'Check name and port; check the Internet connection.'],
  silentCarrier: [
    'L’opérateur ne répond pas du tout.', 'Vérifiez le port (souvent 5060), le pare-feu, et que l’opérateur a autorisé l’adresse de cette machine.',
    'The operator does not answer at all.', 'Check the port (often 5060), the firewall, and that the operator has allowed this machine’s address.'],
  credentials: [
    'L’opérateur refuse le nom ou le mot de passe.', 'Ressaisissez-les\u202f; certains opérateurs les distinguent de ceux de leur site.',
    'The operator refuses name or password.', 'Enter them again; some operators have others than those of their site.'],
  notRegistered: [
    'L’opérateur n’enregistre pas ce compte\u202f: aucun appel n’est parti.',
    'Vérifiez le nom du compte et son domaine\u202f; demandez à l’opérateur si ce compte doit s’enregistrer (REGISTER).',
    'The operator does not register this account: no call has left.',
    'Check the account’s name and domain; ask the operator whether this account has to register (REGISTER).'],
  callerIdRefused: [
    'L’opérateur interdit cet appel\u202f: le numéro affiché, ou la destination, n’est pas permis sur ce compte.',
    'Demandez-lui d’autoriser ce numéro affiché pour votre compte, avec la preuve qu’il est à vous.',
    'The operator forbids this call: the caller ID, or the destination, is not allowed on this account.',
    'Ask them to allow this caller ID on your account, with the proof that it is yours.'],
  callerIdBlocked: [
    'Un réseau intermédiaire bloque le numéro affiché (SIP 608).', 'Demandez à l’opérateur pourquoi ce numéro est filtré, et la preuve de son attribution.',
    'A network on the way blocks the caller ID (SIP 608).', 'Ask the operator why this number is filtered, and for the proof of its assignment.'],
  noCredit: [
    'Le compte chez l’opérateur n’a plus de crédit.', 'Rechargez-le, puis refaites l’essai.',
    'The account with the operator has no credit left.', 'Top it up, then try again.'],
  numberFormat: [
    'L’opérateur veut les numéros écrits autrement.', 'Demandez-lui le format attendu (avec ou sans +, 00 ou 0).',
    'The operator wants numbers written otherwise.', 'Ask them for the format they expect (with or without +, 00 or 0).'],
  unknownNumber: [
    'L’opérateur dit que ce numéro n’existe pas.', 'Vérifiez le numéro du téléphone essayé\u202f; s’il est juste, demandez à l’opérateur le format attendu.',
    'The operator says that this number does not exist.', 'Check the number of the phone; if it is right, ask the operator for the format they expect.'],
  codec: [
    'L’opérateur refuse notre façon de coder le son.', 'Demandez-lui d’activer G.711 loi A (PCMA) pour votre compte.',
    'The operator refuses the way we code sound.', 'Ask them to turn on G.711 A-law (PCMA) for your account.'],
  capacity: [
    'L’opérateur n’a pas de ligne libre en ce moment.', 'Refaites l’essai dans quelques minutes\u202f; vérifiez la limite d’appels simultanés du compte.',
    'The operator has no free line just now.', 'Try again in some minutes; check the account’s limit of simultaneous calls.'],
  carrierFault: [
    'L’opérateur a rencontré une panne.', 'Refaites l’essai\u202f; si cela persiste, donnez-lui le code SIP et l’heure.',
    'The operator had a failure.', 'Try again; if it persists, tell them the SIP code and the time.'],
  busy: [
    'Le raccordement fonctionne\u202f: le téléphone essayé est occupé.', 'Raccrochez-le et refaites l’essai pour vérifier aussi le son.',
    'The trunk works: the phone is busy.', 'Hang it up and try again to check the sound too.'],
  noAnswer: [
    'Le raccordement fonctionne\u202f: le téléphone a sonné et personne n’a répondu.', 'Refaites l’essai et décrochez pour vérifier aussi le son.',
    'The trunk works: the phone rang and nobody answered.', 'Try again and pick up to check the sound too.'],
  declined: [
    'Le raccordement fonctionne\u202f: l’appel a été refusé sur le téléphone.', 'Refaites l’essai et décrochez pour vérifier aussi le son.',
    'The trunk works: the call was declined on the phone.', 'Try again and pick up to check the sound too.'],
  phoneOff: [
    'Le raccordement fonctionne\u202f: le téléphone essayé est éteint ou hors de portée.', 'Allumez-le, ou essayez un autre téléphone.',
    'The trunk works: the phone is off or out of reach.', 'Turn it on, or try another phone.'],
  redirected: [
    'L’appel est renvoyé vers un autre numéro\u202f: nous n’appelons que celui pour lequel nous avons une preuve.', 'Ôtez le renvoi du téléphone essayé.',
    'The call is forwarded to another number: we call only the one we hold a proof for.', 'Take the forwarding off the phone.'],
  stopped: [
    'L’essai a été arrêté avant la fin.', 'Refaites-le.',
    'The test was stopped before its end.', 'Do it again.'],
  refusedByLaw: [
    'Cet essai n’est pas permis\u202f: on n’appelle que vos propres téléphones.', 'Déclarez d’abord ce téléphone comme le vôtre.',
    'This test is not allowed: only your own phones are rung.', 'Declare this phone as yours first.'],
}
