/** A text that saves itself: a moment after the last key, and at once when the field is left. */
import { TextInput, type TextInputProps } from '@mantine/core'
import { type ReactNode, useEffect, useRef, useState } from 'react'

interface SavedTextProps extends Omit<TextInputProps, 'value' | 'onChange' | 'onBlur'> {
  readonly value: string
  readonly onSave: (value: string) => void
}

const savesAfterMs = 800

export function SavedText({ value, onSave, ...field }: SavedTextProps): ReactNode {
  const [written, setWritten] = useState(value)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const isTyping = useRef(false)
  // What somebody else wrote is shown, unless one is writing oneself.
  useEffect(() => {
    if (!isTyping.current) setWritten(value)
  }, [value])
  const save = (text: string): void => {
    clearTimeout(timer.current)
    isTyping.current = false
    const trimmed = text.trim()
    if (trimmed === '') setWritten(value)
    else if (trimmed !== value) onSave(trimmed)
  }
  return (
    <TextInput
      {...field}
      value={written}
      onChange={(event) => {
        const text = event.currentTarget.value
        isTyping.current = true
        setWritten(text)
        clearTimeout(timer.current)
        timer.current = setTimeout(() => text.trim() !== '' && save(text), savesAfterMs)
      }}
      onBlur={() => save(written)}
    />
  )
}
