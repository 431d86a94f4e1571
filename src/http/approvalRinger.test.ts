/** The ringer over a telephony that is only written down: what it places, plays, hears and refuses. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aCampaign, practiceTrunk, shownNumber, tuesdayTen } from '../../test/support/aCampaign.ts'
import { Failure } from '../base/failure.ts'
import type { AttemptId, ClipId } from '../base/ids.ts'
import { type E164, monoMs, ms } from '../base/units.ts'
import type { CallEvent, PlacedCall, Telephony } from '../call/telephony.ts'
import type { Trunk } from '../call/trunk.ts'
import type { ApprovalCallInput } from '../campaign/approvalCall.ts'
import { codeCallsPerNumber } from '../law/codeCall.ts'
import { approvalCallsAtOnceMax, openApprovalRinger } from './approvalRinger.ts'

const fiction = '+33639981234' as E164
const clips = ['a', 'b'] as unknown as readonly ClipId[]
const at = monoMs(0)

function aLine(trunk: Trunk = practiceTrunk) {
  const placed: PlacedCall[] = []
  const did: string[] = []
  let tell: (event: CallEvent) => void = () => undefined
  const telephony: Telephony = {
    onEvent: (listener) => {
      tell = listener
    },
    loadClip: async ({ id }) => void did.push(`load ${id}`),
    place: (call) => void placed.push(call),
    play: (_attempt, clip) => void did.push(`play ${clip}`),
    stopPlaying: () => undefined,
    hangUp: () => void did.push('hang up'),
    close: async () => undefined,
  }
  const empty = new Uint8Array(0)
  const ringer = openApprovalRinger({
    ...{ telephony, trunk, callerId: shownNumber },
    clock: { epoch: () => tuesdayTen, mono: () => at },
    clip: async (id) => ({ id, pcma: empty, pcmu: empty }),
  })
  const event = (is: Partial<CallEvent>): void =>
    tell({ at, attempt: placed.at(-1)?.attempt as AttemptId, ...is } as CallEvent)
  return { ringer, placed, did, event }
}

test('ringer: what happens to the call is told, and its parts are played by their place', async () => {
  const { ringer, placed, did, event } = aLine()
  const told: ApprovalCallInput[] = []
  const phone = await ringer.ring({ campaign: aCampaign(), number: fiction, clips }, (input) =>
    told.push(input),
  )
  assert.equal(placed[0]?.lawful.number, fiction)
  event({ is: 'ringing', earlyMedia: false })
  event({ is: 'answered' })
  phone.play(1)
  event({ is: 'playEnded', clip: clips[1] as ClipId })
  event({ is: 'key', key: '1' })
  phone.hangUp()
  const rtp = { sent: 0, received: 0, lost: 0, jitterMs: 0 }
  event({ is: 'ended', by: 'us', rtp })
  assert.deepEqual(
    told.map(({ is }) => is),
    ['answered', 'partEnded', 'key', 'over'],
  )
  assert.deepEqual(did, ['load a', 'load b', 'play b', 'hang up'])
})

test('ringer: a practice phone approves nothing where real phones ring', async () => {
  const { ringer, placed } = aLine()
  const campaign = aCampaign({ practiceStart: null })
  await assert.rejects(
    ringer.ring({ campaign, number: fiction, clips }, () => undefined),
    (error: unknown) => error instanceof Failure && error.code === 'system',
  )
  assert.equal(placed.length, 0)
})

test('ringer: a number is rung three times a day, and two phones at once', async () => {
  const { ringer, event } = aLine()
  const ring = (number: E164) =>
    ringer.ring({ campaign: aCampaign(), number, clips }, () => undefined)
  const over = { by: 'us', rtp: { sent: 0, received: 0, lost: 0, jitterMs: ms(0) } } as const
  for (let call = 0; call < codeCallsPerNumber; call += 1) {
    await ring(fiction)
    event({ is: 'ended', ...over })
  }
  await assert.rejects(ring(fiction), /already rung/)
  for (let call = 0; call < approvalCallsAtOnceMax; call += 1) {
    await ring(`+3363998100${call}` as E164)
  }
  await assert.rejects(ring('+33639981009' as E164), /Other phones are rung now/)
})

test('ringer: a real trunk does not ring numbers of fiction, nor a number that is no phone', async () => {
  const { ringer } = aLine({ ...practiceTrunk, kind: 'real' })
  const ring = (number: string) =>
    ringer.ring({ campaign: aCampaign(), number: number as E164, clips }, () => undefined)
  await assert.rejects(ring(fiction))
  await assert.rejects(ring('+33112'))
})
