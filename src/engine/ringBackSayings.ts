/** What one caller may hear: whom we called last, what law says about it, and the sounds for it. */
import type { CampaignId, ClipId } from '../base/ids.ts'
import { type EpochMs, type Ms, ms } from '../base/units.ts'
import { ringBackTalkMaxMs } from '../call/ringBackState.ts'
import type { Campaign } from '../campaign/campaign.ts'
import { type Clip, isApproved } from '../campaign/voiceMessage.ts'
import { judgeRingBack, type RingBackFacts, type RingBackVerdict } from '../law/ringBack.ts'
import type {
  RingBackBegun,
  RingBackCall,
  RingBackStanding,
  RingBackStore,
  RungBack,
} from '../store/ringBackStore.ts'
import {
  type RingBackLanguage,
  type RingBackRecordings,
  type RingBackVoices,
  recordingsOf,
  type SoundSet,
  soundsFor,
} from './ringBackSounds.ts'

/** A campaign that was read is believed for so long: shorter than a pause may take to be heard. */
export const campaignKeptMs = ms(300)
/** Recordings held in memory: half a megabyte each, more or less. */
export const recordingsKeptMax = 50

export interface RingBackLookup {
  readonly lookUp: RingBackStore['lookUp']
  campaign(id: CampaignId): Promise<Campaign>
  isKilled(hash: string): Promise<boolean>
  clip(id: ClipId): Promise<Clip>
  readonly voices: RingBackVoices
}

export interface RingBackSaid {
  /** To be committed before the call is accepted. */
  readonly row: Omit<RingBackBegun, 'at'>
  readonly mayType: boolean
  readonly set: SoundSet
  readonly verdict: RingBackVerdict
  readonly facts: Omit<RingBackFacts, 'now' | 'talkMaxMs'>
  readonly wanted: {
    readonly mayType: boolean
    readonly language: RingBackLanguage
    readonly recordings: RingBackRecordings | null
  }
}

export interface RingBackSayings {
  /** null: no trunk of ours was rung. */
  of(call: RingBackCall, now: EpochMs): Promise<RingBackSaid | null>
  /** As things stand now, `leftMs` before the call must end; null: nothing changes. */
  again(
    said: RingBackSaid,
    standing: RingBackStanding,
    now: EpochMs,
    leftMs: Ms,
  ): RingBackSaid | null
}

interface Known {
  readonly campaign: Campaign
  readonly killed: boolean
  readonly recordings: RingBackRecordings | null
}

export function sayingsOf(lookup: RingBackLookup, mono: () => number): RingBackSayings {
  const recordings = new Map<string, Promise<RingBackRecordings>>()
  const known = new Map<CampaignId, { readonly at: number; readonly read: Promise<Known> }>()
  const recordingsKnown = ({ message }: Campaign): Promise<RingBackRecordings> | null => {
    if (message === null) return null
    const found = recordings.get(message.hash)
    if (found !== undefined) return found
    if (recordings.size >= recordingsKeptMax) recordings.clear()
    const read = recordingsOf(message, lookup.clip)
    recordings.set(message.hash, read)
    read.catch(() => recordings.delete(message.hash))
    return read
  }
  const campaignKnown = (id: CampaignId): Promise<Known> => {
    const found = known.get(id)
    if (found !== undefined && mono() - found.at < campaignKeptMs) return found.read
    if (known.size >= recordingsKeptMax) known.clear()
    const read = readCampaign(lookup, id, recordingsKnown)
    known.set(id, { at: mono(), read })
    read.catch(() => known.delete(id))
    return read
  }
  return {
    async of(call, now) {
      const rung = await lookup.lookUp(call, now)
      if (rung === null) return null
      const about = aboutOf(rung)
      const own = about === null ? null : await campaignKnown(about)
      return saidTo(lookup.voices, call, rung, own, now)
    },
    again(said, { state, killed, objected }, now, leftMs) {
      if (said.facts.campaign === null) return null
      const campaign = { ...said.facts.campaign, state, killed }
      const facts = { ...said.facts, campaign, objected: objected || said.facts.objected }
      const verdict = judgeRingBack({ ...facts, now, talkMaxMs: leftMs })
      if (verdict.says === said.verdict.says) return null
      const { says } = verdict
      return { ...said, facts, verdict, set: soundsFor(lookup.voices, { ...said.wanted, says }) }
    },
  }
}

/** Of a purged person nothing is said of the campaign any more; of a stranger, only what anybody may hear. */
function aboutOf({ lastCall, publicCampaign }: RungBack): CampaignId | null {
  if (lastCall === null) return publicCampaign
  return lastCall.contact === null && !lastCall.rehearsed ? null : lastCall.campaign
}

async function readCampaign(
  lookup: RingBackLookup,
  id: CampaignId,
  recordingsKnown: (campaign: Campaign) => Promise<RingBackRecordings> | null,
): Promise<Known> {
  const campaign = await lookup.campaign(id)
  const hash = campaign.message?.hash
  const [killed, recordings] = await Promise.all([
    hash === undefined ? false : lookup.isKilled(hash),
    recordingsKnown(campaign),
  ])
  return { campaign, killed, recordings }
}

function saidTo(
  voices: RingBackVoices,
  call: RingBackCall,
  rung: RungBack,
  own: Known | null,
  now: EpochMs,
): RingBackSaid {
  const { lastCall, objected, organisation } = rung
  const mayType = lastCall === null
  const facts = { campaign: own && campaignFacts(own), ringer: ringerOf(call, rung), objected }
  const verdict = judgeRingBack({ ...facts, now, talkMaxMs: ringBackTalkMaxMs })
  const { says, because } = verdict
  const wanted = { mayType, language: languageOf(call), recordings: own?.recordings ?? null }
  const campaign = lastCall?.campaign ?? own?.campaign.id ?? null
  return {
    row: { ...call, organisation, campaign, lastCall, says, because: because?.rule ?? null },
    set: soundsFor(voices, { ...wanted, says }),
    ...{ mayType, facts, verdict, wanted },
  }
}

const campaignFacts = ({
  campaign: { state, deadline, purpose, election, message },
  killed,
}: Known): NonNullable<RingBackFacts['campaign']> => ({
  ...{ state, deadline, purpose, election, killed },
  approved: message !== null && isApproved(message),
  recorded: message?.callback !== undefined,
})

function ringerOf({ caller }: RingBackCall, { lastCall }: RungBack): RingBackFacts['ringer'] {
  if (caller === null || lastCall === null) return null
  const { insee, territory } = lastCall
  return {
    number: caller,
    ...(insee === null ? {} : { insee }),
    ...(territory === null ? {} : { territory }),
  }
}

/** The country codes whose people expect French: of France and its territories. */
const frenchCodes = ['33', '262', '508', '590', '594', '596', '681', '687', '689']

const languageOf = ({ called }: RingBackCall): RingBackLanguage =>
  called === null || frenchCodes.some((code) => called.startsWith(`+${code}`)) ? 'fr' : 'en'
