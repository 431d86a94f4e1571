/** The election of the demo and of the sample campaign: the presidential one of 2027, as announced. */
import { assert } from '../base/assert.ts'
import type { Election } from '../campaign/election.ts'
import { knownElection } from './fr/elections.ts'

export const sampleElection: Election = known('presidentielle-2027')

function known(key: string): Election {
  const election = knownElection(key)
  assert(election !== undefined, `the election ${key} is known`)
  return election
}
