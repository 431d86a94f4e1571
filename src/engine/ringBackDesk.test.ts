import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  aCampaign,
  aMessage,
  practiceTrunk,
  shownNumber,
  tuesdayTen,
} from '../../test/support/aCampaign.ts'
import { type Ringer, VirtualRingers } from '../../test/support/virtualRingers.ts'
import { VirtualTime } from '../../test/support/virtualTime.ts'
import { practiceClock } from '../base/clock.ts'
import type { AttemptId, CampaignId, ClipId, OrganisationId } from '../base/ids.ts'
import { type E164, type MonoMs, minutes, monoMs, ms } from '../base/units.ts'
import type { Campaign } from '../campaign/campaign.ts'
import type { Clip, Recording, SpokenSegment } from '../campaign/voiceMessage.ts'
import type { HeardObjection } from '../store/objectionJournal.ts'
import type {
  RefusedBusy,
  RingBackBegun,
  RingBackEnded,
  RingBackObjection,
  RungBack,
} from '../store/ringBackStore.ts'
import { answerWithinMs, lookAgainMs, openRingBackDesk } from './ringBackDesk.ts'
import { loadRingBackVoices, soundsFor } from './ringBackSounds.ts'

const voices = await loadRingBackVoices()
const sound = (name: string, durationMs: number): Clip => {
  const bytes = new Uint8Array(durationMs * 8).fill(name.length)
  return { id: name as ClipId, pcma: bytes, pcmu: bytes }
}
const said = (role: SpokenSegment['role'], from: number, to: number): SpokenSegment => ({
  ...{ role, text: role, startsAtMs: ms(from), endsAtMs: ms(to) },
})
const gate: Recording = {
  ...{ clip: 'the gate' as ClipId, durationMs: ms(8000) },
  segments: [
    ...[said('identity', 0, 3000), said('objection', 3000, 5000), said('source', 5000, 7000)],
    said('content', 7000, 8000),
  ],
}
const content: Recording = { clip: 'the message' as ClipId, durationMs: ms(20_000) }
const recordings = new Map(
  [sound('the gate', 8000), sound('the message', 20_000)].map((c) => [c.id, c]),
)
const campaign = aCampaign({ message: { ...aMessage, callback: { gate, content } } })

const known = '+33639980001' as E164
const stranger = '+33639980002' as E164
const lastCall: NonNullable<RungBack['lastCall']> = {
  ...{ attempt: 'before' as AttemptId, campaign: campaign.id, contact: 1 },
  ...{ insee: '75056', territory: null, rehearsed: false },
}

interface World {
  readonly time: VirtualTime
  readonly ring: (at: number, ringer: Ringer) => void
  readonly rows: { begun: RingBackBegun[]; ended: RingBackEnded[]; busy: RefusedBusy[][] }
  readonly objections: { readonly objection: RingBackObjection; readonly at: MonoMs }[]
  readonly journal: HeardObjection[]
  readonly calls: VirtualRingers['calls']
  readonly is: {
    state: Campaign['state']
    killed: boolean
    objected: boolean
    away: boolean
    slowMs: number
  }
  /** Lives so many seconds. */
  live(seconds: number): Promise<void>
}

/** Names of everything that may be heard: ours by their sentence, the campaign's by their clip. */
function namesOf(): (clip: ClipId) => string {
  const names = new Map<string, string>()
  for (const [sentence, { id }] of Object.entries(voices.fr)) names.set(id, sentence)
  for (const says of ['message', 'rights', 'general'] as const) {
    for (const mayType of [false, true]) {
      const own = { gate, gateClip: sound('the gate', 8000) }
      const withMessage = {
        ...own,
        content: { recording: content, clip: sound('the message', 20_000) },
      }
      const { sounds } = soundsFor(voices, {
        ...{ says, mayType, language: 'fr', recordings: withMessage },
      })
      for (const [role, its] of Object.entries(sounds)) {
        if (its !== null && !names.has(its.clip)) {
          names.set(
            its.clip,
            `${role}${role === 'greeting' ? ` of ${says}` : ''}${mayType ? ', or type' : ''}`,
          )
        }
      }
    }
  }
  return (clip) => (clip.startsWith('the ') ? clip : (names.get(clip) ?? 'unknown sound'))
}

type Options = Parameters<typeof openRingBackDesk>[0]

const journalInto = (journal: HeardObjection[]): NonNullable<Options['journal']> => ({
  heard: (objection) => {
    journal.push(objection)
    return Promise.resolve()
  },
  stored: (attempt) => {
    journal.splice(
      journal.findIndex((line) => line.attempt === attempt),
      1,
    )
  },
})

const lookupOf = (is: World['is'], answer: () => Promise<void>): Options['lookup'] => ({
  voices,
  campaign: () => Promise.resolve({ ...campaign, state: is.state }),
  isKilled: () => Promise.resolve(is.killed),
  clip: (id) => Promise.resolve(recordings.get(id) as Clip),
  async lookUp({ caller }) {
    await answer()
    return {
      organisation: '1' as OrganisationId,
      lastCall: caller === known ? lastCall : null,
      objected: is.objected,
      publicCampaign: campaign.id,
    }
  },
})

const storeInto = (
  { rows, objections, is }: Pick<World, 'rows' | 'objections' | 'is'>,
  answer: () => Promise<void>,
  time: VirtualTime,
): Options['store'] => ({
  lookUp: () => Promise.resolve(null),
  begin: async (row) => {
    await answer()
    rows.begun.push(row)
  },
  end: async (ends) => {
    await answer()
    rows.ended.push(...ends)
  },
  refuseBusy: async (calls) => {
    await answer()
    rows.busy.push([...calls])
  },
  object: async (objection) => {
    await answer()
    objections.push({ objection, at: time.timer.mono() })
    return { reference: 'S-1', at: objection.at }
  },
  forgetOpen: () => Promise.resolve(0),
  standing: async (attempts) => {
    await answer()
    return attempts.map((attempt) => ({ attempt, ...is }))
  },
})

function world(incomingCalls = 30): World {
  const time = new VirtualTime()
  const clock = practiceClock(tuesdayTen, time.timer.mono)
  const nameOf = namesOf()
  const ringers = new VirtualRingers({
    ...{ timer: time.timer, trunk: practiceTrunk.id, called: shownNumber, nameOf },
  })
  const is: World['is'] = {
    state: 'running',
    killed: false,
    objected: false,
    away: false,
    slowMs: 0,
  }
  const rows: World['rows'] = { begun: [], ended: [], busy: [] }
  const objections: World['objections'] = []
  const journal: HeardObjection[] = []
  const answer = async (): Promise<void> => {
    if (is.slowMs > 0) {
      await new Promise<void>((resolve) => {
        time.timer.wakeAt(monoMs(time.timer.mono() + is.slowMs), resolve)
      })
    }
    if (is.away) throw new Error('the database is away')
  }
  const desk = openRingBackDesk({
    ...{ timer: time.timer, newAttemptId: () => 'engaged' as AttemptId, log: () => undefined },
    seal: ({ number }) => `sealed ${number}`,
    journal: journalInto(journal),
    lookup: lookupOf(is, answer),
    store: storeInto({ rows, objections, is }, answer, time),
  })
  desk.attach({
    telephony: ringers.telephony,
    clock,
    trunks: [{ id: practiceTrunk.id, incomingCalls }],
  })
  return {
    ...{ time, rows, objections, journal, is },
    ring: (at, ringer) => time.at(monoMs(at * 1000), () => ringers.ring(ringer)),
    get calls() {
      return ringers.calls
    },
    live: (seconds) =>
      time.until(
        new Promise<void>((resolve) => {
          time.timer.wakeAt(monoMs(seconds * 1000), () => {
            void desk.close().then(resolve)
          })
        }),
        minutes(60),
      ),
  }
}

test('ringing back: the version recorded for it is heard as it is, after its row is committed', async () => {
  const own = world()
  own.ring(2, { caller: known })
  await own.live(120)
  const { rows } = own
  assert.deepEqual(own.calls[0]?.heard, ['the gate', 'the message', 'menu', 'goodbye'])
  assert.equal(rows.begun[0]?.says, 'message')
  assert.deepEqual(
    rows.ended.map(({ outcome, heardMs }) => [outcome, heardMs]),
    [['heardToEnd', 20_000]],
  )
})

test('ringing back: 9 is in the journal and stored, and only then confirmed', async () => {
  const own = world()
  own.ring(2, { caller: known, does: [[3000, '9']] })
  await own.live(60)
  const [first] = own.objections
  assert.deepEqual([first?.objection.number, first?.objection.who], [known, 'caller'])
  assert.deepEqual(own.calls[0]?.heard, ['the gate', 'objectionStored', 'goodbye'])
  assert.equal(own.rows.ended[0]?.outcome, 'objected')
  assert.deepEqual(own.journal, [])
})

test('ringing back: a database that goes away loses no objection, and confirms none', async () => {
  const own = world()
  own.ring(2, { caller: known, does: [[3000, '9']] })
  own.time.at(monoMs(4000), () => {
    own.is.away = true
  })
  own.time.at(monoMs(30_000), () => {
    assert.equal(own.journal[0]?.ringBack, `sealed ${known}`)
    assert.deepEqual(own.calls[0]?.heard, ['the gate'], 'nothing is confirmed')
    own.is.away = false
  })
  await own.live(90)
  assert.equal(own.objections.length, 1)
  assert.equal(own.rows.ended[0]?.outcome, 'objected')
})

test('ringing back: a hidden number hears what anybody may, and types the number that was called', async () => {
  const own = world()
  const typed = [...'0639980007#'].map((key, n) => [16_000 + n * 100, key as '0'] as const)
  own.ring(2, { caller: null, does: [[15_000, '9'], ...typed] })
  await own.live(90)
  assert.deepEqual(own.calls[0]?.heard, [
    ...['greeting of message, or type', 'typeNumber', 'objectionStored', 'goodbye'],
  ])
  assert.deepEqual(own.objections[0]?.objection.number, '+33639980007')
  assert.equal(own.objections[0]?.objection.who, 'typed')
  assert.equal(own.rows.ended[0]?.keys, '9')
})

test('ringing back: what is heard is the same whatever number is typed', async () => {
  const heard = async (number: string) => {
    const own = world()
    const does = [...`${number}#`].map((key, n) => [1000 + n * 100, key as '0'] as const)
    own.ring(2, { caller: stranger, does: [...does, [30_000, 'hangUp']] })
    await own.live(60)
    assert.deepEqual(own.objections, [])
    return own.calls[0]?.heard
  }
  assert.deepEqual(await heard('0639980001'), await heard('0639980009'))
})

// biome-ignore format: what happens in the message, and what is heard then
const happenings: readonly [string, Partial<World['is']>, string[]][] = [
  ['the campaign is paused', { state: 'paused' }, ['greeting of rights', 'goodbye']],
  ['the campaign is stopped', { state: 'stopped' }, ['greeting of rights', 'goodbye']],
  ['the recording is killed', { killed: true }, ['general', 'goodbye']],
  ['the person objects elsewhere', { objected: true }, ['greeting of rights', 'goodbye']],
]
for (const [what, change, then] of happenings) {
  test(`ringing back: ${what} while the message is heard: it ends within a second`, async () => {
    const own = world()
    own.ring(2, { caller: known, does: [[1000, '1']] })
    let heardAt = 0
    own.time.at(monoMs(8000), () => Object.assign(own.is, change))
    own.time.at(monoMs(9000), () => {
      heardAt = own.calls[0]?.heard.length ?? 0
    })
    await own.live(120)
    assert.deepEqual(own.calls[0]?.heard, ['the gate', 'the message', ...then])
    assert.equal(heardAt, 3, 'a second later something else is said')
    assert.ok(lookAgainMs < 1000)
    const beginning = world()
    Object.assign(beginning.is, change)
    beginning.ring(2, { caller: known })
    await beginning.live(60)
    assert.deepEqual(beginning.calls[0]?.heard, then, 'and before the call')
  })
}

test('ringing back: as many lines as the trunk says, one more hears it engaged', async () => {
  for (const [lines, refused] of [
    [2, 1],
    [3, 0],
    [4, 0],
  ] as const) {
    const own = world(lines)
    for (let n = 0; n < 3; n += 1) own.ring(2, { caller: known, does: [[5000, 'hangUp']] })
    await own.live(30)
    assert.equal(own.calls.filter((call) => call.refused === 'busy').length, refused)
    assert.equal(own.rows.busy.flat().length, refused)
  }
})

test('ringing back: a trunk without lines for it is not answered at all', async () => {
  const own = world(0)
  own.ring(2, { caller: known })
  await own.live(5)
  assert.equal(own.calls[0]?.refused, 'notHere')
  assert.deepEqual([own.rows.begun, own.rows.busy], [[], []])
})

test('ringing back: a database that does not answer in time refuses the call, and its row says so', async () => {
  for (const [slowMs, refused] of [
    [answerWithinMs / 2 - 1, null],
    [answerWithinMs, 'unavailable'],
  ] as const) {
    const own = world()
    own.is.slowMs = slowMs
    own.ring(2, { caller: known, does: [[1000, 'hangUp']] })
    await own.live(30)
    assert.equal(own.calls[0]?.refused, refused)
    assert.equal(own.rows.ended[0]?.outcome, refused === null ? 'hungUpAtGreeting' : 'notAnswered')
  }
  const away = world()
  away.is.away = true
  away.ring(2, { caller: known })
  await away.live(30)
  assert.equal(away.calls[0]?.refused, 'unavailable')
  assert.deepEqual(away.rows.ended, [])
})

test('ringing back: ten thousand refused calls are written in ten statements', async () => {
  const own = world(1)
  for (let n = 0; n < 10_001; n += 1) own.ring(2, { caller: known, does: [[1000, 'hangUp']] })
  await own.live(30)
  assert.equal(own.rows.busy.flat().length, 10_000)
  assert.equal(own.rows.busy.length, 10)
})

test('ringing back: closing the desk hangs up who is there, and stores how it ended', async () => {
  const own = world()
  own.ring(2, { caller: known })
  own.ring(2, { caller: stranger })
  await own.live(5)
  assert.equal(own.rows.ended.length, 2)
  assert.ok(own.calls.every(({ endedAt }) => endedAt !== null))
})

test('ringing back: every sentence stands in two languages', () => {
  assert.deepEqual(Object.keys(voices.fr), Object.keys(voices.en))
  for (const clip of [...Object.values(voices.fr), ...Object.values(voices.en)]) {
    assert.ok(clip.pcma.length > 8 * 300, 'longer than a third of a second')
  }
  assert.ok(campaign.id as CampaignId)
})
