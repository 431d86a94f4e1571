/**
 * A button that shows a panel below it: a menu of plain links and fields. Escape, a click elsewhere or
 * the focus leaving it close it. `children` may close it themselves.
 */
import { UnstyledButton } from '@mantine/core'
import { type FocusEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react'
import classes from './Disclosure.module.css'

interface DisclosureProps {
  readonly button: ReactNode
  readonly buttonClass?: string | undefined
  /** Which edge of the button the panel keeps to. */
  readonly side: 'left' | 'right'
  readonly children: (close: () => void) => ReactNode
}

export function Disclosure({ button, buttonClass, side, children }: DisclosureProps): ReactNode {
  const id = useId()
  const root = useRef<HTMLDivElement>(null)
  const opener = useRef<HTMLButtonElement>(null)
  const [open, setOpen] = useState(false)
  useEffect(() => {
    if (!open) return
    const press = (event: PointerEvent): void => {
      if (!root.current?.contains(event.target as Node)) setOpen(false)
    }
    const key = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape') return
      setOpen(false)
      opener.current?.focus()
    }
    document.addEventListener('pointerdown', press)
    document.addEventListener('keydown', key)
    return () => {
      document.removeEventListener('pointerdown', press)
      document.removeEventListener('keydown', key)
    }
  }, [open])
  const leave = ({ relatedTarget }: FocusEvent): void => {
    if (relatedTarget && !root.current?.contains(relatedTarget as Node)) setOpen(false)
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it hears the focus leaving, nothing is pressed
    <div ref={root} className={classes['root']} onBlur={leave}>
      <UnstyledButton
        ref={opener}
        {...(buttonClass ? { className: buttonClass } : {})}
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setOpen(!open)}
      >
        {button}
      </UnstyledButton>
      <div id={id} className={classes['panel']} data-side={side} hidden={!open}>
        {open && children(() => setOpen(false))}
      </div>
    </div>
  )
}
