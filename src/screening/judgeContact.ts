/** May this one number be called now, for this campaign? As the dialler would decide, without calling. */
import type { EpochMs } from '../base/units.ts'
import type { Trunk } from '../call/trunk.ts'
import type { Campaign } from '../campaign/campaign.ts'
import { decide } from '../law/decide.ts'
import type { Verdict } from '../law/verdict.ts'
import type { Database } from '../store/database.ts'
import { padsInUse } from '../store/postgres/listKeys.ts'
import { readChunk } from '../store/postgres/screeningFacts.ts'
import { campaignFacts } from './campaignFacts.ts'

export interface JudgedContact {
  readonly contact: number
  /** The same person's numbers count together. */
  readonly person: number
}

/** null: there is no such contact (any more). */
export async function judgeContact(
  database: Database,
  campaign: Campaign,
  trunk: Pick<Trunk, 'kind' | 'callerIds'>,
  { contact, person }: JudgedContact,
  now: EpochMs,
): Promise<Verdict | null> {
  const pads = await padsInUse(database.pool, database)
  const hexOf = (side: readonly Buffer[]): readonly string[] =>
    side.map((pad) => pad.toString('hex'))
  const people = await readChunk(
    database.pool,
    {
      id: campaign.id,
      organisation: Number(campaign.organisation),
      controller: campaign.controller,
      practice: campaign.practiceStart !== null,
      ...{ now, subject: 'contacts', reach: null, pads: [hexOf(pads[0]), hexOf(pads[1])] },
    },
    { afterPerson: person - 1, toPerson: person },
  )
  const found = people.find((each) => each.contact === String(contact))
  if (!found) return null
  const { number, insee, territory, standIn, consents, suppressions, attempts } = found
  return decide({
    ...campaignFacts(campaign, trunk, now),
    callee: { number, ...(insee && { insee }), ...(territory && { territory }) },
    ...(standIn && { standIn }),
    ...{ consents, suppressions, attempts },
  }).verdict
}
