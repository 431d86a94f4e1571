/** The papers asked for in this step, and the fields of each. */
export const paperParts = [
  'financialAgent',
  'payer',
  'sponsor',
  'numberMandate',
  'noticeUrl',
  'dataProtectionContact',
  'processorContract',
  'impactAssessment',
  'voiceCloning',
  'reattestation',
] as const
export type PaperPart = (typeof paperParts)[number]

export type PaperField =
  | 'name'
  | 'reference'
  | 'url'
  | 'contact'
  | 'kind'
  | 'establishedIn'
  | 'funding'

export const fieldsOf: Readonly<Record<PaperPart, readonly PaperField[]>> = {
  financialAgent: ['name'],
  payer: ['name'],
  sponsor: ['name', 'kind', 'establishedIn', 'funding'],
  numberMandate: ['reference'],
  noticeUrl: ['url'],
  dataProtectionContact: ['contact'],
  processorContract: ['reference'],
  impactAssessment: ['reference'],
  voiceCloning: ['reference'],
  reattestation: [],
}

/** What was declared, as its form shows it again. */
export function writtenIn(part: PaperPart, value: unknown): Readonly<Record<string, string>> {
  const [only] = fieldsOf[part]
  if (typeof value === 'string') return only === undefined ? {} : { [only]: value }
  if (typeof value !== 'object' || value === null) return { establishedIn: 'FR', kind: 'candidate' }
  return Object.fromEntries(
    Object.entries(value).filter(
      (entry): entry is [string, string] => typeof entry[1] === 'string',
    ),
  )
}

/** Of these the paper itself may be sent: its hash is kept. */
export const documents: ReadonlySet<PaperPart> = new Set([
  ...(['numberMandate', 'processorContract', 'impactAssessment', 'voiceCloning'] as const),
  'sponsor',
])

/** What was kept of the paper that was sent; undefined: none was. */
export function hashIn(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null || !('sha256' in value)) return undefined
  return typeof value.sha256 === 'string' ? value.sha256 : undefined
}
