/** The reference a person is given for what they asked: to be written down and read aloud, not guessed. */
import { randomBytes } from 'node:crypto'

/** No 0, 1, I or O, which are misread; 32 letters, so that five bits of a byte choose one. */
export const letters = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'
/** 16 letters of 5 bits: 80 bits, which nobody tries out. */
const lettersInReference = 16

/** `S-7Q4K-X2MD-93HB-TRW5` */
export function newReference(prefix: string): string {
  const drawn = [...randomBytes(lettersInReference)].map((byte) => letters[byte & 31])
  const groups = [0, 4, 8, 12].map((at) => drawn.slice(at, at + 4).join(''))
  return [prefix, ...groups].join('-')
}
