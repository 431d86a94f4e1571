/** The AccessStore on PostgreSQL, on the system's database: its verbs, family by family. */
import type { AccessStore } from '../accessStore.ts'
import type { Database } from '../database.ts'
import { invitationVerbs } from './accessInvitations.ts'
import { journalVerbs } from './accessJournal.ts'
import { keyVerbs } from './accessKeys.ts'
import { organisationVerbs } from './accessOrganisations.ts'
import { secondFactorVerbs } from './accessSecondFactor.ts'
import { sessionVerbs } from './accessSessions.ts'
import { memberVerbs } from './accessTeam.ts'
import { firstRunVerbs, profileVerbs } from './accessUsers.ts'

export function postgresAccessStore(system: Database): AccessStore {
  return {
    ...firstRunVerbs(system),
    ...profileVerbs(system),
    ...sessionVerbs(system),
    ...secondFactorVerbs(system),
    ...memberVerbs(system),
    ...invitationVerbs(system),
    ...keyVerbs(system),
    ...organisationVerbs(system),
    ...journalVerbs(system),
  }
}
