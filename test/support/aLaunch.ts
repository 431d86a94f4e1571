/** A launch that every French gate lets pass, to change one fact of. */
import { epochMs, ms, seconds } from '../../src/base/units.ts'
import type { LegalFile } from '../../src/campaign/legalFile.ts'
import type { SegmentRole, SpokenSegment } from '../../src/campaign/voiceMessage.ts'
import type { LaunchFacts } from '../../src/law/launchFacts.ts'
import { shownNumber } from './aCampaign.ts'

/** Tuesday 2 March 2027, 10:00 in Paris: six months before the vote have begun, 72 hours have not. */
export const launchedAt = epochMs(Date.UTC(2027, 2, 2, 9, 0, 0))

export function segment(role: SegmentRole, endsAtMs: number, text: string): SpokenSegment {
  return { role, text, startsAtMs: ms(Math.max(0, endsAtMs - 2000)), endsAtMs: ms(endsAtMs) }
}

export const identityText =
  'Publicité politique, voix de synthèse : Camille Exemple, candidate à la présidentielle.'
export const identity = (endsAtMs = 4680): SpokenSegment =>
  segment('identity', endsAtMs, identityText)
export const objection = (endsAtMs = 10_150): SpokenSegment =>
  segment('objection', endsAtMs, 'Pour ne plus recevoir d’appel, tapez neuf.')
export const voicemailObjection = (endsAtMs = 10_150): SpokenSegment =>
  segment('objection', endsAtMs, 'Pour ne plus recevoir d’appel, appelez le 01 63 00 12 34.')
export const source = segment('source', 24_000, 'Vos droits : camille exemple, point, example.')
const content = segment('content', 20_000, 'Bonjour. Dimanche, vous choisirez.')

const declared = { by: 'Nour Exemple', at: launchedAt }
const paper = { ...declared, reference: 'contract.pdf', sha256: 'ab'.repeat(32) }

export const aLegalFile: LegalFile = {
  financialAgent: { ...declared, name: 'Ada Martin' },
  payer: { ...declared, name: 'ADA MARTIN' },
  sponsor: {
    ...declared,
    name: 'Camille Exemple',
    kind: 'candidate',
    establishedIn: 'FR',
    funding: 'dons',
  },
  processorContract: paper,
  impactAssessment: paper,
  numberMandate: { ...paper, number: '01 63 00 12 34' },
  callbackNumber: '+33163001234',
  noticeUrl: 'https://example.org/avis',
}

export const aLaunchFacts: LaunchFacts = {
  now: launchedAt,
  purpose: 'electoral',
  election: {
    name: 'Présidentielle 2027',
    kind: 'presidential',
    status: 'announced',
    rounds: [
      { pollDate: '2027-04-18', saturday: { pollDate: '2027-04-17', territories: ['PM', 'MQ'] } },
      { pollDate: '2027-05-02', saturday: { pollDate: '2027-05-01', territories: ['PM', 'MQ'] } },
    ],
  },
  controller: 'Camille Exemple',
  trunkKind: 'real',
  heard: {
    live: [identity(), objection(), content, source],
    voicemail: [identity(), voicemailObjection(), source],
    callback: [identity(), objection(), source],
  },
  leavesVoicemail: true,
  voiceOrigin: 'synthetic',
  messageHash: 'hash of the recording',
  messageChangedAt: launchedAt,
  firstUsedAt: null,
  keysOffered: ['1', '2', '9'],
  objectionKey: '9',
  approval: { by: 'Nour Exemple', at: launchedAt },
  callerId: shownNumber,
  callerIds: [shownNumber],
  sourceKinds: ['ownForm'],
  legalFile: aLegalFile,
  ringTimeoutMs: seconds(25),
}

/** With what one version says replaced, or (undefined) left unknown. */
export function hearing(
  version: 'live' | 'voicemail' | 'callback',
  segments: readonly SpokenSegment[] | undefined,
): LaunchFacts {
  const { [version]: _replaced, ...others } = aLaunchFacts.heard
  return { ...aLaunchFacts, heard: segments ? { ...others, [version]: segments } : others }
}

/** With one part of the legal file replaced, or (undefined) not declared. */
export function declaring(
  parts: {
    readonly [Part in keyof LegalFile]?: LegalFile[Part] | undefined
  },
): LaunchFacts {
  const legalFile = Object.fromEntries(
    Object.entries({ ...aLegalFile, ...parts }).filter(([, value]) => value !== undefined),
  )
  return { ...aLaunchFacts, legalFile }
}
