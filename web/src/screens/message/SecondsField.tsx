/** An instant in seconds: typed, or moved by arrows 0.1 s, with Shift 1 s, Page 5 s. */
import { TextInput } from '@mantine/core'
import { type KeyboardEvent, type ReactNode, useEffect, useState } from 'react'
import { useFormat } from '../../words/format.ts'

interface SecondsFieldProps {
  readonly label: string
  readonly valueMs: number
  readonly maxMs: number
  readonly onChange: (valueMs: number) => void
  readonly describedBy?: string | undefined
}

const stepOf = ({ key, shiftKey }: KeyboardEvent): number | undefined => {
  const arrow = shiftKey ? 1000 : 100
  const steps: Readonly<Record<string, number>> = {
    ...{ ArrowUp: arrow, ArrowDown: -arrow, PageUp: 5000, PageDown: -5000 },
  }
  return steps[key]
}

export function SecondsField(props: SecondsFieldProps): ReactNode {
  const { label, valueMs, maxMs, onChange, describedBy } = props
  const format = useFormat()
  const shown = format.number(valueMs / 1000, 1)
  const [text, setText] = useState(shown)
  useEffect(() => setText(shown), [shown])
  const take = (): void => {
    const seconds = Number(text.replace(',', '.'))
    const wanted = Math.round(seconds * 1000)
    const isNumber = Number.isFinite(seconds) && text.trim() !== ''
    setText(shown)
    if (isNumber && text !== shown) onChange(Math.max(0, Math.min(maxMs, wanted)))
  }
  return (
    <TextInput
      aria-label={label}
      role="spinbutton"
      inputMode="decimal"
      autoComplete="off"
      aria-valuenow={valueMs / 1000}
      aria-valuemin={0}
      aria-valuemax={maxMs / 1000}
      aria-valuetext={`${shown} s`}
      aria-describedby={describedBy}
      value={text}
      w="5.2rem"
      onChange={(event) => setText(event.currentTarget.value)}
      onBlur={take}
      onKeyDown={(event) => {
        const step = stepOf(event)
        if (event.key === 'Enter') take()
        if (step === undefined) return
        event.preventDefault()
        onChange(Math.max(0, Math.min(maxMs, valueMs + step)))
      }}
    />
  )
}
