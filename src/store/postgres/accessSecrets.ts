/** Secrets that let somebody in: 256 random bits, told once; only their hash is kept. */
import { createHash, randomBytes } from 'node:crypto'

const secretBytes = 32

export const newSecret = (): string => randomBytes(secretBytes).toString('base64url')

export const hashOfSecret = (secret: string): Buffer => createHash('sha256').update(secret).digest()

/** By which people tell keys apart; not secret. */
export const newKeyPrefix = (): string => `pv_${randomBytes(4).toString('hex')}`
