/** Who answers at the other end of a line: the carrier of the trunk, or the practice carrier inside this program. */
import { Failure } from '../base/failure.ts'
import type { Campaign } from '../campaign/campaign.ts'
import { partRoles } from '../campaign/voiceMessage.ts'
import type { Line } from '../runner/run.ts'
import type { Store } from '../store/store.ts'
import type { PlayedPart } from '../telephony/practice/behaviour.ts'
import { type PracticeCarrier, startPracticeCarrier } from '../telephony/practice/carrier.ts'
import { demoMix } from '../telephony/practice/population.ts'
import { BUILT_IN_PORT } from './campaigns.ts'

/** The built-in practice carrier is started with the sounds its people are to recognise. */
export async function answeringLine({
  store,
  campaigns,
  line,
  seed,
}: {
  readonly store: Store
  readonly campaigns: readonly Campaign[]
  readonly line: Line
  /** Which practice population. */
  readonly seed: number
}): Promise<{ readonly carrier: PracticeCarrier | null; readonly line: Line }> {
  if (line.kind === 'real' || line.trunk.port !== BUILT_IN_PORT) return { carrier: null, line }
  const parts = campaigns.flatMap(({ message }) => {
    if (!message)
      throw new Failure('wrongState', 'The campaign has no recording yet.', {
        fr: 'Cette campagne n’a pas encore d’enregistrement.',
      })
    const { parts: live, voicemail } = message
    const left = voicemail ? [{ ...voicemail, role: 'voicemail' as const }] : []
    return [...partRoles.map((role): PlayedPart => live[role]), ...left]
  })
  const clips = [...new Set(parts.map(({ clip }) => clip))]
  const carrier = await startPracticeCarrier({
    seed,
    mix: demoMix,
    parts,
    clips: await Promise.all(clips.map((clip) => store.clip(clip))),
  })
  const { host, port } = carrier
  // One carrier answers for every trunk of the route: it tells them apart by nothing, as they have its port.
  const others = (line.others ?? []).map((trunk) => ({ ...trunk, host, port }))
  return { carrier, line: { ...line, trunk: { ...line.trunk, host, port }, others } }
}
