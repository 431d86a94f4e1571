import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as passed } from 'node:timers/promises'
import { openProcess } from '../../bench/amd/process.ts'

const shell = (limitMs?: number) => openProcess(['sh'], 'inherit', /^\d+$/, limitMs)

test('a process is asked line by line, and each gets its own answer', async () => {
  const { ask, close } = shell()
  assert.deepEqual(await Promise.all([ask('echo 1'), ask('echo 2')]), ['1', '2'])
  close()
})

test('a process may remark on things: only what has the form of an answer is one', async () => {
  const { ask, close } = shell()
  const first = ask('echo sound unknown; echo 1')
  assert.deepEqual(await Promise.all([first, ask('echo 2')]), ['1', '2'])
  close()
})

test('a process that does not answer in time is ended, and whoever waits is told at which line', async () => {
  const { ask } = shell(100)
  // What it reads next keeps it in itself: a child of it would outlive it.
  const waits = [ask('while true; do :; done'), ask('echo 2')]
  const told = await Promise.allSettled(waits)
  assert.deepEqual(
    told.map((each) => each.status === 'rejected' && (each.reason as Error).message),
    ['sh ended at while true; do :; done', 'sh ended at echo 2'],
  )
})

test('a process that answers just in time is not ended afterwards', async () => {
  const { ask, close } = shell(1000)
  assert.equal(await ask('echo 1'), '1')
  await passed(1100)
  assert.equal(await ask('echo 2'), '2')
  close()
})
