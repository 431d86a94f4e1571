/** A campaign whose recordings are tones, so that a browser can tell by ear which one it hears. */
import { createHash } from 'node:crypto'
import { encodeALaw, encodeMuLaw } from '../../src/audio/g711.ts'
import type { CampaignId, ClipId } from '../../src/base/ids.ts'
import { type EpochMs, ms, seconds } from '../../src/base/units.ts'
import type { Clip, MessagePart, PartRole, Recording } from '../../src/campaign/voiceMessage.ts'
import type { Store } from '../../src/store/store.ts'
import { aCampaign, aMessage, practiceTrunk } from './aCampaign.ts'

interface Sounded {
  readonly hz: number
  readonly lastsMs: number
}

export const heardTones = {
  gate: { hz: 600, lastsMs: 3000 },
  content: { hz: 1000, lastsMs: 6000 },
  closing: { hz: 1400, lastsMs: 600 },
  objectionConfirmed: { hz: 1800, lastsMs: 1200 },
  voicemail: { hz: 2200, lastsMs: 1200 },
} as const satisfies Record<PartRole | 'voicemail', Sounded>

function toneClip({ hz, lastsMs }: Sounded): Clip {
  const samples = Float32Array.from(
    { length: lastsMs * 8 },
    (_, tick) => 0.4 * Math.sin((2 * Math.PI * hz * tick) / 8000),
  )
  const pcma = encodeALaw(samples)
  const id = createHash('sha256').update(pcma).digest('hex') as ClipId
  return { id, pcma, pcmu: encodeMuLaw(samples) }
}

const words: Partial<Record<PartRole | 'voicemail', string>> = {
  gate: 'Message enregistré de Camille Exemple. Pour écouter, tapez 1. Pour ne plus être appelé, tapez 9.',
  content: 'Chers amis, dimanche, vous choisirez.',
  objectionConfirmed: 'C’est noté : vous ne serez plus appelé.',
}

/** Stored as a draft of organisation 1; its id. */
export async function addTonesCampaign(store: Store, now: EpochMs): Promise<CampaignId> {
  const id = 'tones' as CampaignId
  const clips = Object.values(heardTones).map(toneClip)
  const recorded = (name: keyof typeof heardTones): Recording => {
    const { lastsMs } = heardTones[name]
    const text = words[name]
    const segment = { role: 'content', startsAtMs: ms(0), endsAtMs: ms(lastsMs) } as const
    return {
      clip: toneClip(heardTones[name]).id,
      durationMs: ms(lastsMs),
      ...(text === undefined ? {} : { segments: [{ ...segment, text }] }),
    }
  }
  const part = (role: PartRole): MessagePart => ({ role, ...recorded(role) })
  const known = await store.trunks()
  if (!known.some((trunk) => trunk.id === practiceTrunk.id)) await store.addTrunk(practiceTrunk)
  const menu = { ...aCampaign().menu, gateTimeoutMs: seconds(4) }
  await store.createCampaign(
    aCampaign({ id, controller: 'Camille Exemple', state: 'draft', message: null, menu }),
    now,
  )
  const parts = {
    ...{ gate: part('gate'), content: part('content'), closing: part('closing') },
    objectionConfirmed: part('objectionConfirmed'),
  }
  const message = { ...aMessage, parts, voicemail: recorded('voicemail'), approval: null }
  await store.addVoiceMessage(id, message, clips, now)
  return id
}
