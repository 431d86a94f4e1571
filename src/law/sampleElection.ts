/** The election of the demo and of the sample campaign: the presidential one of 2027, as announced. */
import type { Election } from '../campaign/election.ts'
import { saturdayTerritories } from './fr/codeElectoralL49.ts'

export const sampleElection: Election = {
  name: 'Présidentielle 2027',
  kind: 'presidential',
  status: 'announced',
  rounds: [
    {
      pollDate: '2027-04-18',
      saturday: { pollDate: '2027-04-17', territories: saturdayTerritories },
    },
    {
      pollDate: '2027-05-02',
      saturday: { pollDate: '2027-05-01', territories: saturdayTerritories },
    },
  ],
}
