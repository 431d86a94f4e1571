/** An objection of somebody who rang us, as it lies on the disk: sealed under the number key, for it names a number. */
import type { NumberKey } from './numberKey.ts'
import type { RingBackObjection } from './ringBackStore.ts'

export const sealedObjection = (
  key: Pick<NumberKey, 'seal'>,
  objection: RingBackObjection,
): string => key.seal(Buffer.from(JSON.stringify(objection), 'utf8')).toString('base64')

export const unsealedObjection = (
  key: Pick<NumberKey, 'unseal'>,
  sealed: string,
): RingBackObjection =>
  JSON.parse(key.unseal(Buffer.from(sealed, 'base64')).toString('utf8')) as RingBackObjection
