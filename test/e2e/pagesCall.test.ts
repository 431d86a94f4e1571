/** The code is truly spoken: SIP and RTP on loopback to a practice phone, which tells what it heard. */
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { after, test } from 'node:test'
import { realClock } from '../../src/base/clock.ts'
import type { E164 } from '../../src/base/units.ts'
import type { Trunk } from '../../src/call/trunk.ts'
import { openCodeCalls } from '../../src/http/codeCalls.ts'
import { codeHeard, codeWords, loadVoices, partsOf } from '../../src/http/codeVoice.ts'
import { askCode } from '../../src/store/postgres/spokenCodes.ts'
import { openMediaEngine } from '../../src/telephony/media.ts'
import { startPracticeCarrier } from '../../src/telephony/practice/carrier.ts'
import { only } from '../../src/telephony/practice/population.ts'
import { openTelephony } from '../../src/telephony/telephony.ts'
import { openTestDatabase, urlOf } from '../support/database.ts'
import { addContacts, aTrunk, numberOf, singles } from '../support/dialling.ts'
import { Browser } from '../support/pagesWorld.ts'
import { portevoix } from '../support/portevoix.ts'

const organisation = 1

test('code call: the digits arrive as sound, in order and twice, in the language that was asked for', async () => {
  const database = await openTestDatabase()
  await addContacts(database, singles(2))
  const voices = await loadVoices()
  const carrier = await startPracticeCarrier({
    seed: 1,
    mix: only('pressesNothing'),
    parts: partsOf(voices),
    clips: voices.clips,
  })
  const trunk: Trunk = { ...aTrunk, host: carrier.host, port: carrier.port }
  const media = await openMediaEngine()
  const telephony = await openTelephony({
    ...{ trunks: [trunk], media, clock: realClock, version: 'test', mediaPorts: 'shared' },
  })
  const over: [E164, boolean][] = []
  const bothOver = Promise.withResolvers<void>()
  const codes = await openCodeCalls({
    ...{ database, organisation, telephony, trunk, voices, clock: realClock },
    callerId: aTrunk.callerIds[0],
    onEnded: (number, said) => {
      over.push([number, said])
      if (over.length === 2) bothOver.resolve()
    },
    log: (line) => assert.fail(line),
  })
  const spoken = [
    { number: numberOf(0), digits: '088415', language: 'fr' },
    { number: numberOf(1), digits: '730022', language: 'en' },
  ] as const
  try {
    const now = realClock.epoch()
    for (const { number, digits, language } of spoken) {
      const session = Buffer.alloc(32, digits)
      const asked = { organisation, purpose: 'data', session, number, about: null } as const
      const answer = await askCode(database, { ...asked, codeHash: session }, now)
      assert.ok(answer.is === 'asked')
      codes.ask({
        ...{ code: answer.code, digits, number, language },
        purpose: 'data',
        askedAt: now,
      })
    }
    await bothOver.promise
    assert.deepEqual(
      over.map(([, said]) => said),
      [true, true],
    )
    const records = await carrier.records()
    for (const { number, digits, language } of spoken) {
      const heard = records.find((record) => record.number === number)?.heard ?? []
      const clips = heard.map(({ clip }) => clip)
      // By the practice phone's own ear: who speaks, the digits, the digits again, goodbye.
      assert.equal(clips[0], voices.word(language, 'intro'))
      assert.equal(clips.at(-1), voices.word(language, 'goodbye'))
      assert.equal(clips.flatMap((clip) => voices.digitOf(clip) ?? []).join(''), digits + digits)
      assert.ok(clips.every((clip) => codeWords(voices, language, digits).includes(clip)))
      assert.equal(codeHeard(clips, voices), digits)
    }
  } finally {
    await codes.close()
    await telephony.close()
    await carrier.close()
    await database.close()
  }
})

test('code call: what is heard once is shown once, a repetition is left out, a stutter is not', async () => {
  const voices = await loadVoices()
  const said = (digits: string) => [...digits].map((digit) => voices.word('fr', digit as '0'))
  const [intro, again] = [voices.word('fr', 'intro'), voices.word('fr', 'again')]
  assert.equal(codeHeard([intro, ...said('482913'), again, ...said('482913')], voices), '482913')
  assert.equal(codeHeard([intro, ...said('482')], voices), '482')
  assert.equal(codeHeard([], voices), '')
})

const command = path.join(import.meta.dirname, '..', '..', 'bin', 'portevoix.js')
const children: ReturnType<typeof spawn>[] = []
after(() => {
  for (const child of children) child.kill('SIGKILL')
})

test('portevoix pages: a code typed from the practice phone opens the file; Ctrl-C ends it cleanly', async () => {
  const database = await openTestDatabase()
  await addContacts(database, singles(1))
  const env = { ...process.env, DATABASE_URL: urlOf(database) }
  const child = spawn(process.execPath, [command, 'pages', '--port', '0', '--json'], { env })
  children.push(child)
  const exited = once(child, 'exit')
  let errors = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors += text
  })
  try {
    const [line] = await once(createInterface({ input: child.stdout }), 'line')
    const { url, practice } = JSON.parse(line as string)
    assert.equal(practice, true)
    const browser = new Browser(url.replace(/\/$/, ''), { language: 'en' })
    await browser.submit('/why', '/why', { number: '06 39 98 00 00' })
    assert.match((await browser.get('/why/code')).body, /\/practice\/phone/)
    const code = await heardOnPage(browser)
    // Another browser does not see what this one's phone heard.
    assert.doesNotMatch(
      (await new Browser(url.slice(0, -1)).get('/practice/phone')).body,
      /class="heard"/,
    )
    const opened = await browser.submit('/why/code', '/why/code', { code })
    assert.equal(opened.headers.location, '/why/file')
    assert.match((await browser.get('/why/file')).body, /What we know about your number/)
    child.kill('SIGTERM')
    assert.deepEqual(await exited, [0, null])
    assert.doesNotMatch(errors, /3363998|0639980000/)
  } finally {
    await database.close()
  }
})

test('portevoix pages: with a trunk that is not the program’s own nobody can read a code on a page', async () => {
  const database = await openTestDatabase()
  const { rows } = await database.pool.query(
    `insert into trunk (id, kind, host, port, calls_per_second, concurrent_calls, caller_ids)
     values ('codes', 'real', '127.0.0.1', 5099, 1, 1, '{+33163001234}') returning id`,
  )
  assert.equal(rows.length, 1)
  const env = { ...process.env, DATABASE_URL: urlOf(database) }
  const child = spawn(
    process.execPath,
    [command, 'pages', '--port', '0', '--json', '--trunk', 'codes'],
    { env },
  )
  children.push(child)
  const exited = once(child, 'exit')
  try {
    const [line] = await once(createInterface({ input: child.stdout }), 'line')
    const { url, practice } = JSON.parse(line as string)
    assert.equal(practice, false)
    const browser = new Browser(url.replace(/\/$/, ''))
    await browser.submit('/why', '/why', { number: '06 39 98 00 00' })
    assert.equal((await browser.get('/practice/phone')).status, 404)
    assert.doesNotMatch((await browser.get('/why/code')).body, /practice|Répétition/)
    child.kill('SIGINT')
    assert.deepEqual(await exited, [0, null])
  } finally {
    await database.close()
  }
})

test('portevoix pages offer: a wording becomes a page, an unusable one says what to do', async () => {
  const database = await openTestDatabase()
  const env = { DATABASE_URL: urlOf(database) }
  const folder = await mkdtemp(path.join(tmpdir(), 'portevoix-offer-'))
  const [good, empty] = [path.join(folder, 'wording.txt'), path.join(folder, 'empty.txt')]
  const offer = (file: string, ...more: readonly string[]) =>
    portevoix(
      [
        ...['pages', 'offer', '--json', '--controller', 'Liste Exemple', '--wording', file],
        ...['--wording-version', '2027-1', '--until', '2027-05-02', ...more],
      ],
      env,
    )
  try {
    await writeFile(good, '\ufeffJ’accepte\r\nd’être appelé(e).\r\n')
    await writeFile(empty, ' \n')
    const made = (await offer(good)).json()
    assert.match(made['path'] as string, /^\/consent\/[a-z2-9]{10}$/)
    assert.equal(made['endsAt'], '2027-05-01T22:00:00.000Z')
    const { rows } = await database.pool.query<{ wording: string }>(
      'select wording from consent_offer',
    )
    const [line, own, , , , adult] = (rows[0]?.wording ?? '').split('\n')
    assert.deepEqual([line, own, adult], ['J’accepte', 'd’être appelé(e).', 'J’ai 18 ans ou plus.'])
    assert.equal((await offer(empty)).exitCode, 4)
    assert.equal((await offer(good, '--until', 'soon')).exitCode, 2)
    assert.equal((await portevoix(['pages', '--trunk', 'none'], env)).exitCode, 3)
  } finally {
    await rm(folder, { recursive: true, force: true })
    await database.close()
  }
})

/** Looks at the practice phone until it has heard all six digits. */
async function heardOnPage(browser: Browser): Promise<string> {
  for (;;) {
    const { body } = await browser.get('/practice/phone')
    const code = /class="heard">([\d ]+)</.exec(body)?.[1]?.replaceAll(' ', '') ?? ''
    if (code.length === 6) return code
    await new Promise((resolve) => setTimeout(resolve, 500))
  }
}
