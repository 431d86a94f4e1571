/** Moving over the map without a mouse: arrows go to the nearest territory, typed digits to their code. */

export interface Placed {
  readonly code: string
  readonly at: readonly number[]
}

export type Arrow = 'ArrowUp' | 'ArrowDown' | 'ArrowLeft' | 'ArrowRight'

/** What lies in the direction of the arrow and nearest; undefined at the edge of the map. */
export function nearest(areas: readonly Placed[], from: string, arrow: Arrow): Placed | undefined {
  const start = areas.find(({ code }) => code === from)
  if (!start) return areas[0]
  let best: Placed | undefined
  let bestCost = Number.POSITIVE_INFINITY
  for (const area of areas) {
    if (area === start) continue
    const [along, across] = towards(start.at, area.at, arrow)
    // Beside rather than before: another arrow leads there.
    if (along <= 0 || Math.abs(across) > 2 * along) continue
    const cost = along + 2 * Math.abs(across)
    if (cost < bestCost) [best, bestCost] = [area, cost]
  }
  return best
}

function towards(
  [x = 0, y = 0]: readonly number[],
  [toX = 0, toY = 0]: readonly number[],
  arrow: Arrow,
): readonly [along: number, across: number] {
  switch (arrow) {
    case 'ArrowUp':
      return [y - toY, toX - x]
    case 'ArrowDown':
      return [toY - y, toX - x]
    case 'ArrowLeft':
      return [x - toX, toY - y]
    case 'ArrowRight':
      return [toX - x, toY - y]
  }
}

/** Digits typed within this time of each other belong to one code. */
export const typingMs = 1200

export interface Typed {
  readonly text: string
  readonly at: number
}

/** The letters typed so far: « 9 », « 97 », « 972 ». */
export function typedOn(before: Typed, key: string, now: number): Typed {
  const continues = now - before.at <= typingMs
  return { text: ((continues ? before.text : '') + key.toUpperCase()).slice(-3), at: now }
}

/** The territory whose code begins with what was typed; a whole code before a longer one. */
export function codeTyped(areas: readonly Placed[], text: string): Placed | undefined {
  return areas.find(({ code }) => code === text) ?? areas.find(({ code }) => code.startsWith(text))
}
