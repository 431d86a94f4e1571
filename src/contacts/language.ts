/**
 * The language a person asked to be spoken to in, as they gave it: BCP 47 tags and the names people
 * write. Never guessed from a name or a place: that would suppose an origin (RGPD art. 9).
 */

const names: Readonly<Record<string, string>> = {
  fr: 'francais french fra fre',
  en: 'anglais english eng',
  es: 'espagnol spanish spa',
  pt: 'portugais portuguese por',
  de: 'allemand german deu ger',
  it: 'italien italian ita',
  ar: 'arabe arabic ara',
  br: 'breton bre',
  oc: 'occitan oci',
  co: 'corse corsican cos',
  eu: 'basque eus baq',
  ca: 'catalan cat',
  gsw: 'alsacien alsatian',
  rcf: 'reunionnais',
  gcf: 'creole antillais',
  ty: 'tahitien tahitian tah',
  fsl: 'lsf',
}
const tagOf = new Map(
  Object.entries(names).flatMap(([tag, written]) =>
    [tag, ...written.split(' ')].map((name) => [name, tag] as const),
  ),
)

/** `Français`, `fr-FR`, `FR` → `fr`; undefined: no language we know how to write. */
export function parseLanguage(written: string): string | undefined {
  const text = written.normalize('NFKD').replace(/\p{M}/gu, '').trim().toLowerCase()
  const known = tagOf.get(text)
  if (known !== undefined) return known
  const primary = /^([a-z]{2,3})(?:[-_][a-z0-9]{2,8})*$/.exec(text)?.[1]
  if (primary === undefined) return undefined
  return tagOf.get(primary) ?? (primary.length === 2 ? primary : undefined)
}
