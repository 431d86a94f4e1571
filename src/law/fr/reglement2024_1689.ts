/** Regulation (EU) 2024/1689 (AI Act) art. 50: a voice that nobody spoke says so. */
import { day } from '../civilDate.ts'
import { inEachVersion, namesOfVersion, notDeclared, passed, refusedGate, saidBy } from '../gate.ts'
import { plain } from '../plainText.ts'
import { type Dated, type GateRule, valueOn } from '../rule.ts'
import { both } from '../say.ts'

const since = '2026-08-02'
const disclosureWithinMs: Dated<number> = [
  { from: day(since), value: 5000, text: 'our choice (D): with the first words' },
]
const text = {
  code: 'Règlement (UE) 2024/1689 (IA)',
  article: 'art. 50 § 2 et 4',
  from: since,
  confidence: 'V2',
  source: 'third-party compliance notes of September 2026 quoting the regulation',
} as const

export const syntheticVoice: GateRule = {
  id: 'fr.AIA-50-voice',
  title: both('A synthetic voice says so', 'Une voix de synthèse l’annonce'),
  level: 'gate',
  phase: 'approve',
  paper: false,
  text,
  quote: {
    words:
      'Les déployeurs d’un système d’IA qui génère ou manipule […] des contenus audio constituant un ' +
      'hypertrucage indiquent que les contenus ont été générés ou manipulés par une IA.',
    exact: false,
  },
  does: both(
    'Refuses a launch when the voice is synthetic or cloned and a version that can be heard does not ' +
      'say so with its first words, within 5 s.',
    'Refuse le lancement quand la voix est synthétique ou clonée et qu’une version qui peut être ' +
      'entendue ne le dit pas dans ses premiers mots, en 5 s.',
  ),
  inForce: { from: day(since) },
  parameters: { disclosureWithinMs },
  appliesTo: () => true,
  check({ facts, legalDay }) {
    const { voiceOrigin } = facts
    if (voiceOrigin === undefined) {
      return notDeclared(
        'voiceOrigin',
        'We do not know where the voice comes from: declare it (recorded, synthetic or cloned).',
        'Nous ne savons pas d’où vient la voix\u202f: déclarez-le (enregistrée, de synthèse ou clonée).',
      )
    }
    if (voiceOrigin === 'recorded') return passed('recorded', 'nothing to announce')
    const limit = valueOn(disclosureWithinMs, legalDay) ?? 0
    return inEachVersion(facts, (segments, version) => {
      const said = saidBy(segments, 'identity', limit)
      const what = `“voix de synthèse” (or the like) by ${limit} ms`
      if (disclosed.some((words) => words.test(plain(said))))
        return passed(`${version}: “${said}”`, what)
      const { en, fr } = namesOfVersion[version]
      return refusedGate(
        `${version}: ${voiceOrigin} voice, not announced`,
        what,
        both(
          `In ${en}, say within ${limit / 1000} seconds that the voice is synthetic.`,
          `Dans ${fr}, dites dans les ${limit / 1000} secondes que la voix est de synthèse.`,
        ),
      )
    })
  },
}

/** Without accents, as `plain` leaves them. */
const disclosed: readonly RegExp[] = [
  /\b(?:voix|message|parole)s? (?:de synthese|synthetique|artificielle?|clonee?|generee?)\b/,
  /\b(?:intelligence artificielle|par (?:une )?ia)\b/,
]

export const cloningConsent: GateRule = {
  id: 'fr.AIA-50-consent',
  title: both('Consent to the cloned voice', 'Accord à la voix clonée'),
  level: 'gate',
  phase: 'approve',
  paper: true,
  text: {
    ...text,
    article: 'art. 50 § 4 ; droit à la voix (Code civil art. 9)',
    confidence: 'D',
    source: 'our choice (D): nobody speaks with the voice of somebody who did not agree',
  },
  quote: {
    words: 'Nul ne fait parler la voix d’une personne sans son accord.',
    exact: false,
  },
  does: both(
    'Refuses a launch with a cloned voice until the consent of the person whose voice it is is recorded.',
    'Refuse le lancement avec une voix clonée tant que l’accord de la personne dont c’est la voix ' +
      'n’est pas enregistré.',
  ),
  inForce: { from: day(since) },
  appliesTo: ({ voiceOrigin }) => voiceOrigin === 'cloned',
  check({ facts }) {
    const { voiceCloning } = facts.legalFile
    if (voiceCloning) {
      return passed(`${voiceCloning.reference ?? 'recorded'}, by ${voiceCloning.by}`, 'a consent')
    }
    return notDeclared(
      'legalFile.voiceCloning',
      'The consent of the person whose voice is cloned is missing: declare it with ' +
        '--voice-cloning-consent FILE.',
      'L’accord de la personne dont la voix est clonée manque\u202f: déclarez-le avec ' +
        '--voice-cloning-consent FICHIER.',
    )
  },
}
