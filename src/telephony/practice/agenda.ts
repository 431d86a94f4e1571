/**
 * What is to happen when: a binary heap of instants. Equal instants come out in the order they went
 * in, so that a run in virtual time is the same every time.
 */
import type { MonoMs } from '../../base/units.ts'

interface Entry<Item> {
  readonly at: MonoMs
  readonly order: number
  readonly item: Item
}

export interface Agenda<Item> {
  add(at: MonoMs, item: Item): void
  nextAt(): MonoMs | undefined
  /** Takes out the earliest entry if it is due. */
  takeDue(now: MonoMs): { readonly at: MonoMs; readonly item: Item } | undefined
}

export function openAgenda<Item>(): Agenda<Item> {
  const heap: Entry<Item>[] = []
  let added = 0
  return {
    add: (at, item) => {
      added += 1
      heap.push({ at, order: added, item })
      siftUp(heap)
    },
    nextAt: () => heap[0]?.at,
    takeDue: (now) => {
      const first = heap[0]
      if (!first || first.at > now) return undefined
      const last = heap.pop() as Entry<Item>
      if (heap.length > 0) {
        heap[0] = last
        siftDown(heap)
      }
      return first
    },
  }
}

const before = (a: Entry<unknown>, b: Entry<unknown>): boolean =>
  a.at < b.at || (a.at === b.at && a.order < b.order)

function siftUp(heap: Entry<unknown>[]): void {
  let child = heap.length - 1
  while (child > 0) {
    const parent = (child - 1) >> 1
    if (!swapIfEarlier(heap, child, parent)) return
    child = parent
  }
}

function siftDown(heap: Entry<unknown>[]): void {
  let parent = 0
  for (;;) {
    const left = 2 * parent + 1
    const right = left + 1
    if (left >= heap.length) return
    const child =
      right < heap.length && before(heap[right] as Entry<unknown>, heap[left] as Entry<unknown>)
        ? right
        : left
    if (!swapIfEarlier(heap, child, parent)) return
    parent = child
  }
}

function swapIfEarlier(heap: Entry<unknown>[], child: number, parent: number): boolean {
  const [a, b] = [heap[child] as Entry<unknown>, heap[parent] as Entry<unknown>]
  if (!before(a, b)) return false
  heap[parent] = a
  heap[child] = b
  return true
}
