import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { type Arrow, codeTyped, nearest, type Placed, typedOn, typingMs } from './mapMoves.ts'

const file = path.join(import.meta.dirname, 'franceMap.json')
const { areas } = JSON.parse(readFileSync(file, 'utf8')) as { areas: Placed[] }

test('map: 96 departments and 11 territories overseas, at most 30 kB compressed', () => {
  assert.equal(areas.length, 107)
  assert.equal(new Set(areas.map(({ code }) => code)).size, 107)
  assert.ok(gzipSync(readFileSync(file), { level: 9 }).length <= 30_000)
})

test('map: arrows lead from a department to its neighbour, and off the edge nowhere', () => {
  assert.equal(nearest(areas, '45', 'ArrowRight')?.code, '89')
  assert.equal(nearest(areas, '2B', 'ArrowDown')?.code, '2A')
  assert.equal(nearest(areas, '2A', 'ArrowDown'), undefined)
  assert.equal(nearest(areas, 'nowhere', 'ArrowUp'), areas[0])
})

test('map: every territory is reached from Paris by arrows alone', () => {
  const arrows: readonly Arrow[] = ['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight']
  const reached = new Set(['75'])
  const open = ['75']
  for (let code = open.pop(); code !== undefined; code = open.pop()) {
    for (const arrow of arrows) {
      const next = nearest(areas, code, arrow)?.code
      if (next === undefined || reached.has(next)) continue
      reached.add(next)
      open.push(next)
    }
  }
  const missed = areas.filter(({ code }) => !reached.has(code)).map(({ code }) => code)
  assert.deepEqual(missed, [])
})

test('map: typing 972 jumps to Martinique, after a pause a new code begins', () => {
  let typed = { text: '', at: 0 }
  for (const key of ['9', '7', '2']) typed = typedOn(typed, key, 100)
  assert.equal(codeTyped(areas, typed.text)?.code, '972')
  assert.equal(typedOn(typed, '2', 100 + typingMs).text, '722')
  assert.equal(typedOn(typed, '2', 101 + typingMs).text, '2')
  assert.equal(codeTyped(areas, '2')?.code, '2A')
  assert.equal(codeTyped(areas, '2A')?.code, '2A')
})
