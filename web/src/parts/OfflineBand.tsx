/** Says that figures stopped, since when, and that calls go on; gone when the line is back, which it says. */
import IconWifiOff from '@tabler/icons-react/icons/IconWifiOff'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { useConnection } from '../api/live.ts'
import { shellWords } from '../app/words.ts'
import { useFormat } from '../words/format.ts'
import { useWords } from '../words/words.ts'
import { announce } from './LiveRegion.tsx'
import classes from './OfflineBand.module.css'

/** Shorter gaps are a network changing its mind. */
const shownAfterMs = 5_000
const command = 'portevoix campaign stop'

export function OfflineBand(): ReactNode {
  const say = useWords(shellWords)
  const format = useFormat()
  const { open, heardAt } = useConnection()
  const lostForMs = useLostFor(open)
  const wasShown = useRef(false)
  const shown = lostForMs !== null && lostForMs >= shownAfterMs
  // Said once each: the seconds that count are for eyes only.
  useEffect(() => {
    if (shown && !wasShown.current) announce(say.offlineUnknown, 'urgent')
    if (!shown && open && wasShown.current) announce(say.backOnline)
    wasShown.current = shown
  }, [shown, open, say])
  if (!shown) return null
  return (
    <aside className={classes['band']} aria-label={say.offlineName}>
      <IconWifiOff size={20} aria-hidden />
      <p>
        {heardAt === null
          ? say.offlineUnknown
          : say.offline(format.duration(Date.now() - heardAt), format.timeToSecond(heardAt))}{' '}
        {say.offlineStop} <code>{command}</code>
      </p>
    </aside>
  )
}

/** Milliseconds since the line was lost, counted each second; null while it is open. */
function useLostFor(open: boolean): number | null {
  const [lostForMs, setLostForMs] = useState<number | null>(null)
  useEffect(() => {
    if (open) {
      setLostForMs(null)
      return
    }
    const since = Date.now()
    const count = setInterval(() => setLostForMs(Date.now() - since), 1000)
    return () => clearInterval(count)
  }, [open])
  return lostForMs
}
