/** Conduct no French text orders: how long it rings, no silent call. From British and American practice (D). */
import { day } from '../civilDate.ts'
import { passed, refusedGate } from '../gate.ts'
import { type Dated, type GateRule, type KeptRule, valueOn } from '../rule.ts'
import { both } from '../say.ts'

const text = {
  code: 'Portevoix',
  from: '2026-11-22',
  confidence: 'D',
  source: 'no French minimum ring time or abandoned-call rate was found; see uk.Ofcom-abandoned',
} as const
const always = { from: day('1970-01-01') }
const ours = 'our choice (D)'

const ringSecondsMin: Dated<number> = [{ from: day('1970-01-01'), value: 15, text: ours }]
const ringSecondsMax: Dated<number> = [{ from: day('1970-01-01'), value: 25, text: ours }]

export const ringTime: GateRule = {
  id: 'fr.ring',
  title: both('How long it rings', 'Durée de sonnerie'),
  level: 'default',
  phase: 'approve',
  // Practice phones ring nobody: there it only warns.
  paper: true,
  text: { ...text, article: 'ringing time' },
  quote: {
    words:
      'Quinze secondes de sonnerie au moins, vingt-cinq au plus : assez pour atteindre le téléphone, pas assez pour harceler.',
    exact: false,
  },
  does: both(
    'Refuses to launch real calls that would ring less or longer than this.',
    'Refuse de lancer des appels réels qui sonneraient moins ou plus longtemps.',
  ),
  inForce: always,
  parameters: { ringSecondsMin, ringSecondsMax },
  appliesTo: () => true,
  check({ facts, legalDay }) {
    const rings = facts.ringTimeoutMs / 1000
    const min = valueOn(ringSecondsMin, legalDay) ?? 0
    const max = valueOn(ringSecondsMax, legalDay) ?? 0
    const limit = `${min} to ${max} s`
    if (rings >= min && rings <= max) return passed(`${rings} s`, limit)
    return refusedGate(
      `${rings} s`,
      limit,
      both(
        `The telephone would ring for ${rings} s: choose ${min} to ${max} s.`,
        `Le téléphone sonnerait ${rings}\u202fs\u202f: choisissez de ${min} à ${max}\u202fs.`,
      ),
    )
  },
}

export const conduct: readonly KeptRule[] = [
  {
    id: 'fr.no-silent-call',
    title: both('No silent and no abandoned call', 'Ni appel silencieux, ni appel abandonné'),
    level: 'default',
    phase: 'answer',
    text: { ...text, article: 'first word, silent and abandoned calls' },
    quote: {
      words:
        'Le premier mot vient en deux secondes au plus ; aucun appel décroché ne reste muet ni n’est abandonné.',
      exact: false,
    },
    does: both(
      'The recording starts with the acknowledgement of the answer: nothing is awaited before it. No call is answered without a message to play, so none is abandoned.',
      'L’enregistrement part avec l’accusé du décroché : rien n’est attendu avant. Aucun appel n’est décroché sans message à jouer, donc aucun n’est abandonné.',
    ),
    inForce: always,
    parameters: {
      firstWordMs: [{ from: day('1970-01-01'), value: 2000, text: ours }],
      silentCallsMax: [{ from: day('1970-01-01'), value: 0, text: ours }],
      abandonedRateMax: [{ from: day('1970-01-01'), value: '3 % in 24 h', text: ours }],
    },
    keptBy: 'src/call/attempt.ts',
  },
  {
    id: 'fr.objection-key',
    title: both('Objecting at any instant of the call', 'S’opposer à tout instant de l’appel'),
    level: 'hard',
    phase: 'answer',
    text: {
      code: 'RGPD ; CNIL, 21 avril 2017',
      article: 'art. 21 § 2 et 4 ; rappel des règles',
      from: '2018-05-25',
      confidence: 'V',
      source: 'cnil.fr/fr/elections/la-prospection-politique-par-automate-dappel-rappel-des-regles',
    },
    quote: {
      words:
        'La personne doit pouvoir s’opposer simplement, et en être informée dès le début du message.',
      exact: false,
    },
    does: both(
      'Key 9 is heard in every state of the call, from the first sound to the last; the objection is stored before it is confirmed, and kept even if the person hangs up.',
      'La touche 9 est entendue dans tout état de l’appel, du premier son au dernier ; l’opposition est inscrite avant d’être confirmée, et gardée même si la personne raccroche.',
    ),
    inForce: always,
    keptBy: 'src/call/attempt.ts',
  },
]
