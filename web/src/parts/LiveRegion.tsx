/**
 * What a screen reader is told without moving its focus: `announce('Campagne suspendue.')`. Figures that
 * change all the time are not said here, but by a status sentence at most every 30 s.
 */
import { type ReactNode, useSyncExternalStore } from 'react'

let said = { polite: '', urgent: '' }
const listeners = new Set<() => void>()

export function announce(sentence: string, how: 'polite' | 'urgent' = 'polite'): void {
  said = { ...said, [how]: sentence }
  for (const changed of listeners) changed()
}

export function LiveRegion(): ReactNode {
  const { polite, urgent } = useSyncExternalStore(
    (changed) => {
      listeners.add(changed)
      return () => listeners.delete(changed)
    },
    () => said,
  )
  return (
    <div className="pv-visually-hidden">
      <div role="status">{polite}</div>
      <div role="alert">{urgent}</div>
    </div>
  )
}
