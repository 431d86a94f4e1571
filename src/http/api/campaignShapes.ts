/** A campaign as the API shows it, and what may be changed of it. */
import { z } from 'zod'
import { answeringMachineChoices } from '../../campaign/answeringMachines.ts'
import type { Campaign } from '../../campaign/campaign.ts'
import { onePassMs } from '../../campaign/voiceMessage.ts'
import { electionSchema } from '../../law/electionSchema.ts'
import { weeklyHours } from '../../law/factFields.ts'
import { budgetMicroEuroMax } from '../../money/budget.ts'
import type { CampaignCounters } from '../../store/store.ts'
import { instant, isoOf, isoOrNull } from './times.ts'

export const ofOrganisation = z.object({ organisation: z.coerce.number().int() })
export const ofCampaign = ofOrganisation.extend({ campaign: z.string().min(1).max(100) })

export const said = z
  .object({ fr: z.string(), en: z.string() })
  .meta({ id: 'Said', description: 'The same whole sentence in both languages.' })

export const campaignStates = [
  'draft',
  'ready',
  'running',
  'paused',
  'completed',
  'stopped',
] as const
const dtmfKey = z.string().max(1).describe('A key of the telephone.')

export const retryShape = z
  .object({
    attemptsMax: z.int().min(1).max(10).describe('Calls per person, the first one included.'),
    busyDelayMs: z.int().min(1000).max(604_800_000).describe('Milliseconds.'),
    noAnswerDelayMs: z.int().min(1000).max(604_800_000).describe('Milliseconds.'),
    carrierDelayMs: z.int().min(1000).max(604_800_000).describe('Milliseconds.'),
  })
  .meta({ id: 'RetryPolicy' })

export const softStartShape = z
  .object({
    calls: z.int().min(1).max(100_000).describe('So many calls leave slowly.'),
    callsPerSecond: z.number().min(0.1).max(100),
  })
  .meta({ id: 'SoftStart' })

const answeringMachines = z
  .enum(answeringMachineChoices)
  .describe(
    'Where a machine answers. ignore: nobody listens for it; hangUp: only people are spoken to; ' +
      'leaveVoicemail: the voicemail version is left, once a person.',
  )

export const stepNames = ['purpose', 'people', 'message', 'schedule', 'check', 'listen'] as const
export type StepName = (typeof stepNames)[number]

export const findingShape = z
  .object({
    step: z.enum(stepNames).describe('The step that mends it.'),
    weight: z.enum(['blocks', 'warns']).describe('warns: real calls would be refused for it.'),
    code: z.string().describe('A rule of law, or what is missing: message, approval, deadline …'),
    title: said,
    article: z.string().nullable(),
    measured: z.string(),
    limit: z.string().describe('What would pass.'),
    say: said,
  })
  .meta({ id: 'Finding' })

export const stepShape = z
  .object({
    step: z.enum(stepNames),
    mark: z.enum(['done', 'attention', 'open']).describe('✔, ! and –.'),
    blocks: z.int(),
    warns: z.int(),
  })
  .meta({ id: 'CampaignStep' })

const countsShape = z.object({
  targets: z.int().describe('People chosen; 0 until somebody checks or launches.'),
  remaining: z.int(),
  attempts: z.int(),
  objections: z.int(),
})

export const campaignShape = z
  .object({
    id: z.string(),
    name: z.string(),
    state: z.enum(campaignStates),
    practice: z.boolean().describe('No real phone rings.'),
    controller: z.string().describe('On whose behalf, as the consents name them.'),
    purpose: z.enum(['electoral', 'other']),
    election: electionSchema.nullable(),
    trunk: z.string(),
    callerId: z.string().describe('The number shown, E.164.'),
    startsAt: instant.nullable().describe('No call before it; null: as soon as it is launched.'),
    deadline: instant.describe('No call starts at or after it, and none is up at it.'),
    hours: z.array(weeklyHours).nullable().describe('Chosen within those of the law; null: all.'),
    softStart: softStartShape.nullable(),
    practiceStart: instant.nullable().describe('Where the practice clock starts.'),
    clock: instant.describe('What the clock of the campaign says now.'),
    ringTimeoutMs: z.number(),
    maxTalkMs: z.number(),
    menu: z.object({
      listen: dtmfKey,
      objection: dtmfKey,
      replay: dtmfKey,
      gateTimeoutMs: z.number(),
      replaysMax: z.int(),
    }),
    retry: retryShape,
    answeringMachines,
    voicemailsADayMax: z.int().nullable().describe('Null: no limit of its own.'),
    budgetMicroEuro: z.int().nullable(),
    message: z
      .object({
        version: z.int(),
        hash: z.string(),
        durationMs: z.number().describe('One pass, from the answer to the end.'),
        approvedBy: z.string().nullable(),
        approvedAt: instant.nullable(),
      })
      .nullable(),
    counts: countsShape,
    steps: z.array(stepShape),
    findings: z.array(findingShape),
  })
  .meta({ id: 'Campaign' })

export function campaignReply(
  campaign: Campaign,
  counters: Pick<CampaignCounters, 'targets' | 'remaining' | 'attempts' | 'objections'>,
  clock: Campaign['deadline'],
): Omit<z.input<typeof campaignShape>, 'steps' | 'findings'> {
  const { message, practiceStart, menu } = campaign
  const { targets, remaining, attempts, objections } = counters
  return {
    id: campaign.id,
    name: campaign.name,
    state: campaign.state,
    practice: practiceStart !== null,
    controller: campaign.controller,
    purpose: campaign.purpose,
    // What was stored was once read by this very schema.
    election: campaign.election as z.input<typeof electionSchema> | null,
    trunk: campaign.trunk,
    callerId: campaign.callerId,
    startsAt: isoOrNull(campaign.startsAt ?? null),
    deadline: isoOf(campaign.deadline),
    hours: campaign.hours?.map((row) => ({ ...row, days: [...row.days] })) ?? null,
    softStart: campaign.softStart ?? null,
    practiceStart: isoOrNull(practiceStart),
    clock: isoOf(clock),
    ringTimeoutMs: campaign.ringTimeoutMs,
    maxTalkMs: campaign.maxTalkMs,
    menu,
    retry: campaign.retry,
    answeringMachines: campaign.answeringMachines ?? 'ignore',
    voicemailsADayMax: campaign.voicemailsADayMax ?? null,
    budgetMicroEuro: campaign.budgetMicroEuro ?? null,
    message: message && {
      version: message.version,
      hash: message.hash,
      durationMs: onePassMs(message, menu.gateTimeoutMs),
      approvedBy: message.approval?.by ?? null,
      approvedAt: isoOrNull(message.approval?.at ?? null),
    },
    counts: { targets, remaining, attempts, objections },
  }
}

const name = z.string().trim().min(1).max(200)

export const newCampaignBody = z.object({
  name,
  controller: name.describe('On whose behalf, exactly as the consents name them.'),
  practice: z
    .boolean()
    .default(true)
    .describe('Real calls only in an organisation that has left practice.'),
  election: z
    .string()
    .max(60)
    .nullable()
    .default(null)
    .describe('Key of a known election; null: none for now.'),
})

export const campaignPatchBody = z.object({
  name: name.optional(),
  controller: name.optional(),
  purpose: z.enum(['electoral', 'other']).optional(),
  election: z
    .union([z.object({ known: z.string().max(60) }), electionSchema])
    .nullable()
    .optional()
    .describe('A known one by its key, or one of your own; null: none concerns this campaign.'),
  trunk: z.string().max(100).optional(),
  callerId: z.string().max(30).optional().describe('One of those of the trunk.'),
  startsAt: instant.nullable().optional(),
  deadline: instant.optional(),
  hours: z.array(weeklyHours).max(50).nullable().optional(),
  softStart: softStartShape.nullable().optional(),
  practiceStart: instant.optional(),
  ringTimeoutMs: z.int().min(5000).max(120_000).optional(),
  maxTalkMs: z.int().min(10_000).max(900_000).optional(),
  retry: retryShape.optional(),
  answeringMachines: answeringMachines.optional(),
  voicemailsADayMax: z.int().min(1).max(1_000_000).nullable().optional(),
  budgetMicroEuro: z.int().min(0).max(budgetMicroEuroMax).nullable().optional(),
})
