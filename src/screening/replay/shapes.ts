/** The operations that can be replayed. */
import { assert } from '../../base/assert.ts'
import type { Shape } from './shape.ts'
import { shape2017 } from './shape2017.ts'
import { shape2020 } from './shape2020.ts'

export const shapes: readonly Shape[] = [shape2017, shape2020]

export function shapeNamed(key: string): Shape {
  const shape = shapes.find((each) => each.key === key)
  assert(shape, `there is a shape ${key}`)
  return shape
}
