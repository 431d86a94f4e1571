/** The French gates, in the order in which `campaign check` shows them: what is heard, then the papers. */
import type { GateRule } from '../rule.ts'
import { numberMandate, stableCallerId } from './arcepIdentifiant.ts'
import { identityAtOnce, objectionAtStart } from './cnilMessage.ts'
import { namedApprover } from './codeElectoralL48.ts'
import { noNewPolemic } from './codeElectoralL48_2.ts'
import { noFreeNumber } from './codeElectoralL50_1.ts'
import { financialAgentPays } from './codeElectoralL52_4.ts'
import { noCompany, noPublicBody, noRebate } from './codeElectoralL52_8.ts'
import { noPremiumNumber } from './cpceL34_5.ts'
import { allowedSources } from './cpceR10Sources.ts'
import { noOpinionQuestion } from './loi77_808Launch.ts'
import {
  noticeAddress,
  politicalLabel,
  sponsorDeclaration,
  unionSponsor,
} from './reglement2024_900Launch.ts'
import { cloningConsent, syntheticVoice } from './reglement2024_1689.ts'
import { sourceNotice } from './rgpd13_14.ts'
import { impactAssessment, processorContract } from './rgpd28_35.ts'

/** What is said in the recording: asked while a team still works on it. */
export const gatesOfWhatIsHeard: readonly GateRule[] = [
  identityAtOnce,
  objectionAtStart,
  sourceNotice,
  politicalLabel,
  syntheticVoice,
  noOpinionQuestion,
  noFreeNumber,
  noPremiumNumber,
]

export const launchGates: readonly GateRule[] = [
  ...gatesOfWhatIsHeard,
  stableCallerId,
  allowedSources,
  namedApprover,
  noNewPolemic,
  cloningConsent,
  numberMandate,
  financialAgentPays,
  sponsorDeclaration,
  noCompany,
  noPublicBody,
  noRebate,
  unionSponsor,
  noticeAddress,
  processorContract,
  impactAssessment,
]
