/**
 * What may be read aloud: a proposal that names what the law wants named, in the order in which it wants
 * it. People are called in French. Whoever reads it changes what is not theirs.
 */
import type { Election } from '../../campaign/election.ts'
import type { ScriptLine } from './takeProposal.ts'

const elections: Readonly<Record<Election['kind'], string | null>> = {
  presidential: 'l’élection présidentielle',
  legislative: 'les élections législatives',
  municipal: 'les élections municipales',
  departmental: 'les élections départementales',
  regional: 'les élections régionales',
  european: 'les élections européennes',
  other: null,
}

export interface ScriptFacts {
  /** On whose behalf. */
  readonly controller: string
  readonly sponsor: string | undefined
  readonly election: Election | null
  readonly listenKey: string
  readonly objectionKey: string
  readonly noticeUrl: string | undefined
}

export function usualScript(facts: ScriptFacts): readonly ScriptLine[] {
  const { controller, sponsor, election, listenKey, objectionKey, noticeUrl } = facts
  const paidBy = sponsor !== undefined && sponsor !== controller ? `, pour ${sponsor}` : ''
  const about = election ? `, pour ${elections[election.kind] ?? election.name}` : ''
  const label = election ? 'Publicité politique\u202f: message' : 'Message'
  return [
    { role: 'identity', text: `${label} de ${controller}${paidBy}${about}.` },
    {
      role: 'objection',
      text: `Pour ne plus recevoir d’appel, tapez ${objectionKey}, à tout moment.`,
    },
    { role: 'invitation', text: `Pour écouter, tapez ${listenKey}.` },
    { role: 'content', text: '' },
    { role: 'closing', text: 'Merci de votre écoute.' },
    {
      role: 'source',
      text: `D’où viennent vos données, et vos droits\u202f: ${spoken(noticeUrl)}`,
    },
  ]
}

/** As it is said: without what only browsers need. */
const spoken = (url: string | undefined): string =>
  url === undefined ? '…' : `${url.replace(/^https?:\/\/(www\.)?/, '').replace(/\/+$/, '')}.`
