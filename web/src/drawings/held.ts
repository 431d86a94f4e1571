/** What a chart shows while its display is held still: the value it had when it was held. */
import { useRef } from 'react'

/** WCAG 2.2.2: figures, charts and map stand still on demand; the campaign goes on. */
export function useHeld<Value>(value: Value, isHeld: boolean): Value {
  const shown = useRef(value)
  if (!isHeld) shown.current = value
  return shown.current
}
