/** Shapes of one number's page: who it is, may it be called, and all that was ever decided. */
import { z } from 'zod'
import { ringBackOutcomeNames } from '../../call/ringBackOutcome.ts'
import { instant } from './times.ts'

export const said = z.object({ fr: z.string(), en: z.string() })

export const contactLine = z
  .object({
    id: z.int(),
    phone: z.string().describe('Masked: 06 39 98 •• 34.'),
    lastName: z.string().nullable(),
    firstName: z.string().nullable(),
    commune: z.string().nullable(),
    postcode: z.string().nullable(),
    territory: z.string().nullable(),
    createdAt: instant,
  })
  .meta({ id: 'Contact' })

const refusal = z.object({
  rule: z.string(),
  measured: z.string().nullable(),
  limit: z.string().nullable(),
  reason: said.nullable(),
})

export const verdictShape = z
  .object({
    campaign: z.object({ id: z.string(), name: z.string(), practice: z.boolean() }),
    judgedAt: instant.describe("On the campaign's own clock."),
    allowed: z.boolean(),
    askAgainAt: instant.nullable().describe('When it may be allowed; null: never as things are.'),
    refusals: z.array(refusal),
    rulesRun: z.int(),
    lawVersion: z.string(),
  })
  .meta({ id: 'ContactVerdict' })

export const contactFile = z
  .object({
    phone: z.string().describe('Masked.'),
    contact: contactLine
      .extend({
        insee: z.string().nullable(),
        language: z.string().nullable(),
        pollingDistrict: z.string().nullable(),
        others: z
          .array(z.object({ id: z.int(), phone: z.string() }))
          .describe("The same person's other numbers."),
      })
      .nullable()
      .describe('null: nobody is known under this number.'),
    verdict: verdictShape.nullable().describe('null: no campaign to judge for.'),
    campaigns: z.array(
      z.object({ id: z.string(), name: z.string(), state: z.string(), practice: z.boolean() }),
    ),
    facts: z.array(
      z.object({
        fact: z.string(),
        value: z.string(),
        line: z.int().nullable(),
        saidBy: z.string().nullable(),
        saidAt: z.string().nullable(),
        kind: z.string(),
        holder: z.string(),
        collectedFrom: z.string(),
        collectedTo: z.string(),
        importedAt: instant,
        fileName: z.string().nullable(),
      }),
    ),
    consents: z.array(
      z.object({
        kind: z.enum(['given', 'withdrawn']),
        controller: z.string(),
        channel: z.string(),
        at: instant,
        slots: said.describe('When they agreed to be called, in words.'),
        wordingVersion: z.string().nullable(),
        wording: z.string().nullable(),
        source: z.string().nullable(),
      }),
    ),
    suppressions: z.array(
      z.object({
        scope: z.string(),
        controller: z.string().nullable(),
        at: instant,
        reason: z.string(),
        reference: z.string().nullable(),
      }),
    ),
    ringBacks: z
      .array(
        z.object({
          at: instant,
          outcome: z.enum(ringBackOutcomeNames).nullable(),
          campaignName: z.string().nullable(),
        }),
      )
      .describe('Calls from this number to one we show, oldest first.'),
    requests: z.array(
      z.object({ reference: z.string(), kind: z.string(), state: z.string(), openedAt: instant }),
    ),
  })
  .meta({ id: 'ContactFile' })

export const decisionShape = z
  .object({
    at: instant,
    is: z.enum(['call', 'refusal']),
    campaign: z.object({ id: z.string(), name: z.string(), practice: z.boolean() }),
    outcome: z.string().nullable(),
    heardMs: z.number().nullable(),
    keys: z.string().describe('Keys the person pressed.'),
    standIn: z.boolean().describe('A rehearsal rang a number of fiction in their place.'),
    rulesRun: z.int().nullable(),
    refusals: z.array(refusal),
  })
  .meta({ id: 'Decision' })
