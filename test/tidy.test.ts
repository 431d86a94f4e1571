/**
 * The style as a test: who may import whom, what pure folders may not contain, lengths, unique test
 * names, generated pages equal to the code. Read CONTRIBUTING.md for the reasons.
 */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import { generatedDocs } from '../scripts/docs.ts'
import { generatedApi } from '../scripts/openapi.ts'
import { bannedIn, importsOf, longFunctionsIn, sourceFiles, testNamesIn } from './support/source.ts'

const FILE_LINES_MAX = 400
const FUNCTION_LINES_MAX = 70
const LINE_COLUMNS_MAX = 120

const domain = [
  'base',
  'access',
  'contacts',
  'campaign',
  'law',
  'dialer',
  'call',
  'phonebank',
  'money',
  'report',
  'rights',
]
const protocols = ['sip', 'sdp', 'rtp', 'audio']
const pure = [...domain, ...protocols]

/** Folder of src → folders it may import. What is absent is forbidden. */
const mayImport: Record<string, readonly string[]> = {
  base: [],
  access: ['base'],
  contacts: ['base'],
  campaign: ['base'],
  law: ['base', 'contacts', 'campaign'],
  call: ['base', 'campaign', 'law', 'money'],
  dialer: ['base', 'contacts', 'campaign', 'law', 'call'],
  money: ['base'],
  report: ['base', 'contacts', 'campaign', 'call'],
  sip: ['base'],
  sdp: ['base'],
  rtp: ['base'],
  audio: ['base'],
  telephony: ['base', 'contacts', 'campaign', 'law', 'call', ...protocols],
  rights: ['base', 'contacts', 'campaign', 'law', 'call'],
  store: ['base', 'access', 'contacts', 'campaign', 'law', 'call', 'money', 'report', 'rights'],
  intake: ['base', 'contacts', 'campaign', 'audio', 'store'],
  runner: ['base', 'contacts', 'campaign', 'law', 'call', 'dialer', 'money', 'store'],
  engine: [...domain, 'access', 'audio', 'telephony', 'store', 'runner', 'screening'],
  screening: ['base', 'contacts', 'campaign', 'law', 'call', 'store'],
  evidence: [...domain, 'audio', 'store'],
  tasks: ['base', 'access', 'store'],
  webhooks: ['base', 'store'],
  http: [
    ...domain,
    ...['audio', 'telephony', 'store', 'intake', 'runner', 'screening', 'evidence', 'engine'],
    ...['access', 'tasks', 'money', 'webhooks'],
  ],
  cli: [
    ...pure,
    'telephony',
    'store',
    'intake',
    'runner',
    'engine',
    'screening',
    'evidence',
    'http',
    'config.ts',
  ],
  'config.ts': ['base'],
  'main.ts': ['cli', 'base', 'config.ts'],
}

/** The reader of the machine's clocks, and the port whose implementations wait for the network. */
const edgesInPureFolders = ['src/base/clock.ts', 'src/call/telephony.ts']

const files = sourceFiles()
const inSrc = files.filter(
  (file) => file.name.startsWith('src/') && !file.name.endsWith('.test.ts'),
)

test('tidy: each folder imports only what the table allows', () => {
  const wrong: string[] = []
  for (const file of inSrc) {
    const from = file.name.split('/')[1] as string
    const allowed = mayImport[from]
    assert.ok(allowed, `src/${from} is not in the import table of test/tidy.test.ts`)
    for (const target of importsOf(file)) {
      if (!target.startsWith('src/')) continue
      const to = target.split('/')[1] as string
      if (to !== from && !allowed.includes(to)) wrong.push(`${file.name} imports ${target}`)
    }
  }
  assert.deepEqual(wrong, [])
})

/** What runs in a browser too: pure, and small. Of the routes' folder only types, which leave no trace. */
const webMayImport =
  /^(web|src\/(base|access|campaign|call|report|money)|src\/dialer\/statusSentence\.ts)\b/

test('tidy: the web app imports pure modules of src, and only types of the routes', () => {
  const wrong: string[] = []
  for (const file of files.filter(({ name }) => /^web\/src\/.*(?<!\.test)\.tsx?$/.test(name))) {
    const code = file.code.replace(
      /^import type\b[^'"]*['"][./]*\/src\/http\/api\/[^'"]+['"]/gm,
      '',
    )
    for (const target of importsOf({ ...file, code })) {
      if (target.startsWith('src/') && !webMayImport.test(target)) {
        wrong.push(`${file.name} imports ${target}`)
      }
      if (
        target === '@tabler/icons-react' &&
        !/^import type .*@tabler\/icons-react'/m.test(file.code)
      ) {
        wrong.push(`${file.name} imports all icons: take @tabler/icons-react/icons/IconX`)
      }
    }
  }
  assert.deepEqual(wrong, [])
})

test('tidy: no import cycle between files', () => {
  const graph = new Map(inSrc.map((file) => [file.name, importsOf(file)]))
  assert.deepEqual(findCycle(graph), [])
})

test('tidy: pure folders have no waiting, clock, randomness, process, console or node module', () => {
  const isPure = (name: string): boolean =>
    pure.includes(name.split('/')[1] as string) && !edgesInPureFolders.includes(name)
  const wrong = inSrc.filter((file) => isPure(file.name)).flatMap((file) => bannedIn(file))
  assert.deepEqual(wrong, [])
})

test('tidy: no bench loads the test runner, whose hooks on every promise would be measured', () => {
  const byName = new Map(files.map((file) => [file.name, file]))
  const loadedBy = (name: string, loaded = new Set<string>()): ReadonlySet<string> => {
    const file = byName.get(name)
    if (loaded.has(name) || file === undefined) return loaded.add(name)
    loaded.add(name)
    const code = file.code.replace(/^import type\b[^'"]*['"][^'"]+['"]/gm, '')
    for (const target of importsOf({ ...file, code })) loadedBy(target, loaded)
    return loaded
  }
  const benches = files.filter(({ name }) => name.startsWith('bench/')).map(({ name }) => name)
  assert.ok(loadedBy('test/tidy.test.ts').has('node:test'), 'it can be seen')
  assert.deepEqual(
    benches.filter((name) => loadedBy(name).has('node:test')),
    [],
  )
})

test('tidy: process.env is read in src/config.ts only', () => {
  const readers = inSrc.filter((file) => /process\.env\b/.test(file.code)).map((file) => file.name)
  assert.deepEqual(readers, ['src/config.ts'])
})

test('tidy: SQL takes the instant as a value and never reads a clock', () => {
  const sqlFiles = files.filter((file) => /^(migrations|src\/store)\//.test(file.name))
  const readers = sqlFiles
    .filter((file) =>
      /\b(now\(\)|current_timestamp|clock_timestamp|statement_timestamp)/i.test(file.code),
    )
    .map((file) => file.name)
  assert.deepEqual(readers, [])
})

/** Written by a script from something else that is in the tree. */
const isGenerated = (name: string): boolean => name.endsWith('.gen.ts')

test('tidy: files, functions and lines stay short', () => {
  const wrong: string[] = []
  for (const file of files) {
    const lines = file.text.split('\n')
    if (!/\.(tsx?|js|sql)$/.test(file.name) || isGenerated(file.name)) continue
    if (lines.length - 1 > FILE_LINES_MAX) wrong.push(`${file.name} has ${lines.length - 1} lines`)
    lines.forEach((line, index) => {
      // A sentence in quotes is not broken over lines: it can be searched for as a person saw it.
      const { length } = line.replace(/'(?:[^'\\]|\\.)*'|`[^`]*`|"[^"]*"/g, "''")
      if (length > LINE_COLUMNS_MAX) wrong.push(`${file.name}:${index + 1} has ${length} columns`)
    })
    if (/\.tsx?$/.test(file.name)) wrong.push(...longFunctionsIn(file, FUNCTION_LINES_MAX))
  }
  assert.deepEqual(wrong, [])
})

test('tidy: no skipped, exclusive or repeated test', () => {
  const seen = new Map<string, string>()
  const wrong: string[] = []
  for (const file of files.filter(({ name }) => name.endsWith('.test.ts'))) {
    if (/\b(test|it|describe|suite)\.(skip|only|todo)\b|\b(skip|only|todo): /.test(file.code)) {
      wrong.push(`${file.name} skips or singles out a test`)
    }
    for (const name of testNamesIn(file)) {
      const other = seen.get(name)
      if (other) wrong.push(`"${name}" stands in ${other} and in ${file.name}`)
      seen.set(name, file.name)
    }
  }
  assert.deepEqual(wrong, [])
})

test('tidy: nothing unfinished or forbidden by the house style', () => {
  const banned: readonly (readonly [RegExp, string])[] = [
    [/\b(TODO|FIXME|XXX|HACK)\b/, 'unfinished work'],
    [/^export default\b/m, 'a default export'],
    [/^export \* from/m, 'a barrel'],
    [/\bcatch\s*(\([^)]*\))?\s*\{\s*\}/, 'a silent catch'],
    [/@ts-ignore|@ts-nocheck/, 'a silenced type error'],
  ]
  // Nobody writes what is generated: of a million letters of weights some make a word.
  const written = files.filter(({ name }) => !/^test\/tidy\.test\.ts$|\.gen\.ts$/.test(name))
  const wrong = written
    .filter(({ name }) => /\.(tsx?|js|sql)$/.test(name))
    .flatMap((file) =>
      banned
        .filter(([pattern]) => pattern.test(file.text))
        .map(([, what]) => `${file.name}: ${what}`),
    )
  assert.deepEqual(wrong, [])
})

test('tidy: whole telephone numbers in the tree are fiction, caller IDs or never diallable', () => {
  const fiction = /^(?:\+33|0033|0)(?:19900|26191|35301|46571|53649|63998)/
  const wrong: string[] = []
  for (const file of files.filter(({ name }) =>
    /^(README|docs\/|examples\/.*\.(md|json))/.test(name),
  )) {
    for (const [run] of file.text.matchAll(
      /(?<![\d.])(?:\+33|0)[\s.]?[1-79](?:[\s.]?\d\d){4}(?!\d)/g,
    )) {
      const digits = run.replace(/[\s.]/g, '')
      if (!fiction.test(digits) && !/^(\+33|0)163/.test(digits)) wrong.push(`${file.name}: ${run}`)
    }
  }
  assert.deepEqual(wrong, [])
})

test('tidy: generated pages equal what the code says; mend with `npm run docs`', async () => {
  const texts = { ...generatedDocs(), ...(await generatedApi()) }
  for (const [name, text] of Object.entries(texts)) {
    const onDisk = readFileSync(path.join(import.meta.dirname, '..', name), 'utf8')
    assert.equal(onDisk, text, `${name} is out of date`)
  }
})

function findCycle(graph: ReadonlyMap<string, readonly string[]>): readonly string[] {
  const finished = new Set<string>()
  const walk = (name: string, trail: readonly string[]): readonly string[] => {
    if (trail.includes(name)) return [...trail.slice(trail.indexOf(name)), name]
    if (finished.has(name)) return []
    for (const next of graph.get(name) ?? []) {
      const cycle = walk(next, [...trail, name])
      if (cycle.length > 0) return cycle
    }
    finished.add(name)
    return []
  }
  for (const name of graph.keys()) {
    const cycle = walk(name, [])
    if (cycle.length > 0) return cycle
  }
  return []
}
