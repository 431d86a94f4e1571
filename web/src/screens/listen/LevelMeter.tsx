/** Bars that show that sound arrives: still where motion is not wanted. */
import { type ReactNode, useEffect, useRef } from 'react'
import classes from './PhoneFace.module.css'
import type { ScreenPhone } from './screenPhone.ts'

const bars = 9

export function LevelMeter({ phone }: { readonly phone: ScreenPhone }): ReactNode {
  const holder = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const recent = Array<number>(bars).fill(0)
    const timer = setInterval(() => {
      recent.shift()
      recent.push(phone.level())
      for (const [index, bar] of [...(holder.current?.children ?? [])].entries()) {
        ;(bar as HTMLElement).style.setProperty('--level', String(recent[index] ?? 0))
      }
    }, 60)
    return () => clearInterval(timer)
  }, [phone])
  return (
    <div ref={holder} className={classes['meter']} aria-hidden="true">
      {Array.from({ length: bars }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a bar is its place
        <span key={index} />
      ))}
    </div>
  )
}
