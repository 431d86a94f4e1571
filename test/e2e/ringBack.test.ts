/**
 * People who ring back, over real SIP and RTP and a real PostgreSQL: what they hear packet by packet, and what their
 * keys do. All on loopback; numbers of fiction.
 */
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { type TestContext, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import type { CampaignId, ClipId } from '../../src/base/ids.ts'
import { type EpochMs, epochMs, ms } from '../../src/base/units.ts'
import { type Clip, hashOf, type MessagePart, partRoles } from '../../src/campaign/voiceMessage.ts'
import { openRingBackDesk } from '../../src/engine/ringBackDesk.ts'
import { newAttemptId } from '../../src/engine/ringBackLines.ts'
import { loadRingBackVoices } from '../../src/engine/ringBackSounds.ts'
import { realTimer } from '../../src/runner/timer.ts'
import { nameAddr } from '../../src/sip/header.ts'
import { postgresStore } from '../../src/store/postgres/postgresStore.ts'
import { ringBackStore } from '../../src/store/postgres/ringBack.ts'
import { ringBackFigures } from '../../src/store/postgres/ringBackLists.ts'
import { sealedObjection } from '../../src/store/ringBackJournal.ts'
import { openMediaEngine } from '../../src/telephony/media.ts'
import { presidential2027 } from '../support/callFacts.ts'
import { openTestDatabase } from '../support/database.ts'
import { aCampaign, aTrunk, callSome, numberOf, startCampaign } from '../support/dialling.ts'
import { incomingWorld, type RingingCaller } from '../support/incomingWorld.ts'
import { farSdp } from '../support/legPlay.ts'
import { toneClip, until } from '../support/mediaEngines.ts'
import { type RtpPeer, rtpPeer } from '../support/rtpPeer.ts'

const sha256 = (bytes: string | Uint8Array): string =>
  createHash('sha256').update(bytes).digest('hex')
const named = (name: string, lengthMs: number, fromHz: number): Clip => {
  const clip = toneClip(name, { ms: lengthMs, fromHz, toHz: fromHz * 2 })
  return { ...clip, id: sha256(clip.pcma) as ClipId }
}
const gate = named('gate', 1000, 400)
const content = named('content', 1200, 700)
const recorded = (clip: Clip) => ({ clip: clip.id, durationMs: ms(clip.pcma.length / 8) })
const parts = Object.fromEntries(
  partRoles.map((role) => [role, { role, ...recorded(gate) } satisfies MessagePart]),
) as Record<(typeof partRoles)[number], MessagePart>
const callback = {
  gate: {
    ...recorded(gate),
    segments: [
      { role: 'identity', text: 'Liste Exemple', startsAtMs: ms(0), endsAtMs: ms(500) },
      { role: 'content', text: 'Pour écouter, un', startsAtMs: ms(500), endsAtMs: ms(1000) },
    ],
  },
  content: recorded(content),
} as const
const voices = await loadRingBackVoices()

/** A week before the first round of 2027. */
const before: EpochMs = epochMs(Date.parse('2027-04-12T10:00:00Z'))
const inTheEve: EpochMs = epochMs(Date.parse('2027-04-17T10:00:00Z'))

interface Setting {
  readonly now?: EpochMs
  readonly incomingCalls?: number
}

async function world(context: TestContext, { now = before, incomingCalls = 30 }: Setting = {}) {
  const database = await openTestDatabase()
  const store = postgresStore(database, 'test')
  const closing: (() => Promise<void>)[] = [() => store.close(), () => database.close()]
  context.after(async () => {
    for (const close of closing) await close()
  })
  const homes = [
    [1, 1],
    [2, 2],
  ] as const
  const id = 'c1' as CampaignId
  const election = presidential2027
  const deadline = epochMs(Date.parse('2027-05-02T18:00:00Z'))
  await startCampaign(database, store, homes, aCampaign('c1', { election, deadline }))
  const hash = hashOf({ parts, callback }, sha256)
  const message = {
    version: 1,
    hash,
    parts,
    callback,
    voiceOrigin: 'recorded',
    approval: null,
  } as const
  await store.addVoiceMessage(id, message, [gate, content], now)
  await store.approve(id, hash, 'Ada Martin', now)
  await callSome(store, id, 1)
  const { rows } = await database.pool.query(
    'select c.phone from attempt a join target t on t.id = a.target_id join contact c on c.id = t.contact_id',
  )
  const called = rows[0].phone as string
  const media = await openMediaEngine({ portRange: { from: 24_000, to: 24_198 } })
  const line = await incomingWorld(context, { media, incomingCalls })
  const ringBacks = ringBackStore(database)
  const desk = openRingBackDesk({
    ...{
      store: ringBacks,
      timer: realTimer,
      newAttemptId,
      log: (text) => context.diagnostic(text),
    },
    seal: (objection) => sealedObjection(database.numberKey, objection),
    lookup: {
      ...{ lookUp: ringBacks.lookUp, voices, clip: (clip) => store.clip(clip) },
      campaign: (campaign) => store.campaign(campaign),
      isKilled: async (killed) => (await store.messageKill(killed)) !== null,
    },
  })
  closing.unshift(() => desk.close())
  desk.attach({
    ...{ telephony: line.telephony, clock: { epoch: () => now } },
    trunks: [{ id: aTrunk.id, incomingCalls }],
  })
  return { database, store, id, line, called, desk, media }
}

type World = Awaited<ReturnType<typeof world>>

/** A telephone that rings us and keeps every packet. `from`: null hides its number. */
class Telephone {
  readonly peer: RtpPeer
  readonly caller: RingingCaller
  #port = 0
  #sequence = 1
  #timestamp = 160

  private constructor(peer: RtpPeer, caller: RingingCaller) {
    this.peer = peer
    this.caller = caller
  }

  static async rings(
    context: TestContext,
    { line }: World,
    from: string | null,
  ): Promise<Telephone> {
    const peer = await rtpPeer()
    context.after(() => peer.close())
    const body = farSdp('sendrecv', `m=audio ${peer.port} RTP/AVP 8 101`).replaceAll(
      '127.0.0.9',
      '127.0.0.1',
    )
    const who = from === null ? 'sip:anonymous@anonymous.invalid' : `sip:${from}@127.0.0.1`
    return new Telephone(peer, line.ring({ body, from: nameAddr(who, `t${peer.port}`) }))
  }

  async isAnswered(): Promise<this> {
    const success = await this.caller.status(200)
    this.#port = Number(/m=audio (\d+)/.exec(success.body)?.[1])
    await this.caller.ack()
    return this
  }

  /** RFC 4733: 60 ms, its end three times. */
  async presses(keys: string): Promise<void> {
    for (const key of keys) {
      const code = '0123456789*#'.indexOf(key)
      for (const [duration, ended] of [
        [160, false],
        [320, false],
        [480, true],
        [480, true],
        [480, true],
      ] as const) {
        const payload = Uint8Array.of(code, ended ? 0x8a : 0x0a, duration >> 8, duration & 255)
        const { sequence, timestamp } = { sequence: this.#sequence, timestamp: this.#timestamp }
        this.peer.send(this.#port, { sequence, timestamp, payload, payloadType: 101 })
        this.#sequence += 1
      }
      this.#timestamp += 1600
      await pause(60)
    }
  }

  /** All sound that came, in the order it was sent. */
  heard(): Buffer {
    const packets = this.peer.arrived.filter(({ payloadType }) => payloadType === 8)
    const ordered = [...packets].sort((a, b) => a.sequence - b.sequence)
    return Buffer.concat(ordered.map(({ payload }) => payload))
  }

  has(clip: Clip): boolean {
    return this.heardOf(clip) !== undefined
  }

  /** From its first packet to its last; of those between, each is itself at its time, or went by unsent. */
  heardOf(clip: Clip): { readonly atTicks: number; readonly unsent: number } | undefined {
    const packets = this.peer.arrived.filter(({ payloadType }) => payloadType === 8)
    const at = new Map(packets.map(({ timestamp, payload }) => [timestamp, payload]))
    const whole = wholeFrames(clip)
    const frames = Array.from({ length: whole.length / packetBytes }, (_, index) =>
      whole.subarray(index * packetBytes, (index + 1) * packetBytes),
    )
    for (const { timestamp } of packets) {
      const there = frames.map((_, index) => at.get((timestamp + index * packetBytes) >>> 0))
      if (there[0] === undefined || there.at(-1) === undefined) continue
      const unsent = there.filter((payload) => payload === undefined).length
      const isIt = frames.every(
        (frame, index) => there[index] === undefined || frame.equals(there[index]),
      )
      if (isIt && unsent <= UNSENT_AT_MOST) return { atTicks: timestamp, unsent }
    }
    return undefined
  }
}

/** A busy machine stops a media thread; what is then later than DROP_WHEN_LATER_THAN is not sent, and is counted. */
const UNSENT_AT_MOST = 5
const packetBytes = 160

/** What fills its packets of 160 bytes: the last may be filled up with silence. */
const wholeFrames = ({ pcma }: Clip): Buffer =>
  Buffer.from(pcma.subarray(0, pcma.length - (pcma.length % packetBytes)))

const suppressed = async ({ database }: World): Promise<readonly string[]> => {
  const { rows } = await database.pool.query<{ phone: string }>(
    `select distinct phone from suppression order by phone`,
  )
  return rows.map(({ phone }) => phone)
}

test('ringing back: the version recorded for it comes byte for byte, 9 suppresses within a second, the books close', async (context) => {
  const own = await world(context)
  const telephone = await (await Telephone.rings(context, own, own.called)).isAnswered()
  await until(() => telephone.has(content), 'the message', 15_000)
  assert.ok(telephone.has(gate), 'the gate before it')
  const [itsGate, itsContent] = [telephone.heardOf(gate), telephone.heardOf(content)]
  assert.ok(itsGate && itsContent && ((itsContent.atTicks - itsGate.atTicks) | 0) > 0, 'in order')
  const pressed = performance.now()
  await telephone.presses('9')
  while ((await suppressed(own)).length === 0) assert.ok(performance.now() - pressed < 1000)
  assert.deepEqual(await suppressed(own), [own.called])
  await until(() => telephone.has(voices.fr.objectionStored), 'the confirmation', 10_000)
  const confirmation = telephone.heardOf(voices.fr.objectionStored)
  const missing = [itsGate, itsContent, confirmation].reduce(
    (sum, its) => sum + (its?.unsent ?? 0),
    0,
  )
  const { droppedLate } = await own.media.health()
  assert.ok(missing <= droppedLate, `${missing} frames are missing, ${droppedLate} came too late`)
  await until(() => own.line.events.at(-1)?.is === 'ended', 'goodbye and BYE', 10_000)
  await until(() => own.desk.callsUp() === 0, 'the end')
  await own.desk.close()
  assert.deepEqual(await ringBackFigures(own.database, own.id), {
    ...{ calls: 1, heard: 0, objections: 1, refusedBusy: 0 },
  })
})

test('ringing back with a hidden number: what anybody may hear, then a typed number is suppressed', async (context) => {
  const own = await world(context)
  const telephone = await (await Telephone.rings(context, own, null)).isAnswered()
  await until(() => telephone.has(gate), 'the gate', 10_000)
  await telephone.presses('9')
  await until(() => telephone.has(voices.fr.typeNumber), 'which number?', 10_000)
  await telephone.presses(`0${own.called.slice(3)}#`)
  await until(() => telephone.has(voices.fr.objectionStored), 'the confirmation', 10_000)
  assert.deepEqual(await suppressed(own), [own.called])
})

test('ringing back from another phone: its own number hears nothing of the other, which is typed', async (context) => {
  const own = await world(context)
  const telephone = await (await Telephone.rings(context, own, numberOf(5000))).isAnswered()
  await until(() => telephone.has(gate), 'the gate', 10_000)
  await telephone.presses(`0${own.called.slice(3)}#`)
  await until(() => telephone.has(voices.fr.numberNoted), 'noted', 10_000)
  await telephone.presses('9')
  await until(() => telephone.has(voices.fr.objectionStored), 'the confirmation', 10_000)
  assert.deepEqual(await suppressed(own), [own.called], 'and not the number that rang')
})

test('ringing back in the eve of the vote: who called is said, and no message', async (context) => {
  const own = await world(context, { now: inTheEve })
  const telephone = await (await Telephone.rings(context, own, own.called)).isAnswered()
  // A key is obeyed while something is said: who called is heard before it is pressed.
  const identity = { ...gate, pcma: gate.pcma.subarray(0, 320) }
  await until(() => telephone.has(identity), 'who called', 10_000)
  await telephone.presses('1')
  await until(() => telephone.has(voices.fr.menuRights), 'the keys that are left', 10_000)
  assert.ok(!telephone.has(content))
  const { rows } = await own.database.pool.query('select says, because from ring_back')
  assert.deepEqual(rows, [{ says: 'rights', because: 'fr.L49-ring-back' }])
})

test('ringing back, all lines taken: the engaged tone, and it is counted', async (context) => {
  const own = await world(context, { incomingCalls: 1 })
  const first = await (await Telephone.rings(context, own, own.called)).isAnswered()
  await until(() => first.peer.arrived.length > 5, 'sound')
  const second = await Telephone.rings(context, own, numberOf(1))
  await second.caller.status(486)
  assert.equal(await first.caller.request('BYE'), 200)
  await until(() => own.desk.callsUp() === 0, 'the end')
  await own.desk.close()
  const figures = await ringBackFigures(own.database, own.id)
  assert.deepEqual([figures.calls, figures.refusedBusy], [1, 1])
})

test('ringing back while the campaign is paused: the message ends within a second', async (context) => {
  const own = await world(context)
  const telephone = await (await Telephone.rings(context, own, own.called)).isAnswered()
  await telephone.presses('1')
  await until(
    () => telephone.heard().includes(Buffer.from(content.pcma.subarray(0, 320))),
    'its beginning',
  )
  await own.store.moveCampaign(own.id, 'running', 'paused', 'test', before)
  await until(() => telephone.has(voices.fr.notNow), 'why it stops', 10_000)
  const { rows } = await own.database.pool.query('select says from ring_back')
  assert.deepEqual(rows, [{ says: 'message' }])
})
