/** A check as PDF: what blocks or warns with its article, then who may be called; tagged, text stays text. */
import PDFDocument from 'pdfkit'
import { Failure } from '../base/failure.ts'
import type { Campaign } from '../campaign/campaign.ts'
import type { Said } from '../law/verdict.ts'

const margin = 64
const body = 10.5

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
    measured: 'Mesuré',
    limit: 'passerait',
    people: 'Personnes',
    now: 'maintenant',
    later: 'plus tard',
    never: 'jamais',
    unknown: 'il manque un fait',
    message: 'Empreinte du message',
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
    measured: 'Measured',
    limit: 'would pass',
    people: 'People',
    now: 'now',
    later: 'later',
    never: 'never',
    unknown: 'a fact is missing',
    message: 'Hash of the message',
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
  const document = new PDFDocument({
    ...{ size: 'A4', margin, tagged: true, displayTitle: true, pdfVersion: '1.7' },
    lang: language === 'fr' ? 'fr-FR' : 'en-GB',
    info: { Title: forFont(`${words[language].title} : ${campaign.name}`), Creator: 'Portevoix' },
  })
  const chunks: Buffer[] = []
  document.on('data', (chunk: Buffer) => chunks.push(chunk))
  const written = new Promise<void>((resolve, reject) => {
    document.on('end', resolve).on('error', reject)
  })
  write(document, linesOf(campaign, check, language))
  document.end()
  await written
  return Buffer.concat(chunks)
}

type Line = readonly [style: 'H1' | 'H2' | 'P', text: string]

function linesOf(
  { name, controller }: Pick<Campaign, 'name' | 'controller'>,
  check: WrittenCheck,
  language: Language,
): readonly Line[] {
  const say = words[language]
  const count = new Intl.NumberFormat(language)
  const { people } = check
  return [
    ['H1', `${say.title} : ${name}`],
    ['P', controller],
    [
      'P',
      `${say.judged} ${check.judgedAt}, ${say.law} ${check.lawVersion}, ${check.rulesRead} ${say.rules}.`,
    ],
    ['P', check.launchable ? say.launchable : say.blocked],
    ...(check.messageHash ? ([['P', `${say.message} : ${check.messageHash}`]] as const) : []),
    ...check.findings.flatMap(({ weight, title, article, measured, limit, say: said }): Line[] => [
      ['H2', `${say[weight]} : ${title[language]}`],
      ['P', said[language]],
      ...(article === null ? [] : [['P', article] as const]),
      ['P', `${say.measured} : ${measured} ; ${say.limit} : ${limit}`],
    ]),
    ...(people
      ? ([
          ['H2', `${say.people} : ${count.format(people.people)}`],
          ...(['now', 'later', 'never', 'unknown'] as const).map(
            (kind) => ['P', `${say[kind]} : ${count.format(people[kind])}`] as const,
          ),
          ...people.reasons.map(
            ({ title, people: each }) =>
              ['P', `${count.format(each)} × ${title[language]}`] as const,
          ),
        ] as const)
      : []),
  ]
}

const fonts = {
  H1: ['Helvetica-Bold', 18],
  H2: ['Helvetica-Bold', 12],
  P: ['Helvetica', body],
} as const

function write(document: PDFKit.PDFDocument, lines: readonly Line[]): void {
  const root = document.struct('Document')
  document.addStructure(root)
  for (const [style, text] of lines) {
    root.add(
      document.struct(style, {}, () => {
        const [font, size] = fonts[style]
        document
          .font(font)
          .fontSize(size)
          .text(forFont(text), { paragraphGap: body / 2 })
      }),
    )
  }
  root.end()
}

/** The standard fonts have no narrow no-break space: the ordinary one reads the same. */
const forFont = (text: string): string => text.replaceAll('\u202f', '\u00a0')
