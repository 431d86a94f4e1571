/**
 * Who may do what: six roles of people, each a set of permissions; an API key carries a set of its own.
 * A role given in an organisation holds in all organisations below it.
 */

export const permissions = [
  // Campaigns: see them, prepare them, launch or resume them, stop them.
  ...(['campaign.read', 'campaign.write', 'campaign.launch', 'campaign.stop'] as const),
  ...(['message.write', 'message.approve'] as const),
  // People: masked lists and one person's file; whole numbers; files and corrections.
  ...(['people.read', 'people.reveal', 'people.write'] as const),
  ...(['suppression.read', 'suppression.write', 'rights.read', 'rights.answer'] as const),
  ...(['report.read', 'report.export', 'money.read', 'money.write'] as const),
  ...(['evidence.read', 'audit.read', 'trunk.read', 'trunk.write'] as const),
  ...(['team.read', 'team.write', 'key.write', 'webhook.write', 'organisation.write'] as const),
] as const
export type Permission = (typeof permissions)[number]

export const roles = [
  'owner',
  'campaignManager',
  'messageApprover',
  'treasurer',
  'dataProtectionOfficer',
  'observer',
] as const
export type Role = (typeof roles)[number]

/** Figures without people: what everybody of a team may see. */
const seen = ['campaign.read', 'report.read'] as const satisfies readonly Permission[]

const granted: Readonly<Record<Role, readonly Permission[]>> = {
  owner: permissions,
  campaignManager: [
    ...seen,
    ...(['campaign.write', 'campaign.launch', 'campaign.stop', 'message.write'] as const),
    ...(['people.read', 'people.reveal', 'people.write'] as const),
    ...(['suppression.read', 'suppression.write', 'rights.read'] as const),
    ...(['report.export', 'money.read', 'trunk.read', 'team.read', 'evidence.read'] as const),
  ],
  messageApprover: [...seen, 'message.approve', 'campaign.stop'],
  treasurer: [...seen, 'report.export', 'money.read', 'money.write', 'evidence.read'],
  dataProtectionOfficer: [
    ...seen,
    ...(['campaign.stop', 'people.read', 'people.reveal', 'people.write'] as const),
    ...(['suppression.read', 'suppression.write', 'rights.read', 'rights.answer'] as const),
    ...(['report.export', 'evidence.read', 'audit.read', 'team.read'] as const),
  ],
  observer: seen,
}

export const permissionsOf = (role: Role): readonly Permission[] => granted[role]

/** The permissions of several roles together. */
export function permissionsOfAll(held: readonly Role[]): ReadonlySet<Permission> {
  return new Set(held.flatMap((role) => granted[role]))
}
