/** Names of things, each its own type so that one cannot stand for another. */

declare const kind: unique symbol
type Id<Name extends string> = string & { readonly [kind]: Name }

export type OrganisationId = Id<'Organisation'>
export type CampaignId = Id<'Campaign'>
export type TrunkId = Id<'Trunk'>
export type TargetId = Id<'Target'>
/** A UUID, chosen before the attempt is armed. */
export type AttemptId = Id<'CallAttempt'>
/** Lower-case hex SHA-256 of the A-law bytes of a clip. */
export type ClipId = Id<'Clip'>
