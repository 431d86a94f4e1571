/** The tables that kysely queries, as migrations/0002 makes them. The dialling itself is in raw SQL. */
import type { Generated, JSONColumnType } from 'kysely'
import type { AnsweringMachines } from '../../campaign/answeringMachines.ts'
import type { CampaignState, Menu, RetryPolicy, SoftStart } from '../../campaign/campaign.ts'
import type { Election } from '../../campaign/election.ts'
import type { MessagePart, PartRole, VoiceMessage } from '../../campaign/voiceMessage.ts'
import type { WeeklyHours } from '../../campaign/weeklyHours.ts'

export interface Tables {
  trunk: {
    id: string
    organisation_id: Generated<number>
    kind: 'practice' | 'real'
    host: string
    port: number
    username: string | null
    password: string | null
    calls_per_second: number
    concurrent_calls: number
    caller_ids: string[]
    profile: JSONColumnType<object>
    secrets_sealed: Buffer | null
    route: string | null
    priority: number
    weight: number
    per_minute_micro_euro: number | null
    per_call_micro_euro: number | null
    first_increment_s: number | null
    increment_s: number | null
  }
  own_phone: { organisation_id: Generated<number>; phone: string; label: string; added_at: number }
  campaign: {
    id: string
    organisation_id: number
    name: string
    controller: string
    purpose: 'electoral' | 'other'
    election: JSONColumnType<Election> | null
    trunk_id: string
    caller_id: string
    state: CampaignState
    deadline: number
    ring_timeout_ms: number
    max_talk_ms: number
    menu: JSONColumnType<Menu>
    retry: JSONColumnType<RetryPolicy>
    practice_start: number | null
    starts_at: number | null
    hours: JSONColumnType<WeeklyHours[]> | null
    soft_start: JSONColumnType<SoftStart> | null
    deleted_at: Generated<number | null>
    copied_from: Generated<string | null>
    answering_machines: AnsweringMachines
    voicemails_a_day_max: number | null
    budget_micro_euro: number | null
    created_at: number
    revision: Generated<number>
  }
  campaign_event: {
    id: Generated<number>
    campaign_id: string
    at: number
    who: string
    what: string
    from_state: string | null
    to_state: string | null
    why: string
  }
  campaign_counter: { campaign_id: string }
  clip: { id: string; pcma: Uint8Array; pcmu: Uint8Array }
  voice_message: {
    campaign_id: string
    version: number
    hash: string
    parts: JSONColumnType<Record<PartRole, MessagePart>>
    versions: JSONColumnType<Pick<VoiceMessage, 'voicemail' | 'callback'>> | null
    voice_origin: VoiceMessage['voiceOrigin']
    added_at: number
    author_user: number | null
    author_name: string | null
    author_email: string | null
  }
  voice_message_approval: {
    id: Generated<number>
    campaign_id: string
    version: number
    hash: string
    approved_by: string
    approved_at: number
  }
  legal_declaration: {
    id: Generated<number>
    campaign_id: string
    part: string
    value: JSONColumnType<object> | null
    declared_by: string
    declared_at: number
  }
}
