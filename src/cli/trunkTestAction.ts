/** What `trunk test` does: one call over a stored trunk, and what it showed in plain words. */
import { Failure } from '../base/failure.ts'
import type { TrunkId } from '../base/ids.ts'
import type { E164 } from '../base/units.ts'
import { trunkOf } from '../engine/campaigns.ts'
import { loadVoices } from '../http/codeVoice.ts'
import { tryTrunk } from '../http/trunkTrial.ts'
import type { Invocation } from './command.ts'
import { parseCallerId, parseTrunkTestNumber } from './parse.ts'
import { withSession } from './session.ts'

interface TestOptions {
  readonly phone?: string
  readonly callerId?: string
  readonly language: string
}

/** Of fiction: what a practice trunk rings when no phone is named. */
const practicePhone = '+33639981234' as E164

export async function testTrunk(
  invocation: Invocation,
  name: string,
  options: TestOptions,
): Promise<void> {
  const language = languageOf(options.language)
  const { trunk, ownPhones } = await withSession(invocation, async ({ store }) => ({
    trunk: await trunkOf(store, name as TrunkId),
    ownPhones: await store.ownPhones(),
  }))
  if (!trunk) {
    throw new Failure('notFound', `There is no trunk ${name}: see them with portevoix trunk list.`)
  }
  const isPractice = trunk.kind === 'practice'
  if (!options.phone && !isPractice) {
    throw new Failure(
      'usage',
      'Say which of your own phones to ring: --phone NUMBER (declare it with portevoix phone declare).',
    )
  }
  const number = options.phone ? parseTrunkTestNumber(options.phone) : practicePhone
  const callerId = options.callerId
    ? parseCallerId('--caller-id', options.callerId)
    : trunk.callerIds[0]
  if (callerId === undefined) {
    throw new Failure('usage', 'This trunk has no number to show yet: give --caller-id.')
  }
  const { output } = invocation
  output.progress('Ringing; pick up and listen to the count.')
  const input = { trunk: trunk.id, number, callerId }
  const trial = await tryTrunk(trunk, input, { ownPhones, voices: await loadVoices() })
  output.progressDone()
  const { diagnosis, call, detail } = trial
  output.say(diagnosis.say[language])
  output.say(diagnosis.whatToDo[language])
  if (detail) output.say(detail)
  if (call) {
    const { outcome, sipStatus, rtp } = call
    output.say(
      `Outcome ${outcome}, SIP ${sipStatus ?? '–'}, ${rtp.sent} packets sent, ${rtp.received} received, ${rtp.lost} lost.`,
    )
  }
  output.result(trial)
  if (!diagnosis.works) invocation.endWith(new Failure('carrier', diagnosis.say.en).exitCode)
}

function languageOf(text: string): 'fr' | 'en' {
  if (text === 'fr' || text === 'en') return text
  throw new Failure('usage', `Give --language fr or --language en, not "${text}".`)
}
