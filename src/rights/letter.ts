/**
 * The letter that answers "why was I called, and how did you get my number?" (RGPD art. 12, 14 and 15),
 * as headings and sentences. It says everything the file holds, in words a person reads, and how to act.
 */
import type { EpochMs } from '../base/units.ts'
import type { Slot } from '../contacts/consent.ts'
import type { LegalRule } from '../law/rule.ts'
import { france } from '../law/ruleSets.ts'
import { both } from '../law/say.ts'
import type { Said } from '../law/verdict.ts'
import { ringBackSections } from './letterRingBacks.ts'
import {
  answererForPerson,
  factNames,
  type Language,
  outcomeForPerson,
  type Section,
  sayDate,
  sayDateInParis,
  saySlots,
  sayWhenInParis,
  sourceKind,
} from './letterWords.ts'
import type { PersonCall, PersonFile } from './personFile.ts'
import { parseReference } from './request.ts'

export interface Letter {
  readonly language: Language
  readonly title: string
  readonly from: string
  readonly date: string
  readonly about: readonly string[]
  readonly sections: readonly LetterSection[]
}

export interface LetterSection {
  readonly heading: string
  readonly paragraphs: readonly string[]
  /** Shown as a list, after the paragraphs. */
  readonly items: readonly string[]
}

export function letterOf(file: PersonFile, language: Language): Letter {
  const say = ({ en, fr }: Said): string => (language === 'fr' ? fr : en)
  const reference = referenceOf(file)
  const sections = [
    calls(file),
    ...ringBackSections(file),
    recordings(file),
    rules(file),
    sources(file),
    consents(file),
    objections(file),
    requests(file),
    rights(file),
    complaint,
  ]
  return {
    language,
    title: say(both('Why you were called', 'Pourquoi vous avez été appelé(e)')),
    from: file.organisation,
    date: say(sayDateInParis(file.drawnAt)),
    about: [
      say(both(`Telephone number: ${file.number}`, `Numéro de téléphone : ${file.number}`)),
      say(
        reference === null
          ? both(
              'Quote the number and the date of this letter.',
              'À citer : le numéro et la date de cette lettre.',
            )
          : both(`Reference: ${reference}`, `Référence : ${reference}`),
      ),
    ],
    sections: sections.map(({ heading, paragraphs, items = [] }) => ({
      heading: say(heading),
      paragraphs: paragraphs.map(say),
      items: items.map(say),
    })),
  }
}

/** Of the request this answers: the newest one. */
function referenceOf({ requests: asked }: PersonFile): string | null {
  const newest = asked.at(-1)
  return newest ? (parseReference(newest.reference) ?? null) : null
}

function calls({ calls: made }: PersonFile): Section {
  const heading = both('Who called you, and when', 'Qui vous a appelé(e), et quand')
  if (made.length === 0) {
    return {
      heading,
      paragraphs: [
        both(
          'We find no call from us to this number.',
          'Nous ne trouvons aucun appel de notre part vers ce numéro.',
        ),
      ],
    }
  }
  const count = made.length
  const intro = both(
    `We find ${count === 1 ? 'one call' : `${count} calls`}. Hours are those of Paris.`,
    `Nous trouvons ${count === 1 ? 'un appel' : `${count} appels`}. Les heures sont celles de Paris.`,
  )
  return { heading, paragraphs: [intro], items: made.map(callLine) }
}

function callLine(call: PersonCall): Said {
  const { controller, campaignName, outcome, practice, at } = call
  const when = sayWhenInParis(at)
  const end =
    outcome === null
      ? both('the call is not over', 'l’appel n’est pas terminé')
      : outcomeForPerson[outcome]
  const rang = practice
    ? both(' (practice: no telephone rang)', ' (exercice : aucun téléphone n’a sonné)')
    : both('', '')
  const heard = answererLine(call)
  return both(
    `${when.en}, on behalf of ${controller}, campaign “${campaignName}”${rang.en}: ${end.en}.${heard.en}`,
    `${when.fr}, au nom de ${controller}, campagne « ${campaignName} »${rang.fr} : ${end.fr}.${heard.fr}`,
  )
}

/** RGPD art. 15 and 22: that a program judged who answered, by what, and that no sound was kept. */
function answererLine({ answerer }: PersonCall): Said {
  if (!answerer) return both('', '')
  const who = answererForPerson[answerer.verdict]
  const measures = Object.entries(answerer.features)
    .map(([name, value]) => `${name} ${value}`)
    .join(', ')
  return both(
    ` A program judged who answered: ${who.en}. It kept these measures and no sound: ${measures}.`,
    ` Un programme a jugé qui répondait : ${who.fr}. Il a gardé ces mesures, et aucun son : ${measures}.`,
  )
}

function recordings({ calls: made }: PersonFile): Section {
  const heading = both('Which recording', 'Quel enregistrement')
  const heard = new Map<string, Said>()
  for (const { message, campaignName } of made) {
    if (!message || heard.has(message.hash)) continue
    const { version, hash } = message
    heard.set(
      hash,
      both(
        `Campaign “${campaignName}”, version ${version}; its fingerprint (SHA-256) is ${hash}.`,
        `Campagne « ${campaignName} », version ${version} ; son empreinte (SHA-256) est ${hash}.`,
      ),
    )
  }
  if (heard.size === 0) {
    return {
      heading,
      paragraphs: [
        both(
          'No recording was kept for these calls, or there was none.',
          'Aucun enregistrement n’est conservé pour ces appels, ou il n’y en a pas eu.',
        ),
      ],
    }
  }
  const intro = both(
    'Who answers hears a recorded message. You may hear it again on the page “Why was I called?”, or ask us for it.',
    'Qui décroche entend un message enregistré. Vous pouvez le réécouter sur la page « Pourquoi m’a-t-on appelé ? », ou nous le demander.',
  )
  return { heading, paragraphs: [intro], items: [...heard.values()] }
}

function rules({ calls: made }: PersonFile): Section {
  const heading = both('Which rules allowed it', 'Quelles règles l’ont permis')
  if (made.length === 0)
    return {
      heading,
      paragraphs: [both('There was no call to be judged.', 'Il n’y a eu aucun appel à juger.')],
    }
  const run = [...new Set(made.flatMap(({ verdict }) => verdict.rulesRun))]
  const versions = [...new Set(made.map(({ verdict }) => verdict.lawVersion))].join(', ')
  const intro = both(
    `Before each call our program checks every rule of law that concerns it, and makes the call only when all of them allow it. The basis is your consent (RGPD art. 6 § 1 a and art. 9 § 2 a). For the calls above these rules were checked, and allowed the call (version of the rules: ${versions}):`,
    `Avant chaque appel, notre programme vérifie toutes les règles de droit qui le concernent, et n’appelle que si toutes le permettent. La base est votre accord (RGPD art. 6 § 1 a et art. 9 § 2 a). Pour les appels ci-dessus, ces règles ont été vérifiées et ont permis l’appel (version des règles : ${versions}) :`,
  )
  return { heading, paragraphs: [intro], items: run.map(ruleLine) }
}

const ruleOf: ReadonlyMap<string, LegalRule> = new Map(
  [...france.dial, ...france.launch, ...france.kept].map((rule) => [rule.id, rule]),
)

function ruleLine(id: string): Said {
  const rule = ruleOf.get(id)
  if (!rule) return both(`rule ${id} of that version`, `règle ${id} de cette version`)
  const { title, text, does } = rule
  const where = `${text.code}, ${text.article}`
  return both(`${title.en} (${where}): ${does.en}`, `${title.fr} (${where}) : ${does.fr}`)
}

function sources({ facts }: PersonFile): Section {
  const heading = both(
    'How we got your number, and where we think you live',
    'D’où viennent votre numéro et votre commune',
  )
  if (facts.length === 0) {
    return {
      heading,
      paragraphs: [
        both(
          'We hold nothing about the person behind this number.',
          'Nous ne détenons rien sur la personne qui utilise ce numéro.',
        ),
      ],
    }
  }
  const items = facts.map(({ fact, value, source, line, saidBy, saidAt }) => {
    const [from, to] = [sayDate(source.collectedFrom), sayDate(source.collectedTo)]
    const imported = sayDateInParis(source.importedAt)
    const kind = sourceKind(source.kind)
    const place = line === null ? both('', '') : both(`, line ${line}`, `, ligne ${line}`)
    const said =
      saidBy === null && saidAt === null
        ? both('', '')
        : both(
            `; said by ${saidBy ?? 'the source'}${saidAt ? ` on ${sayDate(saidAt).en}` : ''}`,
            ` ; selon ${saidBy ?? 'la source'}${saidAt ? `, le ${sayDate(saidAt).fr}` : ''}`,
          )
    return both(
      `${factNames[fact].en} “${value}”: ${source.holder} (${kind.en})${place.en}, collected from ${from.en} to ${to.en}, received ${imported.en}${said.en}.`,
      `${factNames[fact].fr} « ${value} » : ${source.holder} (${kind.fr})${place.fr}, collecte du ${from.fr} au ${to.fr}, reçu le ${imported.fr}${said.fr}.`,
    )
  })
  return {
    heading,
    paragraphs: [
      both(
        'Each thing we hold, and who told us:',
        'Chaque donnée que nous détenons, et qui nous l’a donnée :',
      ),
    ],
    items,
  }
}

const acts = {
  given: both('you agreed', 'vous avez accepté'),
  withdrawn: both('you took your consent back', 'vous avez retiré votre accord'),
} as const
const channels = {
  automate: both('recorded calls', 'appels enregistrés'),
  volunteer: both('calls by a volunteer', 'appels d’un bénévole'),
} as const

function consents({ consents: entries }: PersonFile): Section {
  const heading = both('What you agreed to', 'Ce que vous avez accepté')
  if (entries.length === 0) {
    return {
      heading,
      paragraphs: [
        both('We hold no consent of yours.', 'Nous ne détenons aucun accord de votre part.'),
      ],
    }
  }
  const items = entries.map(({ kind, controller, channel, at, slots = [], wording, source }) => {
    const [when, act, by] = [sayWhenInParis(at), acts[kind], channels[channel]]
    const slotText = slots.length === 0 ? both('', '') : inSlots(slots)
    const words =
      wording === null
        ? both('', '')
        : both(` The words: “${wording}”`, ` Le texte : « ${wording} »`)
    const from =
      source === null ? both('', '') : both(`, reported by ${source}`, `, rapporté par ${source}`)
    return both(
      `${when.en}: ${act.en} to ${by.en} on behalf of ${controller}${slotText.en}${from.en}.${words.en}`,
      `${when.fr} : ${act.fr} (${by.fr} au nom de ${controller}${slotText.fr})${from.fr}.${words.fr}`,
    )
  })
  return { heading, paragraphs: [], items }
}

function inSlots(slots: readonly Slot[]): Said {
  const said = saySlots(slots)
  return both(`, ${said.en}`, `, ${said.fr}`)
}

const reaches = {
  organisation: both('by this organisation', 'par cette organisation'),
  controller: both('on behalf of this person or party', 'au nom de cette personne ou de ce parti'),
  platform: both('by anybody who uses this platform', 'par quiconque utilise cette plateforme'),
} as const

function objections({ suppressions }: PersonFile): Section {
  const heading = both('Your objections', 'Vos oppositions')
  if (suppressions.length === 0) {
    return {
      heading,
      paragraphs: [
        both(
          'No objection is recorded for this number.',
          'Aucune opposition n’est enregistrée pour ce numéro.',
        ),
      ],
    }
  }
  const items = suppressions.map(({ scope, controller, at }) => {
    const [when, reach] = [sayWhenInParis(at), reaches[scope]]
    const whose = controller === undefined ? '' : ` (${controller})`
    return both(
      `since ${when.en}: this number is not called ${reach.en}${whose}.`,
      `depuis le ${when.fr} : ce numéro n’est plus appelé ${reach.fr}${whose}.`,
    )
  })
  return { heading, paragraphs: [], items }
}

const kinds = {
  access: both('to see your data', 'voir vos données'),
  correct: both('to correct your data', 'corriger vos données'),
  export: both('to receive your data', 'recevoir vos données'),
  erase: both('to be erased', 'être effacé(e)'),
  object: both('not to be called', 'ne plus être appelé(e)'),
  complain: both('complaint', 'réclamation'),
} as const
const states = {
  open: both('open', 'en cours'),
  answered: both('answered', 'traitée'),
  refused: both('refused', 'refusée'),
} as const

function requests({ requests: asked }: PersonFile): Section {
  const heading = both('What you asked of us', 'Ce que vous nous avez demandé')
  if (asked.length === 0) {
    return {
      heading,
      paragraphs: [
        both(
          'We have no request from you on record.',
          'Nous n’avons aucune demande de votre part.',
        ),
      ],
    }
  }
  const items = asked.map(({ reference, kind, openedAt, dueAt, state, answer }) => {
    const [opened, due] = [sayDateInParis(openedAt), sayDateInParis(dueAt)]
    const text = answer === null ? '' : ` ${answer}`
    const until =
      state === 'open'
        ? both(`, answer due by ${due.en}`, `, réponse due le ${due.fr}`)
        : both('', '')
    return both(
      `${reference}, ${opened.en}: ${kinds[kind].en}; ${states[state].en}${until.en}.${text}`,
      `${reference}, ${opened.fr} : ${kinds[kind].fr} ; ${states[state].fr}${until.fr}.${text}`,
    )
  })
  return { heading, paragraphs: [], items }
}

function rights({ calls: made, drawnAt }: PersonFile): Section {
  const newest = <Key extends 'noticeUrl' | 'dataProtectionContact'>(key: Key): string | null =>
    made.findLast((call) => call[key] !== null)?.[key] ?? null
  const [notice, contact] = [newest('noticeUrl'), newest('dataProtectionContact')]
  return {
    heading: both('Your rights, and how to use them', 'Vos droits, et comment les exercer'),
    paragraphs: [
      both(
        'You may at any time, without giving a reason and free of charge: object to any further call; take your consent back; see and receive what we hold; have it corrected; have it erased (RGPD art. 7, 15 to 17, 20 and 21).',
        'Vous pouvez à tout moment, sans motif et sans frais : vous opposer à tout nouvel appel ; retirer votre accord ; voir et recevoir ce que nous détenons ; le faire corriger ; le faire effacer (RGPD art. 7, 15 à 17, 20 et 21).',
      ),
      both(
        'During a call, press 9: it takes effect at once. Otherwise use the page “Why was I called?”, or write to us. You get a reference, and an answer within 30 days.',
        'Pendant un appel, appuyez sur 9 : l’effet est immédiat. Sinon, utilisez la page « Pourquoi m’a-t-on appelé ? », ou écrivez-nous. Vous recevez une référence, et une réponse sous 30 jours.',
      ),
      ...(notice === null
        ? []
        : [both(`Notice of the campaign: ${notice}`, `Notice de la campagne : ${notice}`)]),
      ...(contact === null
        ? []
        : [both(`Data protection: ${contact}`, `Protection des données : ${contact}`)]),
      drawn(drawnAt),
    ],
  }
}

function drawn(at: EpochMs): Said {
  const when = sayWhenInParis(at)
  return both(
    `This letter says what we held on ${when.en}.`,
    `Cette lettre dit ce que nous détenions le ${when.fr}.`,
  )
}

const complaint: Section = {
  heading: both('If you are not satisfied', 'Si vous n’êtes pas satisfait(e)'),
  paragraphs: [
    both(
      'You may complain to the data protection authority: CNIL, 3 place de Fontenoy, TSA 80715, 75334 Paris Cedex 07, www.cnil.fr/plaintes (RGPD art. 77).',
      'Vous pouvez adresser une réclamation à la CNIL, 3 place de Fontenoy, TSA 80715, 75334 Paris Cedex 07, www.cnil.fr/plaintes (RGPD art. 77).',
    ),
  ],
}
