/** One call after the other on the phone of this screen: its events as a view, its troubles as sentences. */
import { useEffect, useReducer, useState } from 'react'
import { calling, type ListenView, quiet, viewAfter } from './listenView.ts'
import { type PhoneNews, ScreenPhone, type Trouble } from './screenPhone.ts'

export interface ListenCallHandle {
  readonly view: ListenView
  readonly trouble: Trouble
  readonly error: unknown
  readonly phone: ScreenPhone
}

function reduce(view: ListenView, news: PhoneNews): ListenView {
  if (news.is === 'notRung') return quiet
  return news.is === 'start' ? calling(news.mode) : viewAfter(view, news)
}

/** The screen of another campaign is another component: the phone never changes hands. */
export function useListenCall(organisation: number, campaign: string): ListenCallHandle {
  const [view, onNews] = useReducer(reduce, quiet)
  const [trouble, onTrouble] = useState<Trouble>(null)
  const [error, onError] = useState<unknown>()
  const [phone] = useState(
    () => new ScreenPhone({ organisation, campaign, onNews, onTrouble, onError }),
  )
  useEffect(() => {
    const leave = (): void => phone.leave()
    // A page that is left by its address runs no clean-up of React.
    window.addEventListener('pagehide', leave)
    return () => {
      window.removeEventListener('pagehide', leave)
      leave()
    }
  }, [phone])
  useSilenceWatch(view, phone, onTrouble)
  return { view, trouble, error, phone }
}

const silentAfterMs = 3000
const lookEveryMs = 250

/** Words are told and nothing is heard: said after 3 s, while a recording plays. */
function useSilenceWatch(
  view: ListenView,
  phone: ScreenPhone,
  onTrouble: (trouble: Trouble) => void,
): void {
  const isSpoken = view.phase === 'talking' && view.mode === 'webrtc' && view.firstSoundMs !== null
  useEffect(() => {
    if (!isSpoken) return
    const from = performance.now()
    const timer = setInterval(() => {
      if (phone.level() > 0) clearInterval(timer)
      else if (performance.now() - from >= silentAfterMs) {
        onTrouble('noSound')
        clearInterval(timer)
      }
    }, lookEveryMs)
    return () => clearInterval(timer)
  }, [isSpoken, phone, onTrouble])
}
