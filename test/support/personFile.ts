/** The file of a person who agreed, was called, objected and asked why. */
import { type E164, epochMs, hours } from '../../src/base/units.ts'
import type { PersonFile } from '../../src/rights/personFile.ts'

/** Tuesday 5 May 2026, 10:00 in Paris. */
const calledAt = epochMs(Date.UTC(2026, 4, 5, 8, 0))
const askedAt = epochMs(Date.UTC(2026, 4, 6, 12, 30))
const agreedAt = epochMs(Date.UTC(2026, 2, 3, 9, 0))
const source = {
  kind: 'ownForm',
  holder: 'Équipe Exemple',
  collectedFrom: '2025-10-01',
  collectedTo: '2026-03-31',
  importedAt: epochMs(Date.UTC(2026, 3, 1, 10, 0)),
}

export const aPersonFile: PersonFile = {
  number: '+33639981234' as E164,
  organisation: 'Portevoix',
  facts: [
    { fact: 'phone', value: '+33639981234', source, line: 17, saidBy: null, saidAt: null },
    {
      fact: 'commune',
      value: 'Orléans',
      source,
      line: 17,
      saidBy: 'la personne',
      saidAt: '2026-03-03',
    },
  ],
  ringBacks: [],
  calls: [
    {
      campaign: 'c1',
      campaignName: 'Premier tour',
      controller: 'Liste Exemple',
      at: calledAt,
      outcome: 'objected',
      message: { version: 2, hash: 'ab'.repeat(32) },
      verdict: {
        allowed: true,
        refusals: [],
        unknown: [],
        rulesRun: ['fr.CNIL-automate', 'fr.RGPD-21', 'fr.of-another-day'],
        judgedAt: calledAt,
        lawVersion: 'fr-2026-11-22',
      },
      practice: false,
      answerer: { verdict: 'human', features: { onsetMs: 420, speechMs: 600 } },
      noticeUrl: 'https://exemple.fr/notice',
      dataProtectionContact: 'dpo@exemple.fr',
    },
  ],
  consents: [
    {
      kind: 'given',
      controller: 'Liste Exemple',
      channel: 'automate',
      at: agreedAt,
      slots: [{ days: [1, 2], from: '10:00', to: '13:00' }],
      wordingVersion: 'v1',
      source: 'Équipe Exemple',
      wording: 'J’accepte d’être appelé(e) par automate.',
    },
  ],
  suppressions: [{ scope: 'organisation', at: calledAt, reason: 'key 9' }],
  requests: [
    {
      reference: 'PV-7K3M-92QD',
      kind: 'access',
      openedAt: askedAt,
      dueAt: epochMs(askedAt + hours(30 * 24)),
      channel: 'web',
      proof: 'code',
      words: 'Who gave you my number?',
      reach: null,
      state: 'open',
      answeredAt: null,
      answer: null,
    },
  ],
  drawnAt: askedAt,
}
