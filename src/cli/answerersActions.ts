/** What `amd rescore` does and says. */
import { judge } from '../audio/amd/judge.ts'
import type { AmdSettings, AmdVerdictName } from '../base/amd.ts'
import { Failure } from '../base/failure.ts'
import { amdLimits, amdSettingsFor } from '../call/amdSettings.ts'
import { findCampaign } from '../engine/campaigns.ts'
import { crossed, crossedText } from '../report/rescored.ts'
import { keptAnswerers } from '../store/postgres/answerers.ts'
import type { Invocation } from './command.ts'
import { withSession } from './session.ts'

/** Calls named one by one, of those whose verdict would be another. */
const namedMax = 100

export async function rescoreCommand(
  invocation: Invocation,
  written: string,
  { machineConfidence }: { readonly machineConfidence?: string },
): Promise<void> {
  const settings = settingsOf(machineConfidence)
  const { output } = invocation
  const { language } = invocation.config()
  await withSession(invocation, async ({ database, store }) => {
    const { id } = await findCampaign(store, written)
    const pairs: (readonly [AmdVerdictName, AmdVerdictName])[] = []
    const others: { attempt: string; then: AmdVerdictName; now: AmdVerdictName }[] = []
    for await (const { attempt, verdict: then, features } of keptAnswerers(database, id)) {
      const { verdict: now } = judge(features, settings)
      pairs.push([then, now])
      if (then !== now && others.length < namedMax) others.push({ attempt, then, now })
    }
    const counts = crossed(pairs)
    const changed = pairs.filter(([then, now]) => then !== now).length
    output.say(crossedText(counts, language))
    output.say(
      language === 'fr'
        ? `${pairs.length} appels jugés de nouveau ; ${changed} avis changeraient. Rien n’a été modifié.`
        : `${pairs.length} calls judged again; ${changed} verdicts would change. Nothing was changed.`,
    )
    output.result({ campaign: id, calls: pairs.length, changed, settings, counts, others })
  })
}

function settingsOf(machineConfidence: string | undefined): AmdSettings {
  if (machineConfidence === undefined) return amdSettingsFor('fr')
  const share = Number(machineConfidence)
  const [low, high] = amdLimits.machineConfidence
  if (!(share >= low && share <= high)) {
    throw new Failure('usage', `--machine-confidence is a share from ${low} to ${high}.`, {
      measured: machineConfidence,
      limit: `${low} to ${high}`,
    })
  }
  return amdSettingsFor('fr', { machineConfidence: share })
}
