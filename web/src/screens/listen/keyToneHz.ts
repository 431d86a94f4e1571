/** The two tones of a key (ITU-T Q.23): its row and its column. */

export const keypad = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '0', '#'] as const
export type Key = (typeof keypad)[number]

const rowsHz = [697, 770, 852, 941]
const columnsHz = [1209, 1336, 1477]

export function keyToneHz(key: string): readonly number[] {
  const index = (keypad as readonly string[]).indexOf(key)
  if (index === -1) return []
  return [rowsHz[Math.floor(index / 3)] ?? 0, columnsHz[index % 3] ?? 0]
}
