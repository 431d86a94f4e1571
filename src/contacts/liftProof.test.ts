import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseLiftProof, proofText } from './liftProof.ts'

const scan = '0f'.repeat(32)
// biome-ignore format: read as a table
const proofs: readonly (readonly [written: string, proof: string | undefined])[] = [
  ['code:PV-7K3M-92QD', 'code:PV-7K3M-92QD'], [' CODE:pv-7k3m-92qd ', 'code:PV-7K3M-92QD'],
  [`letter:${scan}`, `letter:${scan}`], [`letter:${scan.toUpperCase()}`, `letter:${scan}`],
  [`letter:${scan}0`, undefined], [`letter:${scan.slice(1)}`, undefined], ['letter:', undefined],
  ['code:', undefined], ['code:yes', undefined], ['they said so on the telephone', undefined], ['', undefined],
]

for (const [written, proof] of proofs) {
  test(`RGPD art. 21: "${written.slice(0, 40)}" ${proof ? 'is' : 'is not'} the person's own act (${written.length})`, () => {
    const parsed = parseLiftProof(written)
    assert.equal(parsed && proofText(parsed), proof)
  })
}
