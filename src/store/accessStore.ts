/**
 * People, programs and organisations, in the business's verbs: who signs in, who may do what where, and
 * what was administered. Works on the system's database: no tenant sees these tables. Every verb that
 * administers writes a journal row that the organisation's ledger binds. Secrets are returned once, when
 * they are made; only their hashes stay. Refusals are Failures with one sentence.
 */
import type { Actor } from '../access/actor.ts'
import type { OrganisationRules } from '../access/organisationRules.ts'
import type { Permission, Role } from '../access/permission.ts'
import type { EpochMs } from '../base/units.ts'

export interface User {
  readonly id: number
  /** As it was typed; unique whatever its case. */
  readonly email: string
  readonly name: string
  readonly language: 'fr' | 'en'
  readonly hasSecondFactor: boolean
  readonly createdAt: EpochMs
}

export type OrganisationMode = 'practice' | 'production'

export interface OrganisationRecord {
  readonly id: number
  /** null: at the top. */
  readonly parent: number | null
  readonly name: string
  readonly mode: OrganisationMode
  readonly createdAt: EpochMs
  /** What it says itself, and what holds for it with everything above. */
  readonly rules: OrganisationRules
  readonly effective: OrganisationRules
  /** What holds above it: its own rules may only be stricter. */
  readonly parentEffective: OrganisationRules
}

/** One place where a user may act. */
export interface Membership {
  readonly organisation: number
  readonly name: string
  readonly parent: number | null
  readonly mode: OrganisationMode
  /** Those given here and those given above, together. */
  readonly roles: readonly Role[]
}

/** One person of a team. */
export interface Member {
  readonly user: number
  readonly email: string
  readonly name: string
  readonly hasSecondFactor: boolean
  readonly roles: readonly Role[]
  /** Of which the roles come from an organisation above: changed there. */
  readonly inheritedFrom: { readonly organisation: number; readonly name: string } | null
  readonly since: EpochMs
  readonly lastSeenAt: EpochMs | null
}

export interface Session {
  readonly id: number
  readonly user: User
  readonly openedAt: EpochMs
  readonly lastSeenAt: EpochMs
  /** When it ends if nothing more is asked, and when it ends whatever is asked. */
  readonly idleUntil: EpochMs
  readonly endsAt: EpochMs
  readonly address: string
  readonly agent: string
}

export interface Invitation {
  readonly id: number
  readonly organisation: number
  readonly organisationName: string
  readonly email: string
  readonly roles: readonly Role[]
  readonly invitedBy: string
  readonly invitedAt: EpochMs
  readonly expiresAt: EpochMs
  readonly state: 'open' | 'accepted' | 'revoked' | 'expired'
}

export interface ApiKey {
  readonly id: number
  readonly name: string
  /** The first signs of the key, by which people recognise it: `pv_3fa9c2d1`. */
  readonly prefix: string
  readonly scopes: readonly Permission[]
  readonly createdBy: string
  readonly createdAt: EpochMs
  readonly expiresAt: EpochMs | null
  readonly lastUsedAt: EpochMs | null
  readonly revokedAt: EpochMs | null
}

/** Whom a key belongs to, once it is known to be good. */
export interface KeyHolder {
  readonly key: number
  readonly name: string
  readonly organisation: number
  readonly scopes: readonly Permission[]
}

/** What was administered, newest first; `seq` is the entry of the ledger that binds it. */
export interface AdministrativeAct {
  readonly id: number
  readonly at: EpochMs
  readonly who: string
  readonly what: string
  readonly about: Readonly<Record<string, unknown>>
}

export interface Visit {
  /** Of the browser, as seen by the server. */
  readonly address: string
  readonly agent: string
}

/** What a sign-in is counted under: the e-mail address typed and the network address it came from. */
export interface SignInSubjects {
  readonly email: string
  readonly address: string
}

/** What the first run creates, all or nothing. */
export interface FirstOwner {
  readonly setupToken: string
  readonly email: string
  readonly name: string
  readonly passwordHash: string
  readonly language: 'fr' | 'en'
  /** null, after a reset: it keeps its name. */
  readonly organisationName: string | null
}

export interface NewcomerByInvitation {
  readonly token: string
  readonly name: string
  /** Ignored where the address has a user already: they must be signed in (`user`). */
  readonly passwordHash: string | null
  readonly user: number | null
  readonly language: 'fr' | 'en'
}

export interface FirstRunVerbs {
  hasOwner(): Promise<boolean>
  /** Makes the token the wizard needs, in place of the one before; valid 24 h. Fails once there is an owner. */
  makeSetupToken(now: EpochMs): Promise<string>
  createOwner(owner: FirstOwner, now: EpochMs): Promise<User>
  /** Nobody owns it, or a link of a reset waits to be used. */
  setupIsOpen(now: EpochMs): Promise<boolean>
  /** The single-use link for an owner who lost every way in; ends the sessions of all owners. */
  resetOwner(by: string, now: EpochMs): Promise<string>
}

export interface SignInVerbs {
  /** null: nobody has this address. Compare with a decoy hash then, so that time tells nothing. */
  credentials(email: string): Promise<{ readonly user: User; readonly passwordHash: string } | null>
  /** null: try; else nobody may try before that instant. */
  lockedUntil(subjects: SignInSubjects, now: EpochMs): Promise<EpochMs | null>
  /** Counts a failed sign-in (wrong password or code); answers when the next one may be tried. */
  signInFailed(subjects: SignInSubjects, now: EpochMs): Promise<EpochMs | null>
  signInSucceeded(subjects: SignInSubjects): Promise<void>
  /** The secret goes into the cookie; a session of before is never taken over. */
  openSession(
    user: number,
    visit: Visit,
    now: EpochMs,
  ): Promise<{ secret: string; session: Session }>
  /** null: unknown, ended or too old. Notes that it was seen (at most once a minute). */
  session(secret: string, now: EpochMs): Promise<Session | null>
  /** With the roles that its user holds there, in one look: every request asks for both. */
  sessionIn(
    secret: string,
    organisation: number,
    now: EpochMs,
  ): Promise<{ readonly session: Session; readonly roles: readonly Role[] } | null>
  sessions(user: number, now: EpochMs): Promise<readonly Session[]>
  /** False: this user has no such session. */
  endSession(user: number, session: number): Promise<boolean>
  endOtherSessions(user: number, kept: number): Promise<number>
  /** Ends every other session. */
  changePassword(
    user: number,
    passwordHash: string,
    kept: number | null,
    now: EpochMs,
  ): Promise<void>
  updateProfile(user: number, change: { name?: string; language?: 'fr' | 'en' }): Promise<User>
}

export interface SecondFactorVerbs {
  /** A new secret, not in force until confirmed. `uri`: otpauth://, for the QR code. */
  beginSecondFactor(user: number, now: EpochMs): Promise<{ secret: string; uri: string }>
  /** In force from now on; the recovery codes are shown once. Fails when the code is wrong. */
  confirmSecondFactor(user: number, code: string, now: EpochMs): Promise<readonly string[]>
  /** A code of the app, or a recovery code, each good once. */
  secondFactorPasses(user: number, code: string, now: EpochMs): Promise<boolean>
  recoveryCodesLeft(user: number): Promise<number>
  newRecoveryCodes(user: number, now: EpochMs): Promise<readonly string[]>
  removeSecondFactor(user: number, now: EpochMs): Promise<void>
}

export interface TeamVerbs {
  /** Everywhere the user may act, parents before children, then by name. */
  organisationsOf(user: number): Promise<readonly Membership[]>
  /** Empty: the user has nothing to do there, or there is no such organisation. */
  rolesIn(user: number, organisation: number): Promise<readonly Role[]>
  members(organisation: number): Promise<readonly Member[]>
  /** No role: leaves. The last owner of an organisation at the top stays one. */
  setRoles(
    organisation: number,
    user: number,
    roles: readonly Role[],
    actor: Actor,
    now: EpochMs,
  ): Promise<void>
  /** `token` is the secret of the link /app/invitation/TOKEN; good once, for 7 days. */
  invite(
    organisation: number,
    invited: { readonly email: string; readonly roles: readonly Role[] },
    actor: Actor,
    now: EpochMs,
  ): Promise<{ token: string; invitation: Invitation }>
  invitations(organisation: number, now: EpochMs): Promise<readonly Invitation[]>
  /** `known`: the address has a user, who must sign in to accept. null: no such link. */
  invitation(
    token: string,
    now: EpochMs,
  ): Promise<(Invitation & { readonly known: boolean }) | null>
  acceptInvitation(newcomer: NewcomerByInvitation, now: EpochMs): Promise<User>
  revokeInvitation(
    organisation: number,
    invitation: number,
    actor: Actor,
    now: EpochMs,
  ): Promise<void>
}

export interface KeyVerbs {
  createKey(
    organisation: number,
    key: {
      readonly name: string
      readonly scopes: readonly Permission[]
      readonly expiresAt: EpochMs | null
    },
    actor: Actor,
    now: EpochMs,
  ): Promise<{ secret: string; key: ApiKey }>
  keys(organisation: number): Promise<readonly ApiKey[]>
  revokeKey(organisation: number, key: number, actor: Actor, now: EpochMs): Promise<void>
  /** null: unknown, revoked or expired. Notes the use (at most once a minute). */
  keyHolder(secret: string, now: EpochMs): Promise<KeyHolder | null>
}

export interface OrganisationVerbs {
  /** null: there is none. */
  organisation(id: number): Promise<OrganisationRecord | null>
  /** Itself first, then everything below, parents before children, then by name. */
  organisationTree(top: number): Promise<readonly OrganisationRecord[]>
  /** Its id and those of everything below: what a roll-up reads, and where its keys and roles hold. */
  organisationReach(top: number): Promise<readonly number[]>
  isWithin(organisation: number, top: number): Promise<boolean>
  createOrganisation(
    parent: number,
    child: { readonly name: string; readonly rules: OrganisationRules },
    actor: Actor,
    now: EpochMs,
  ): Promise<OrganisationRecord>
  /** Rules replace those of before; a looser one than the parent's is refused with measured and limit. */
  updateOrganisation(
    id: number,
    change: { readonly name?: string; readonly rules?: OrganisationRules },
    actor: Actor,
    now: EpochMs,
  ): Promise<OrganisationRecord>
  /** What production needs, each met or not. */
  productionNeeds(
    id: number,
  ): Promise<readonly { readonly need: ProductionNeed; readonly met: boolean }[]>
  /** To production: refused while a need is not met. */
  setMode(
    id: number,
    mode: OrganisationMode,
    actor: Actor,
    now: EpochMs,
  ): Promise<OrganisationRecord>
}

export const productionNeedList = [
  'realTrunk',
  'ownPhone',
  'dataProtectionOfficer',
  'ownersHaveSecondFactor',
] as const
export type ProductionNeed = (typeof productionNeedList)[number]

export interface JournalVerbs {
  /** Newest first; `before`: the id of the last one of the page before. */
  administrativeActs(
    organisation: number,
    limit: number,
    before?: number,
  ): Promise<readonly AdministrativeAct[]>
}

export interface AccessStore
  extends FirstRunVerbs,
    SignInVerbs,
    SecondFactorVerbs,
    TeamVerbs,
    KeyVerbs,
    OrganisationVerbs,
    JournalVerbs {}
