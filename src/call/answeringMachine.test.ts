import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { plan as ignoring, run } from '../../test/support/attemptScript.ts'
import type { ClipId } from '../base/ids.ts'
import { ms, seconds } from '../base/units.ts'
import { greetingMaxMs, stillUpMs, wordPatienceMs } from '../campaign/answeringMachines.ts'
import { earlyWordsMs, fullWithinMs, voicemailStartsMax } from './answeringMachine.ts'
import { type AttemptPlan, goneTimeoutMs, listensMax, promptMaxMs } from './attemptState.ts'

const how = {
  machineConfidence: 0.8,
  decideWithinMs: ms(4000),
  quietAfterMs: ms(1200),
  beepMs: ms(80),
}
const pauses = [
  { fromMs: ms(2000), toMs: ms(2200) },
  { fromMs: ms(4000), toMs: ms(4150) },
  { fromMs: ms(8000), toMs: ms(8000) },
]
/** The gate has 8 s with pauses at 2 and 4 s, the voicemail 30 s; talks 180 s at most. */
const leaving: AttemptPlan = {
  ...ignoring,
  maxTalkMs: seconds(180),
  machines: { how, pauses, voicemail: { clip: 'voicemail' as ClipId, durationMs: seconds(30) } },
}
const hangingUp: AttemptPlan = { ...ignoring, machines: { how, pauses } }

/** Answered at 0, placed before; the effects from the answer on. */
const up = '-5 start; -4 ringing; 0 answered'
const told = (script: string, plan = leaving): string =>
  run(`${up}; ${script}`, plan).effects.replace('-5 place; 0 play gate; 0 listen; ', '')

const machine = '3 amd machine'
const recording = `${machine}; 4; 9 beep`

// biome-ignore format: a table, one life of a call a row
const lives: readonly [title: string, script: string, effects: string][] = [
  ['our words stop at the next pause, the voicemail begins with the beep, and the line stays up for a second',
    `${recording}; 39 played voicemail; 40.05 gone us`,
    '4 stopPlaying; 9 play voicemail; 40 hangUp; 40.05 end voicemailLeft'],
  ['no pause in time: our message stops in the middle of a word', '5 amd machine; 10 gone callee', '6.5 stopPlaying; 10 end mailboxFull'],
  ['a verdict within a pause stops it at once', '2.1 amd machine; 2.1; 10 gone callee', '2.1 stopPlaying; 10 end mailboxFull'],
  ['our first words are over before the pause is', '7 amd machine; 7.9 played gate; 9 beep; 10 gone callee',
    '9 play voicemail; 10 end voicemailCut'],
  ['nobody speaks when the verdict falls after our first words', '8 played gate; 9 amd machine; 12 beep; 13 gone callee',
    '12 play voicemail; 13 end voicemailCut'],
  ['a greeting without a beep: the voicemail begins when it is over', `${machine}; 9 quiet; 39 played voicemail; 40.1 gone us`,
    '4 stopPlaying; 9 play voicemail; 40 hangUp; 40.1 end voicemailLeft'],
  ['the greeting was over before the verdict', '2 quiet; 3 amd machine; 5 gone callee',
    '4 stopPlaying; 4 play voicemail; 5 end mailboxFull'],
  ['the beep was over before the verdict', '2 beep; 3 amd machine; 5 gone callee',
    '4 stopPlaying; 4 play voicemail; 5 end voicemailCut'],
  ['a beep while our words end', '3 amd machine; 3.5 beep; 6 gone callee', '3.5 play voicemail; 6 end voicemailCut'],
  ['a beep in the middle of the voicemail begins it again', `${machine}; 9 quiet; 12 beep; 42 played voicemail; 43.1 gone us`,
    '4 stopPlaying; 9 play voicemail; 12 play voicemail; 43 hangUp; 43.1 end voicemailLeft'],
  ['a beep only after all was said: it was said too early, and is said again',
    `${machine}; 9 quiet; 39 played voicemail; 39.5 beep; 69.5 played voicemail; 70.6 gone us`,
    '4 stopPlaying; 9 play voicemail; 39.5 play voicemail; 70.5 hangUp; 70.6 end voicemailLeft'],
  ['the end of a start that was replaced is no end', `${recording}; 20 beep; 20.1 played voicemail; 50 played voicemail; 51.1 gone us`,
    '4 stopPlaying; 9 play voicemail; 20 play voicemail; 51 hangUp; 51.1 end voicemailLeft'],
  ['a greeting that pauses and goes on is heard out; who speaks is listened for',
    `${machine}; 7 quiet; 8 speaks; 10 beep; 40 played voicemail; 41.1 gone us`,
    '4 stopPlaying; 7 play voicemail; 8 stopPlaying; 8 listen; 10 play voicemail; 41 hangUp; 41.1 end voicemailLeft'],
  ['the mailbox hangs up without a beep: it is full', `${machine}; 8 gone callee`, '4 stopPlaying; 8 end mailboxFull'],
  ['the mailbox hangs up in the middle', `${recording}; 20 gone callee`, '4 stopPlaying; 9 play voicemail; 20 end voicemailCut'],
  ['the mailbox hangs up with our last word: nobody knows whether it has it', `${recording}; 39 played voicemail; 39.5 gone callee`,
    '4 stopPlaying; 9 play voicemail; 39.5 end voicemailCut'],
  ['somebody picks up with a word, and the ear is not sure of it: we do not say that all was recorded',
    `${recording}; 20 speaks; 32 amd unknown; 39 played voicemail; 40.1 gone us`,
    '4 stopPlaying; 9 play voicemail; 20 listen; 40 hangUp; 40.1 end voicemailCut'],
  ['spoken over, and then begun again after a beep, it is whole', `${recording}; 12 speaks; 14 beep; 44 played voicemail; 45.1 gone us`,
    '4 stopPlaying; 9 play voicemail; 12 listen; 14 play voicemail; 45 hangUp; 45.1 end voicemailLeft'],
  ['“your message is too long”', `${recording}; 25 speaks; 27 amd machine; 27.1 gone us`,
    '4 stopPlaying; 9 play voicemail; 25 listen; 27 hangUp; 27.1 end voicemailCut'],
  ['a tone before the greeting: what speaks soon after it is still the machine',
    '1 beep; 3 amd machine; 5 speaks; 7 amd machine; 12 beep; 42 played voicemail; 43.1 gone us',
    '4 stopPlaying; 4 play voicemail; 5 listen; 7 stopPlaying; 7 listen; 12 play voicemail; 43 hangUp; 43.1 end voicemailLeft'],
  ['a noise in a pause of the greeting, and nobody who speaks', `${machine}; 7 quiet; 8 speaks; 12 amd unknown; 15 gone callee`,
    '4 stopPlaying; 7 play voicemail; 8 stopPlaying; 8 listen; 12 play voicemail; 15 end voicemailCut'],
  ['a person picks up while the voicemail is left, and hears the call from its beginning',
    `${recording}; 15 speaks; 16 amd human; 24 played gate; 25 key 1; 45 played content; 47 played closing; 49.1 gone us`,
    '4 stopPlaying; 9 play voicemail; 15 listen; 16 play gate; 25 play content; 45 play closing; 49 hangUp; 49.1 end heardToEnd'],
  ['a person picks up during the greeting', `${machine}; 7 quiet; 8 speaks; 9 amd human; 10 gone callee`,
    '4 stopPlaying; 7 play voicemail; 8 stopPlaying; 8 listen; 9 play gate; 10 end hungUpAtGate'],
  ['the person was the machine all the same: its beep says so', `${machine}; 7 quiet; 8 speaks; 9 amd human; 11 beep; 12 gone callee`,
    '4 stopPlaying; 7 play voicemail; 8 stopPlaying; 8 listen; 9 play gate; 11 play voicemail; 12 end voicemailCut'],
  ['no verdict, then a beep: nobody beeps but a machine', '4 amd unknown; 5 beep; 6 gone callee',
    '5 play voicemail; 6 end voicemailCut'],
  ['a beep, then no verdict', '3 beep; 4 amd unknown; 6 gone callee', '4 play voicemail; 6 end voicemailCut'],
  ['a greeting that began as a person does, and its beep', '1 amd human; 5 beep; 6 gone callee',
    '5 play voicemail; 6 end voicemailCut'],
  ['said to be a person, and what is said then is a machine’s', '1 amd human; 3 amd machine; 4; 9 beep; 10 gone callee',
    '4 stopPlaying; 9 play voicemail; 10 end voicemailCut'],
  ['a person who has something that beeps says so', '1 amd human; 5 beep; 6 speaks; 7 amd human; 8 key 1; 9 gone callee',
    '5 play voicemail; 6 listen; 7 play gate; 8 play content; 9 end heardPart'],
  ['whoever pressed a key is a person, whatever beeps', '1 amd human; 4 key 5; 5 beep; 6 gone callee', '6 end hungUpAtGate'],
  ['a beep before any verdict changes nothing', '1 beep; 6 gone callee', '6 end hungUpAtGate'],
  ['whoever pressed a key is a person, whatever the verdict', '2 key 5; 3 amd machine; 4 amd fax; 6 gone callee', '6 end hungUpAtGate'],
  ['unsure means human', '4 amd unknown; 8 played gate; 13; 13.1 gone us', '13 hangUp; 13.1 end notListened'],
  ['a person', '1 amd human; 3 key 1; 23 played content; 25 played closing; 27.1 gone us',
    '3 play content; 23 play closing; 27 hangUp; 27.1 end heardToEnd'],
  ['a verdict that comes after the key is no verdict', '2 key 1; 3 amd machine; 4 gone callee', '2 play content; 4 end heardPart'],
  ['key 1 while our words end', '3 amd machine; 3.5 key 1; 5 gone callee', '3.5 play content; 5 end heardPart'],
  ['key 1 while the machine greets', `${machine}; 6 key 1; 7 gone callee`, '4 stopPlaying; 6 play content; 7 end heardPart'],
  ['key 1 in the voicemail', `${recording}; 15 key 1; 16 gone callee`, '4 stopPlaying; 9 play voicemail; 15 play content; 16 end heardPart'],
  ['key 1 after it', `${recording}; 39 played voicemail; 39.2 key 1; 41 gone callee`,
    '4 stopPlaying; 9 play voicemail; 39.2 play content; 41 end heardPart'],
  ['key 9 while the machine greets', `${machine}; 6 key 9; 6.1 suppressionStored; 7 gone callee`,
    '4 stopPlaying; 6 suppress; 6 stopPlaying; 6.1 play objectionConfirmed; 7 end objected'],
  ['key 9 in the voicemail', `${recording}; 15 key 9; 15.1 suppressionStored; 16 gone callee`,
    '4 stopPlaying; 9 play voicemail; 15 suppress; 15 stopPlaying; 15.1 play objectionConfirmed; 16 end objected'],
  ['an assistant asks: silence until it has asked, then our first words once more, and somebody comes',
    '3 amd screening; 6 quiet; 14 played gate; 15 amd human; 16 key 1; 17 gone callee',
    '4 stopPlaying; 6 play gate; 6 listen; 15 play gate; 16 play content; 17 end heardPart'],
  ['an assistant asks, and nobody comes', '3 amd screening; 6 quiet; 14 played gate; 19; 19.1 gone us',
    '4 stopPlaying; 6 play gate; 6 listen; 19 hangUp; 19.1 end screened'],
  ['an assistant asks once more: we go on', '3 amd screening; 6 quiet; 8 amd screening; 9 gone callee',
    '4 stopPlaying; 6 play gate; 6 listen; 9 end screened'],
  ['an assistant beeps before it writes down: once more from the beginning', '3 amd screening; 6 quiet; 7 beep; 9 gone callee',
    '4 stopPlaying; 6 play gate; 6 listen; 7 play gate; 7 listen; 9 end screened'],
  ['an assistant hangs up while it asks', '3 amd screening; 5 gone callee', '4 stopPlaying; 5 end screened'],
  ['an assistant hands on to a mailbox', '3 amd screening; 6 quiet; 9 amd machine; 12 beep; 13 gone callee',
    '4 stopPlaying; 6 play gate; 6 listen; 10 stopPlaying; 12 play voicemail; 13 end voicemailCut'],
  ['a fax', '2 amd fax; 2.1 gone us', '2 hangUp; 2.1 end fax'],
  ['a fax behind a machine', `${machine}; 6 amd fax; 6.1 gone us`, '4 stopPlaying; 6 hangUp; 6.1 end fax'],
  ['stopped while the machine greets', `${machine}; 6 stopNow; 6.1 gone us`, '4 stopPlaying; 6 hangUp; 6.1 end stopped'],
  ['stopped in the voicemail', `${recording}; 15 stopNow; 15.1 gone us`, '4 stopPlaying; 9 play voicemail; 15 hangUp; 15.1 end stopped'],
  ['stopped after it', `${recording}; 39 played voicemail; 39.2 stopNow; 39.3 gone us`,
    '4 stopPlaying; 9 play voicemail; 39.2 hangUp; 39.3 end voicemailLeft'],
  ['barred in the voicemail', `${recording}; 15 barred; 15.1 gone us`, '4 stopPlaying; 9 play voicemail; 15 hangUp; 15.1 end stopped'],
  ['marked as unwanted while the machine greets', `${machine}; 6 gone unwanted; 6.1 suppressionStored`,
    '4 stopPlaying; 6 suppress unwanted; 6.1 end objected'],
  ['the sound is lost in the voicemail', `${recording}; 30 gone mediaTimeout`, '4 stopPlaying; 9 play voicemail; 30 end mediaLost'],
]

for (const [title, script, effects] of lives) {
  test(`answering machine: ${title}`, () => {
    assert.equal(told(script), effects)
  })
}

// biome-ignore format: a table, one life of a call a row
const nothingLeft: readonly [title: string, script: string, effects: string][] = [
  ['a machine', '3 amd machine; 3.1 gone us', '3 hangUp; 3.1 end answeredByMachine'],
  ['a fax', '3 amd fax; 3.1 gone us', '3 hangUp; 3.1 end fax'],
  ['no verdict and a beep: unsure means human', '4 amd unknown; 5 beep; 6 gone callee', '6 end hungUpAtGate'],
  ['a machine that began as a person does', '1 amd human; 3 amd machine; 3.1 gone us', '3 hangUp; 3.1 end answeredByMachine'],
  ['a person whose line beeps is not hung up on', '1 amd human; 5 amdOfBeep; 5 beep; 6 gone callee', '6 end hungUpAtGate'],
  ['a machine that is known by its beep', '5 amdOfBeep; 5.1 gone us', '5 hangUp; 5.1 end answeredByMachine'],
  ['an assistant hears our first words, a machine behind it nothing', '3 amd screening; 6 quiet; 9 amd machine; 9.1 gone us',
    '4 stopPlaying; 6 play gate; 6 listen; 9 hangUp; 9.1 end screened'],
]

for (const [title, script, effects] of nothingLeft) {
  test(`answering machine, where nothing is left: ${title}`, () => {
    assert.equal(told(script, hangingUp), effects)
  })
}

test('answering machine: whoever speaks after a machine must surely be a person to be taken for one', () => {
  const hows = run(`${up}; ${machine}; 7 quiet; 8 speaks; 10 gone callee`, leaving).listens
  assert.deepEqual(hows, [how, { ...how, afterMachine: true }])
})

test('answering machine: ignored, nobody listens and no verdict changes anything', () => {
  const { effects } = run(`${up}; 3 amd machine; 4 beep; 6 gone callee`, ignoring)
  assert.equal(effects, '-5 place; 0 play gate; 6 end hungUpAtGate')
})

test('answering machine: the record says who answered, whether a beep was heard and how much was said after it', () => {
  const { records } = run(`${up}; ${machine}; 9 quiet; 12 beep; 20 gone callee`, leaving)
  assert.equal(records[0]?.answeredBy?.verdict, 'machine')
  assert.deepEqual(records[0]?.voicemail, { starts: 2, beepHeard: true, playedMs: 8000 })
})

test('answering machine: what a full mailbox was told is no voicemail', () => {
  const { records } = run(`${up}; ${machine}; 7 quiet; 8 gone callee`, leaving)
  assert.equal(records[0]?.outcome, 'mailboxFull')
  assert.equal(records[0]?.voicemail, undefined)
})

for (const [late, outcome] of [
  [-1, 'mailboxFull'],
  [0, 'voicemailCut'],
  [1, 'voicemailCut'],
] as const) {
  test(`answering machine: hung up ${fullWithinMs + late} ms into a voicemail without a beep: ${outcome}`, () => {
    const at = 7 + (fullWithinMs + late) / 1000
    assert.equal(
      run(`${up}; ${machine}; 7 quiet; ${at} gone callee`, leaving).records[0]?.outcome,
      outcome,
    )
  })
}

for (const late of [-1, 0, 1]) {
  test(`answering machine: ${wordPatienceMs + late} ms to the next pause`, () => {
    const machines = { how, pauses: [{ fromMs: ms(3000 + wordPatienceMs + late), toMs: ms(7000) }] }
    const { voicemail } = leaving.machines ?? {}
    const plan = { ...leaving, machines: { ...machines, ...(voicemail && { voicemail }) } }
    const stops = 3000 + wordPatienceMs + Math.min(0, late)
    assert.equal(
      told('3 amd machine; 7 gone callee', plan),
      `${stops / 1000} stopPlaying; 7 end mailboxFull`,
    )
  })

  test(`answering machine: ${greetingMaxMs + late} ms of greeting`, () => {
    const at = 4 + (greetingMaxMs + late) / 1000
    const asked = late < 0 ? '' : `; ${4 + greetingMaxMs / 1000} play voicemail`
    const ends = `${at} end mailboxFull`
    assert.equal(told(`${machine}; ${at} gone callee`), `4 stopPlaying${asked}; ${ends}`)
  })

  test(`answering machine: ${promptMaxMs + late} ms of an assistant’s question`, () => {
    const at = 4 + (promptMaxMs + late) / 1000
    const { effects } = run(`${up}; 3 amd screening; ${at}`, leaving)
    assert.equal(effects.split('play gate').length - 1, late < 0 ? 1 : 2)
  })

  test(`answering machine: gone ${stillUpMs + late} ms after the last packet`, () => {
    const at = 39 + (stillUpMs + late) / 1000
    const outcome = run(`${up}; ${recording}; 39 played voicemail; ${at} gone callee`, leaving)
      .records[0]?.outcome
    assert.equal(outcome, late < 0 ? 'voicemailCut' : 'voicemailLeft')
  })

  test(`answering machine: it speaks again ${earlyWordsMs + late} ms after the beep`, () => {
    const at = 9 + (earlyWordsMs + late) / 1000
    const effects = told(`${recording}; 10 speaks; ${at} amd machine; ${at + 1} gone us`)
    const ends =
      late < 0 ? /stopPlaying; \S+ listen; \S+ end stopped/ : /hangUp; \S+ end voicemailCut/
    assert.match(effects, ends)
  })

  test(`answering machine: of ${voicemailStartsMax + late} beeps each begins the voicemail again, to a limit`, () => {
    const beeps = Array.from({ length: voicemailStartsMax + late }, (_, i) => `${9 + i} beep`)
    const effects = told(`${machine}; ${beeps.join('; ')}; 20 gone callee`)
    const starts = effects.split('play voicemail').length - 1
    assert.equal(starts, Math.min(voicemailStartsMax, voicemailStartsMax + late))
  })

  test(`answering machine: it interrupts ${listensMax + late} times, and is listened to within a limit`, () => {
    const speaks = Array.from({ length: listensMax + late }, (_, i) => `${10 + i} speaks`)
    const { effects } = run(`${up}; ${recording}; ${speaks.join('; ')}; 30 gone callee`, leaving)
    assert.equal(effects.split('listen').length - 1, Math.min(listensMax, 1 + listensMax + late))
  })

  test(`answering machine: a voicemail that has ${late} ms to spare is begun, or not at all`, () => {
    const plan = { ...leaving, maxTalkMs: ms(9000 + 30_000 + stillUpMs + late) }
    const effects = told(`${recording}; 9.5 gone us`, plan)
    const begins =
      late < 0 ? '9 hangUp; 9.5 end answeredByMachine' : '9 play voicemail; 9.5 end stopped'
    assert.equal(effects, `4 stopPlaying; ${begins}`)
  })
}

test('answering machine: a second beep for which there is no time left does not break what is being said', () => {
  const plan = { ...leaving, maxTalkMs: ms(9000 + 30_000 + stillUpMs) }
  const effects = told(`${recording}; 10 beep; 39 played voicemail; 40 ; 40.1 gone us`, plan)
  assert.equal(effects, '4 stopPlaying; 9 play voicemail; 40 hangUp; 40.1 end voicemailLeft')
})

const anyStep = fc.record({
  afterMs: fc.integer({ min: 0, max: 12_000 }),
  words: fc.constantFrom(
    ...['answered', 'key 1', 'key 2', 'key 5', 'played gate', 'played content', 'played closing'],
    ...['played voicemail', 'played voicemail', 'played objectionConfirmed', 'suppressionStored'],
    ...['amd human', 'amd machine', 'amd machine', 'amd screening', 'amd fax', 'amd unknown'],
    ...['beep', 'beep', 'quiet', 'quiet', 'speaks', 'speaks', 'key 9', 'barred', 'stopNow'],
    ...['gone callee', 'gone us', 'gone unwanted', 'gone mediaTimeout', 'wake'],
  ),
})

test('answering machine: whatever is heard in whatever order, it ends once, in time, bounded, and 9 always wins', () => {
  fc.assert(
    fc.property(fc.array(anyStep, { maxLength: 40 }), fc.boolean(), (steps, mayLeave) => {
      let now = 0
      const script = steps.map(({ afterMs, words }) => {
        now += afterMs
        return `${now / 1000} ${words}`
      })
      const plan = mayLeave ? leaving : hangingUp
      const longestMs = plan.maxTalkMs + 2 * goneTimeoutMs
      const lastMs = now + longestMs + 10_000
      const { effects, records } = run([up, ...script, `${lastMs / 1000}`].join('; '), plan)
      assert.equal(records.length, 1, effects)
      const endedAt = Number(/([\d.]+) end/.exec(effects)?.[1])
      assert.ok(endedAt * 1000 <= longestMs, effects)
      const starts = effects.split('play voicemail').length - 1
      assert.ok(starts <= (mayLeave ? voicemailStartsMax : 0), effects)
      assert.ok(effects.split('listen').length - 1 <= listensMax, effects)
      // Each time somebody is judged to be a person, or an assistant writes anew.
      const heardAnew = effects.split('play gate').length - 1
      assert.ok(
        heardAnew <= 1 + 2 * listensMax + script.filter((line) => /human/.test(line)).length,
      )
      const objections = script.filter((line) => /(key 9|gone unwanted)$/.test(line))
      const before = objections.filter((line) => Number(line.split(' ')[0]) < endedAt)
      if (before.length > 0) assert.equal(records[0]?.outcome, 'objected', effects)
      const left = records[0]?.outcome === 'voicemailLeft'
      // Said to be left only when all of it was sent in one go.
      if (left) assert.equal(records[0]?.voicemail?.playedMs, 30_000, effects)
    }),
    { numRuns: 3000 },
  )
})
