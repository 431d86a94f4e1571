/** A check as PDF: what blocks or warns with its article, then who may be called; tagged, text stays text. */
import { Failure } from '../base/failure.ts'
import type { Campaign } from '../campaign/campaign.ts'
import type { Said } from '../law/verdict.ts'
import { measuredIn } from '../report/measuredWords.ts'
import { withoutCommand } from '../report/withoutCommand.ts'
import {
  dim,
  figures,
  heading,
  instantInParis,
  notice,
  onPaper,
  type Paper,
  paragraph,
  table,
} from './paper.ts'

/** What the check kept: the parts of it that are written on paper. */
export interface WrittenCheck {
  readonly judgedAt: string
  readonly lawVersion: string
  readonly rulesRead: number
  readonly launchable: boolean
  readonly messageHash: string | null
  readonly findings: readonly {
    readonly weight: 'blocks' | 'warns'
    readonly title: Said
    readonly article: string | null
    readonly measured: string
    readonly limit: string
    readonly say: Said
  }[]
  readonly people: {
    readonly people: number
    readonly now: number
    readonly later: number
    readonly never: number
    readonly unknown: number
    readonly reasons: readonly { readonly title: Said; readonly people: number }[]
  } | null
}

type Language = 'fr' | 'en'

const words = {
  fr: {
    title: 'Vérification avant lancement',
    judged: 'Jugé au',
    law: 'droit',
    rules: 'règles lues',
    launchable: 'La campagne peut être lancée.',
    blocked: 'La campagne ne peut pas être lancée.',
    blocks: 'Bloque',
    warns: 'À surveiller',
    measured: 'Trouvé',
    limit: 'Il faudrait',
    people: 'Personnes',
    now: 'maintenant',
    later: 'plus tard',
    never: 'jamais',
    unknown: 'il manque un fait',
    message: 'Empreinte du message',
    reasons: 'Pourquoi pas maintenant',
  },
  en: {
    title: 'Check before launch',
    judged: 'Judged as of',
    law: 'law',
    rules: 'rules read',
    launchable: 'The campaign may be launched.',
    blocked: 'The campaign may not be launched.',
    blocks: 'Blocks',
    warns: 'To watch',
    measured: 'Found',
    limit: 'Would pass',
    people: 'People',
    now: 'now',
    later: 'later',
    never: 'never',
    unknown: 'a fact is missing',
    message: 'Hash of the message',
    reasons: 'Why not now',
  },
} as const

export async function checkPdf(
  campaign: Pick<Campaign, 'name' | 'controller'>,
  check: WrittenCheck | null,
  language: Language,
): Promise<Buffer> {
  if (check === null) {
    throw new Failure('notFound', 'This campaign was not checked yet: ask for a check first.', {
      fr: 'Cette campagne n’a pas encore été vérifiée : demandez d’abord une vérification.',
    })
  }
  const say = words[language]
  const title = `${say.title}${colonOf(language)}${campaign.name}`
  const look = { title, language, madeAt: new Date(check.judgedAt) }
  return onPaper(look, (paper) => {
    const { judgedAt, lawVersion, rulesRead, launchable, messageHash, people } = check
    heading(paper, 'H1', title)
    paragraph(paper, campaign.controller)
    const judged = `${say.judged} ${instantInParis(new Date(judgedAt), language)}`
    const rules = `${say.law} ${lawVersion}, ${rulesRead} ${say.rules}`
    paragraph(paper, `${judged}, ${rules}.`, { colour: dim, size: 9 })
    if (messageHash) {
      paragraph(paper, `${say.message}${colonOf(language)}${messageHash}`, { colour: dim, size: 9 })
    }
    notice(paper, launchable ? say.launchable : say.blocked, launchable ? good : bad)
    for (const weight of ['blocks', 'warns'] as const) {
      writeFindings(
        paper,
        check.findings.filter((each) => each.weight === weight),
        language,
      )
    }
    if (people) writePeople(paper, people, language)
  })
}

const good = '#0b794c'
const bad = '#af352f'

const colonOf = (language: Language): string => (language === 'fr' ? '\u202f: ' : ': ')

function writeFindings(paper: Paper, findings: WrittenCheck['findings'], language: Language): void {
  const [first] = findings
  if (!first) return
  const say = words[language]
  const colon = colonOf(language)
  heading(paper, 'H2', `${say[first.weight]} (${findings.length})`)
  for (const { title, article, measured, limit, say: said } of findings) {
    heading(paper, 'H3', withoutCommand(said[language]))
    const about = [title[language], ...(article === null ? [] : [article])].join(' · ')
    paragraph(paper, about, { colour: dim, size: 9 })
    if (measured === 'not known') continue
    const found = `${say.measured}${colon}${measuredIn(measured, language)}`
    const passes = `${say.limit}${colon}${measuredIn(limit, language)}`
    paragraph(paper, `${found} · ${passes}`, { colour: dim, size: 9 })
  }
}

function writePeople(
  paper: Paper,
  people: NonNullable<WrittenCheck['people']>,
  language: Language,
): void {
  const say = words[language]
  const count = (value: number): string =>
    value.toLocaleString(language === 'fr' ? 'fr-FR' : 'en-GB')
  heading(paper, 'H2', `${say.people}${colonOf(language)}${count(people.people)}`)
  figures(
    paper,
    (['now', 'later', 'never', 'unknown'] as const).map((kind) => [count(people[kind]), say[kind]]),
  )
  if (people.reasons.length === 0) return
  heading(paper, 'H3', say.reasons)
  table(
    paper,
    people.reasons.map(({ title, people: each }) => [title[language], count(each)]),
    { widths: [paper.width - 80, 80] },
  )
}
