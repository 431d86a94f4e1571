/** What a webhook can be told of. */
export const webhookKinds = [
  'attempt.ended',
  'objection.recorded',
  'campaign.moved',
  'rights.opened',
  'ringBack.ended',
] as const

/** Sent when somebody asks for a test. */
export const testKind = 'test'
