/** Everything ledger entries speak of; how each is read again is said in auditSubject.ts. */
import { administrativeAct } from './auditAccess.ts'
import { campaignSubjects } from './auditCampaigns.ts'
import { consentSubjects } from './auditConsents.ts'
import { rightsSubjects } from './auditRights.ts'
import type { AuditSubject } from './auditSubject.ts'
import { suppressionSubjects } from './auditSuppression.ts'

export const auditSubjects: readonly AuditSubject[] = [
  ...consentSubjects,
  ...campaignSubjects,
  ...rightsSubjects,
  ...suppressionSubjects,
  administrativeAct,
]

export function auditSubjectOf(subject: string): AuditSubject | undefined {
  const name = nameOf(subject)
  return auditSubjects.find((known) => known.name === name)
}

export const nameOf = (subject: string): string => subject.slice(0, subject.indexOf('/'))
export const keyOf = (subject: string): string => subject.slice(subject.indexOf('/') + 1)
