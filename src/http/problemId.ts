/**
 * What one failure is called: shown to the person, written into the server's log, so that who is told
 * "PV-4F2A7K" finds the line. Shorter than a receipt: it finds a line, it opens nothing.
 */
import { randomBytes } from 'node:crypto'
import { letters } from '../store/receipt.ts'

/** 30 bits: of the thousand failures of a bad day two share a name in one of two thousand such days. */
const lettersInId = 6

/** `PV-4F2A7K` */
export const newProblemId = (): string =>
  `PV-${[...randomBytes(lettersInId)].map((byte) => letters[byte & 31]).join('')}`
