/** The form of a source: its values, what is missing in them, and what is sent. Pure. */
import type { components } from '../../api/schema.gen.ts'

export type SourceDeclaration = components['schemas']['SourceDeclaration']
export type KnownSource = components['schemas']['Source']

export interface SourceValues {
  readonly kind: SourceDeclaration['kind']
  readonly holder: string
  readonly from: string
  readonly to: string
  readonly agreed: boolean
  readonly controller: string
  readonly channel: 'automate' | 'volunteer'
  readonly wordings: readonly { readonly version: string; readonly text: string }[]
  readonly slots: string
}

export const emptySource = (holder: string, controller: string): SourceValues => ({
  ...{ kind: 'ownForm', holder, from: '', to: '', agreed: true, controller },
  ...{ channel: 'automate', wordings: [{ version: 'v1', text: '' }], slots: '' },
})

export const valuesOfSource = (source: KnownSource): SourceValues => ({
  ...{ kind: source.kind, holder: source.holder, from: source.collectedFrom },
  ...{ to: source.collectedTo, agreed: source.controller !== null },
  controller: source.controller ?? '',
  channel: source.channel ?? 'automate',
  wordings: source.wordings.length > 0 ? source.wordings : [{ version: 'v1', text: '' }],
  slots: '',
})

/** A directory is no consent, whatever is ticked. */
export const mayAgree = ({ kind }: Pick<SourceValues, 'kind'>): boolean => kind !== 'directory'

export type SourceField = 'holder' | 'from' | 'to' | 'controller' | 'wording' | 'version'

export function wrongIn(values: SourceValues): readonly SourceField[] {
  const { holder, from, to, agreed, controller, wordings } = values
  const consents = agreed && mayAgree(values)
  return [
    ...(holder.trim() === '' ? (['holder'] as const) : []),
    ...(from === '' ? (['from'] as const) : []),
    ...(to === '' || to < from ? (['to'] as const) : []),
    ...(consents && controller.trim() === '' ? (['controller'] as const) : []),
    ...(consents && wordings.some(({ text }) => text.trim() === '') ? (['wording'] as const) : []),
    ...(consents && wordings.some(({ version }) => version.trim() === '')
      ? (['version'] as const)
      : []),
  ]
}

export function declarationOf(values: SourceValues): SourceDeclaration {
  const { kind, holder, from, to, agreed, controller, channel, wordings, slots } = values
  const source = { kind, holder: holder.trim(), collectedFrom: from, collectedTo: to }
  if (!agreed || !mayAgree(values)) return source
  return {
    ...{ ...source, controller: controller.trim(), channel },
    wordings: wordings.map(({ version, text }) => ({ version: version.trim(), text: text.trim() })),
    ...(slots.trim() !== '' && { slots: slots.trim() }),
  }
}
