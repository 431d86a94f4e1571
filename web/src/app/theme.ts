/**
 * The palette and its tokens: five colours of ten shades, chosen so that text on them passes WCAG 2.2 AA
 * in light and dark. No other colour is drawn, and Mantine's own are not reachable by name.
 */
import {
  Checkbox,
  type CSSVariablesResolver,
  createTheme,
  type MantineColorsTuple,
  type MantineTheme,
  Notification,
  Radio,
  Switch,
} from '@mantine/core'

const tuple = (shades: string): MantineColorsTuple =>
  shades.split(' ').map((shade) => `#${shade}`) as unknown as MantineColorsTuple

const marine = tuple('f3f7fe e3edff c8dcfe a6c5fd 84aefa 6593eb 4777d2 3562b8 284e99 1e3a71')
const vert = tuple('f0f9f4 e0f2e7 c1e5cf 9dd3b2 77c197 51aa7b 288f5e 0b794c 08633d 07492c')
const ambre = tuple('fdf5ee f8eadb f1d6b7 e5bc8e d7a263 c38739 a86b08 8c5909 734802 563501')
const rouge = tuple('fcf5f4 fde7e4 fdcec8 feaba1 f68b80 e46a60 c94941 af352f 912623 6b1e1b')
const gris = tuple('f6f7f7 ecedee d9dbde c1c4c9 aaaeb4 91969c 767b81 62676d 4f5358 3a3d41')

/** 16 px: readable, and no telephone zooms into a field. By name, so that none is loaded for this. */
const fields = [
  ...['TextInput', 'Textarea', 'NumberInput', 'Select', 'NativeSelect', 'FileInput'],
  ...['MultiSelect', 'TagsInput', 'Autocomplete', 'SegmentedControl'],
]

const heightOf =
  (variable: string, size: string) => (_theme: MantineTheme, props: { readonly size?: unknown }) =>
    (props.size ?? 'sm') === size
      ? { root: { [variable]: '2.5rem' }, wrapper: { [variable]: '2.5rem' } }
      : {}

export const theme = createTheme({
  colors: { marine, vert, ambre, rouge, gris, gray: gris, red: rouge, blue: marine, green: vert },
  primaryColor: 'marine',
  black: '#1a1d21',
  primaryShade: { light: 8, dark: 7 },
  autoContrast: true,
  luminanceThreshold: 0.19,
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Liberation Sans", sans-serif',
  fontFamilyMonospace: 'ui-monospace, "SF Mono", "Cascadia Mono", "Liberation Mono", monospace',
  headings: {
    fontWeight: '680',
    sizes: {
      h1: { fontSize: '1.75rem', lineHeight: '1.2' },
      h2: { fontSize: '1.25rem', lineHeight: '1.3' },
      h3: { fontSize: '1.0625rem', lineHeight: '1.35' },
    },
  },
  components: {
    ...Object.fromEntries(fields.map((name) => [name, { defaultProps: { size: 'md' } }])),
    // Beside a field a button is as high as it is: 40 px both.
    Button: { vars: heightOf('--button-height', 'sm') },
    Input: { vars: heightOf('--input-height', 'md') },
    // A link in a sentence is not told by its colour alone.
    Anchor: { defaultProps: { underline: 'always' } },
    Checkbox: Checkbox.extend({ defaultProps: { size: 'md' } }),
    Radio: Radio.extend({ defaultProps: { size: 'md' } }),
    Switch: Switch.extend({ defaultProps: { size: 'md' } }),
    // role=alert is for what cannot wait; the rest is said politely.
    Notification: Notification.extend({
      defaultProps: { role: 'status' },
      styles: { description: { color: 'var(--mantine-color-dimmed)' } },
    }),
  },
})

export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-body': '#ffffff',
    '--mantine-color-dimmed': '#565d66',
    '--mantine-color-placeholder': '#626973',
    '--mantine-color-anchor': marine[8],
    '--mantine-color-error': rouge[8],
    '--mantine-color-default-border': '#82888f',
    '--pv-page': '#f6f7f7',
    '--pv-card': '#ffffff',
    '--pv-line': gris[2],
    '--pv-soft': marine[0],
    '--pv-soft-text': marine[9],
    '--pv-band-a': ambre[1],
    '--pv-band-b': ambre[0],
    '--pv-band-text': ambre[9],
    '--pv-good': vert[8],
    '--pv-warn': ambre[8],
    '--pv-bad': rouge[8],
    '--pv-good-soft': vert[0],
    '--pv-warn-soft': ambre[0],
    '--pv-bad-soft': rouge[0],
    ...outcomeVariables(outcomeColours.light),
  },
  dark: {
    '--mantine-color-dimmed': '#b3b9c1',
    '--mantine-color-placeholder': '#a2a8b0',
    '--mantine-color-anchor': marine[3],
    '--mantine-color-error': rouge[3],
    '--mantine-color-default-border': '#767c83',
    '--pv-page': '#1a1b1e',
    '--pv-card': '#242424',
    '--pv-line': '#3b3b3b',
    '--pv-soft': '#232c3d',
    '--pv-soft-text': marine[2],
    '--pv-band-a': '#3a2c14',
    '--pv-band-b': '#33260f',
    '--pv-band-text': ambre[2],
    '--pv-good': vert[3],
    '--pv-warn': ambre[3],
    '--pv-bad': rouge[3],
    '--pv-good-soft': '#1d2f26',
    '--pv-warn-soft': '#33291b',
    '--pv-bad-soft': '#3a2220',
    ...outcomeVariables(outcomeColours.dark),
  },
})

/** Always in this order, never by colour alone (a word and a pattern stand beside each). */
export const outcomeGroups = [
  'heardToEnd',
  'heardInPart',
  'notChosen',
  'voicemail',
  'noAnswer',
  'objection',
  'fault',
] as const

const outcomeColours = {
  light: ['#233371', '#5796bd', '#ae8525', '#760ff2', '#656f73', '#a2251d', '#1a100b'],
  dark: ['#4c78f7', '#35cbf8', '#f4c667', '#a05987', '#999486', '#e83529', '#f7f7f8'],
} as const

/** `var(--pv-outcome-heardToEnd)`; not to be drawn on #2e2e2e (2.76 : 1). */
function outcomeVariables(colours: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    outcomeGroups.map((group, index) => [`--pv-outcome-${group}`, colours[index] ?? '']),
  )
}
