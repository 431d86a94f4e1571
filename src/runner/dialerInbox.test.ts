/** The tick of the dialler: no instant is lost between a step and the timer that is set after it. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { CampaignId, TrunkId } from '../base/ids.ts'
import { type MonoMs, monoMs, ms } from '../base/units.ts'
import { plainTrunk } from '../call/trunk.ts'
import { idleDialer, nextTickAt } from '../dialer/dialer.ts'
import { started } from '../dialer/pacer.ts'
import type { Run } from './context.ts'
import { dialerInbox } from './dialerInbox.ts'

const id = 'main' as TrunkId
const trunk = { id, ...plainTrunk, callsPerSecond: 40, concurrentCalls: 10 }
const campaign = 'spring' as CampaignId

/** A run whose effects take so long that its clock has gone on by `effectsLastMs` when they are done. */
function slowRun(effectsLastMs: number) {
  const woken: MonoMs[] = []
  const idle = idleDialer([trunk], [{ campaign, over: [id] }], monoMs(0))
  const lanes = idle.lanes.map((lane) => ({ ...lane, gate: 'paused' as const }))
  const trunks = idle.trunks.map((own) => ({ ...own, pacer: started(own.pacer, monoMs(0)) }))
  const dialer = { ...idle, lanes, trunks }
  let now = 0
  const run = {
    dialer,
    timer: {
      mono: () => monoMs(now),
      wakeAt: (at: MonoMs) => {
        woken.push(at)
        return () => undefined
      },
    },
    meter: {
      up: () => {
        now += effectsLastMs
      },
    },
  } as unknown as Run
  const due = nextTickAt(dialer, monoMs(0))
  assert.ok(due !== undefined)
  return {
    inbox: dialerInbox(
      () => run,
      (error) => assert.fail(String(error)),
    ),
    woken,
    due,
  }
}

for (const late of [-1, 0, 1]) {
  test(`dialler inbox: a start that falls due ${late} ms before its effects are done still has its tick`, () => {
    const { due } = slowRun(0)
    const { inbox, woken } = slowRun(ms(due + late))
    inbox.post({ is: 'tick' })
    assert.deepEqual(woken, [due])
  })
}
