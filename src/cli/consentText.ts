/** A person's consents and facts as lines, each with where it comes from. */
import type { EpochMs } from '../base/units.ts'
import type { Slot } from '../contacts/consent.ts'
import type { ConsentLine, FactLine } from '../store/postgres/consentHistory.ts'
import { readableInstant } from './command.ts'

const dayNames = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const

export function consentLines(consents: readonly ConsentLine[], now: EpochMs): readonly string[] {
  return consents.map((line) => {
    const { kind, at, channel, controller } = line
    const what = kind === 'given' ? 'agreed to' : 'withdrew'
    const slots = kind === 'given' ? `, ${line.slots.map(slotWords).join('; ') || 'no slot'}` : ''
    return `  ${readableInstant(at)} ${what} ${channel} calls for ${controller}${slots}${wordingWords(line, now)} — ${sourceWords(line)}`
  })
}

const slotWords = ({ days, from, to }: Slot): string =>
  `${days.map((day) => dayNames[day - 1]).join(' ')} ${from}-${to}`

function wordingWords(
  { kind, wordingVersion, wordingExpiredAt }: ConsentLine,
  now: EpochMs,
): string {
  if (kind === 'withdrawn') return ''
  const expired = wordingExpiredAt !== null && wordingExpiredAt <= now
  return `, wording ${wordingVersion ?? 'not known'}${expired ? ' (EXPIRED: no longer good)' : ''}`
}

function sourceWords({ holder, source, line, proof }: ConsentLine): string {
  if (source !== null) return `line ${line} of source ${source} (${holder})`
  return proof ? `${proof.kind}: ${proof.reference}` : 'with an objection'
}

export function factLines(facts: readonly FactLine[]): readonly string[] {
  return facts.map(({ fact, value, holder, source, line, saidBy, saidAt }) => {
    const where = source === null ? holder : `line ${line} of source ${source} (${holder})`
    const who =
      saidBy === null ? '' : `, said by ${saidBy}${saidAt === null ? '' : ` on ${saidAt}`}`
    return `  ${fact}: ${value} — ${where}${who}`
  })
}
