import assert from 'node:assert/strict'
import { test } from 'node:test'
import { CALLS_EXPECTED, limitWords, openFilesOf } from './mediaLimits.ts'
import { RECEIVE_BUFFER_BYTES } from './mediaSockets.ts'

test('limits of the kernel are told when they are too small, with what raises them', () => {
  const enough = { receiveBuffer: RECEIVE_BUFFER_BYTES / 2, files: CALLS_EXPECTED * 4 + 1000 }
  assert.deepEqual(limitWords(enough), [])
  assert.deepEqual(limitWords({ ...enough, files: undefined }), [])
  assert.match(limitWords({ ...enough, files: enough.files - 1 })[0] ?? '', /LimitNOFILE/)
  const small = limitWords({ ...enough, receiveBuffer: enough.receiveBuffer - 1 })
  assert.match(small[0] ?? '', /net\.core\.rmem_max=1048576/)
})

test('proc(5): the soft limit of open files', () => {
  const row = (soft: string) =>
    `Max processes  5  5  processes\nMax open files  ${soft}  524288  files\n`
  assert.equal(openFilesOf(row('1024')), 1024)
  assert.equal(openFilesOf(row('unlimited')), undefined)
  assert.equal(openFilesOf(''), undefined)
})
