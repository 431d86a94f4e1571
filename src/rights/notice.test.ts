import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aCampaign } from '../../test/support/aCampaign.ts'
import { type EpochMs, epochMs } from '../base/units.ts'
import type { Campaign } from '../campaign/campaign.ts'
import { type NoticeFacts, noticeOf } from './notice.ts'

const say = (at: EpochMs) => ({ en: `instant ${at}`, fr: `instant ${at}` })
const election: Campaign['election'] = {
  name: 'Présidentielle 2027',
  kind: 'presidential',
  status: 'announced',
  rounds: [
    { pollDate: '2027-04-18', saturday: { pollDate: '2027-04-17', territories: ['MQ'] } },
    { pollDate: '2027-05-02' },
  ],
}

function facts(changes: Partial<NoticeFacts> = {}): NoticeFacts {
  const campaign = { ...aCampaign(), election }
  assert.ok(campaign.message, 'the example campaign has a message')
  return {
    campaign,
    message: campaign.message,
    addedAt: epochMs(1),
    versions: [{ version: campaign.message.version, addedAt: epochMs(1) }],
    legalFile: {},
    audience: [],
    called: null,
    amount: null,
    practice: false,
    ...changes,
  }
}

const statementOf = (given: NoticeFacts, term: string) =>
  noticeOf(given, say).entries.find((entry) => entry.term.en === term)?.value

test('Regulation (EU) 2024/900 art. 12: each statement cites its article in the language of the reader', () => {
  for (const { asked, term } of noticeOf(facts(), say).entries) {
    assert.doesNotMatch(asked.fr, /Regulation|GDPR/, term.fr)
    assert.doesNotMatch(asked.en, /Règlement|RGPD/, term.en)
  }
})

test('Regulation (EU) 2024/900 art. 12: what nobody declared is said to be missing, not left out', () => {
  for (const term of ['Sponsor', 'Who pays', 'Where the money comes from', 'Who is called']) {
    assert.equal(statementOf(facts(), term)?.fr, 'Pas encore déclaré.', term)
  }
})

test('Regulation (EU) 2024/900 art. 12: the election is named with every polling day and its year', () => {
  assert.deepEqual(statementOf(facts(), 'Election'), {
    en: 'Présidentielle 2027: Saturday 17 April 2027, Sunday 18 April 2027, Sunday 2 May 2027 (announced)',
    fr: 'Présidentielle 2027\u202f: samedi 17 avril 2027, dimanche 18 avril 2027, dimanche 2 mai 2027 (annoncée)',
  })
})

test('Regulation (EU) 2024/900 art. 12: an amount is written as each language writes money', () => {
  const method = { en: 'by the minute', fr: 'à la minute' }
  for (const [euro, en, fr] of [
    [0.1 + 0.2, '€0.30', '0,30\u202f€'],
    [59_999.999, '€60000.00', '60000,00\u202f€'],
    [1.05, '€1.05', '1,05\u202f€'],
  ] as const) {
    assert.deepEqual(statementOf(facts({ amount: { euro, method } }), 'Amount'), { en, fr })
  }
})
