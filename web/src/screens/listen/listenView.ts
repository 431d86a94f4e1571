/**
 * What the screen shows of a call, made of the events the server tells, one after the other; and which of
 * the things to try were tried. Pure: no clock, no page.
 */
import type { ListenEvent } from '../../../../src/call/listening.ts'

export type Phase = 'idle' | 'calling' | 'ringing' | 'talking' | 'over'
/** webrtc: sound comes as in a call. page: the page plays the same recordings by itself. */
export type Mode = 'webrtc' | 'page'

export type Ended = Extract<ListenEvent, { is: 'ended' }>
/** What stands in the transcript: words, a key, or what the call would have done. */
export type Line = Extract<ListenEvent, { is: 'says' | 'key' | 'wouldSuppress' | 'waits' }>

export interface ListenView {
  readonly phase: Phase
  readonly mode: Mode
  readonly isConnected: boolean
  readonly firstSoundMs: number | null
  readonly lines: readonly Line[]
  readonly ended: Ended | null
}

export const quiet: ListenView = {
  ...{ phase: 'idle', mode: 'webrtc', isConnected: false },
  ...{ firstSoundMs: null, lines: [], ended: null },
}

export const calling = (mode: Mode): ListenView => ({ ...quiet, phase: 'calling', mode })

export function viewAfter(view: ListenView, event: ListenEvent): ListenView {
  switch (event.is) {
    case 'ringing':
      return { ...view, phase: 'ringing' }
    case 'connected':
      return { ...view, isConnected: true }
    case 'answered':
      return { ...view, phase: 'talking' }
    case 'firstSound':
      return { ...view, firstSoundMs: event.afterMs }
    case 'says':
    case 'key':
    case 'wouldSuppress':
    case 'waits':
      return { ...view, lines: [...view.lines, event] }
    case 'ended':
      return { ...view, phase: 'over', ended: event }
    case 'plays':
    case 'stops':
      return view
  }
}

export const tries = ['listen', 'objection', 'nothing', 'voicemail'] as const
export type Try = (typeof tries)[number]

/** What this call has shown its listener, once it is over or as it goes. */
export function triedIn(view: ListenView, version: string): readonly Try[] {
  const did = (means: string): boolean =>
    view.lines.some((line) => line.is === 'key' && line.means === means)
  if (version === 'voicemail') return view.ended?.outcome === 'heardToEnd' ? ['voicemail'] : []
  return [
    ...(did('listen') ? (['listen'] as const) : []),
    ...(did('objection') ? (['objection'] as const) : []),
    ...(view.ended?.outcome === 'notListened' ? (['nothing'] as const) : []),
  ]
}
