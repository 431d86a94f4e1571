/** One call after the other on the phone of this screen: its events as a view, its troubles as sentences. */
import { useCallback, useEffect, useReducer, useRef, useState } from 'react'
import type { ListenEvent } from '../../../../src/call/listening.ts'
import { problemOf } from '../../api/problem.ts'
import { calling, type ListenView, type Mode, quiet, viewAfter } from './listenView.ts'
import { type Phone, ringPhone, type Version } from './phone.ts'
import { ring, wakeSound } from './sounds.ts'

export type Trouble = 'blocked' | 'noSound' | 'noOutput' | 'lost' | null

export interface ListenCallHandle {
  readonly view: ListenView
  readonly trouble: Trouble
  readonly error: unknown
  start(version: Version, options?: { readonly mode?: Mode; readonly withRing?: boolean }): void
  take(): void
  press(key: string): void
  hangUp(): void
  level(): number
}

type Action =
  | ListenEvent
  | { readonly is: 'start'; readonly mode: Mode }
  | { readonly is: 'notRung' }

function reduce(view: ListenView, action: Action): ListenView {
  if (action.is === 'notRung') return quiet
  return action.is === 'start' ? calling(action.mode) : viewAfter(view, action)
}

const canWebRtc = (): boolean => typeof RTCPeerConnection === 'function'

export function useListenCall(organisation: number, campaign: string): ListenCallHandle {
  const [view, dispatch] = useReducer(reduce, quiet)
  const [trouble, setTrouble] = useState<Trouble>(null)
  const [error, setError] = useState<unknown>()
  const phone = useRef<Phone>(null)
  const silence = useRef<(() => void) | undefined>(undefined)
  const turn = useRef(0)
  /** They have taken the call already: one that is rung anew in its place is taken for them. */
  const isTaken = useRef(false)
  const stopRinging = useCallback(() => {
    silence.current?.()
    silence.current = undefined
  }, [])
  const start = useCallback<ListenCallHandle['start']>(
    (version, { mode = canWebRtc() ? 'webrtc' : 'page', withRing = false } = {}) => {
      turn.current += 1
      const mine = turn.current
      const isMine = (): boolean => mine === turn.current
      phone.current?.close()
      stopRinging()
      isTaken.current = false
      setError(undefined)
      setTrouble(mode === 'page' ? 'blocked' : null)
      dispatch({ is: 'start', mode })
      const onEvent = (event: ListenEvent): void => {
        if (!isMine()) return
        if (event.is === 'answered' || event.is === 'ended') stopRinging()
        dispatch(event)
      }
      const request = {
        ...{ organisation, campaign, version, mode, onEvent },
        // The same call over again, with the page making the sound.
        onBlocked: () => {
          if (!isMine()) return
          const wasTaken = isTaken.current
          start(version, { mode: 'page', withRing })
          isTaken.current = wasTaken
        },
        onLost: () => isMine() && setTrouble('lost'),
      }
      ringPhone(request).then(
        async (opened) => {
          if (!isMine()) return opened.close()
          phone.current = opened
          if (isTaken.current) opened.take().catch(setError)
          const context = await wakeSound()
          if (context.state !== 'running') setTrouble('noOutput')
          if (withRing && isMine()) silence.current = ring(context)
        },
        (thrown: unknown) => {
          if (!isMine()) return
          setError(problemOf(thrown))
          dispatch({ is: 'notRung' })
        },
      )
    },
    [organisation, campaign, stopRinging],
  )
  useEffect(() => {
    const leave = (): void => {
      turn.current += 1
      stopRinging()
      phone.current?.close()
    }
    // A page that is left by its address runs no clean-up of React.
    window.addEventListener('pagehide', leave)
    return () => {
      window.removeEventListener('pagehide', leave)
      leave()
    }
  }, [stopRinging])
  useSilenceWatch(view, phone, setTrouble)
  return {
    ...{ view, trouble, error, start },
    take: () => {
      stopRinging()
      isTaken.current = true
      phone.current?.take().catch(setError)
    },
    press: (key) => phone.current?.press(key),
    hangUp: () => {
      stopRinging()
      phone.current?.hangUp()
    },
    level: () => phone.current?.level() ?? 0,
  }
}

const silentAfterMs = 3000
const lookEveryMs = 250

/** Words are told and nothing is heard: said after 3 s, while a recording plays. */
function useSilenceWatch(
  view: ListenView,
  phone: React.RefObject<Phone | null>,
  setTrouble: (trouble: Trouble) => void,
): void {
  const isSpoken = view.phase === 'talking' && view.mode === 'webrtc' && view.firstSoundMs !== null
  useEffect(() => {
    if (!isSpoken) return
    const from = performance.now()
    const timer = setInterval(() => {
      if ((phone.current?.level() ?? 0) > 0) clearInterval(timer)
      else if (performance.now() - from >= silentAfterMs) {
        setTrouble('noSound')
        clearInterval(timer)
      }
    }, lookEveryMs)
    return () => clearInterval(timer)
  }, [isSpoken, phone, setTrouble])
}
