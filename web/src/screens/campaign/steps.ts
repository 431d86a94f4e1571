/** The six steps and the launch, in order; each has its URL. */
import type { Campaign } from './useCampaign.ts'

export const stepsInOrder = [
  'purpose',
  'people',
  'message',
  'schedule',
  'check',
  'listen',
  'launch',
] as const
export type Step = (typeof stepsInOrder)[number]

export const stepsCounted = 6
export const numberOf = (step: Step): number => stepsInOrder.indexOf(step) + 1

/** As long as it is prepared: whoever launched it reads what was settled. */
export const isDraft = ({ state }: Pick<Campaign, 'state'>): boolean =>
  state === 'draft' || state === 'ready'

export const nextStep = (step: Step): Step | undefined =>
  stepsInOrder[stepsInOrder.indexOf(step) + 1]
