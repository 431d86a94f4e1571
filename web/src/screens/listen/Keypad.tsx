/** Twelve keys. Digits of the computer count only while the focus is here (WCAG 2.1.4). */
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import { useWords } from '../../words/words.ts'
import { type Key, keypad } from './keyToneHz.ts'
import classes from './PhoneFace.module.css'
import { keyTone, wakeSound } from './sounds.ts'
import { listenWords } from './words.ts'

const letters: Partial<Record<Key, string>> = {
  ...{ '2': 'ABC', '3': 'DEF', '4': 'GHI', '5': 'JKL' },
  ...{ '6': 'MNO', '7': 'PQRS', '8': 'TUV', '9': 'WXYZ', '0': '+' },
}
const litForMs = 180

interface KeypadProps {
  readonly isOn: boolean
  readonly onPress: (key: string) => void
}

export function Keypad({ isOn, onPress }: KeypadProps): ReactNode {
  const say = useWords(listenWords)
  const [lit, setLit] = useState<string>()
  const first = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (isOn) first.current?.focus({ preventScroll: true })
  }, [isOn])
  const press = (key: Key): void => {
    setLit(key)
    setTimeout(() => setLit((now) => (now === key ? undefined : now)), litForMs)
    void wakeSound().then((context) => keyTone(context, key))
    onPress(key)
  }
  const typed = (event: KeyboardEvent): void => {
    const key = keypad.find((one) => one === event.key)
    if (!isOn || key === undefined || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    press(key)
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would ask for a legend that is seen
    <div className={classes['keypad']} role="group" aria-label={say.keypad} onKeyDown={typed}>
      {keypad.map((key) => (
        <button
          key={key}
          ref={key === '1' ? first : undefined}
          type="button"
          className={classes['key']}
          data-lit={lit === key}
          disabled={!isOn}
          onClick={() => press(key)}
        >
          <span>{key}</span>
          <small aria-hidden="true">{letters[key] ?? '\u00a0'}</small>
        </button>
      ))}
    </div>
  )
}
