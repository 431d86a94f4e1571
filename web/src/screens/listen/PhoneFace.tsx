/** The phone: who calls, its state, its buttons, its keypad. */
import IconPhone from '@tabler/icons-react/icons/IconPhone'
import IconPhoneOff from '@tabler/icons-react/icons/IconPhoneOff'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { useWords } from '../../words/words.ts'
import { Keypad } from './Keypad.tsx'
import { LevelMeter } from './LevelMeter.tsx'
import classes from './PhoneFace.module.css'
import type { ListenCallHandle } from './useListenCall.ts'
import { listenWords } from './words.ts'

interface PhoneFaceProps {
  readonly call: ListenCallHandle
  readonly callerId: string
  readonly controller: string
  readonly onStart: () => void
}

export function PhoneFace({ call, callerId, controller, onStart }: PhoneFaceProps): ReactNode {
  const say = useWords(listenWords)
  const { phase } = call.view
  return (
    <section className={classes['phone']} data-phase={phase} aria-label={say.phone}>
      <div className={classes['who']}>
        <span className={classes['avatar']} aria-hidden="true">
          {initialsOf(controller)}
        </span>
        <strong className={classes['name']}>{controller}</strong>
        <span className={classes['number']}>{shownNumber(callerId)}</span>
        <span className={classes['state']}>
          {say.states[phase]}
          {phase === 'talking' && <Elapsed />}
        </span>
      </div>
      {phase === 'talking' ? <LevelMeter phone={call.phone} /> : null}
      {(phase === 'talking' || phase === 'over') && (
        <Keypad isOn={phase === 'talking'} onPress={(key) => call.phone.press(key)} />
      )}
      <Buttons call={call} onStart={onStart} />
    </section>
  )
}

function Buttons({
  call,
  onStart,
}: {
  readonly call: ListenCallHandle
  readonly onStart: () => void
}): ReactNode {
  const say = useWords(listenWords)
  const { phase } = call.view
  const answer = useRef<HTMLButtonElement>(null)
  // Whoever made it ring by keyboard answers with the next key.
  useEffect(() => {
    if (phase === 'ringing') answer.current?.focus({ preventScroll: true })
  }, [phase])
  switch (phase) {
    case 'idle':
    case 'over':
      return (
        <button type="button" className={classes['start']} onClick={onStart}>
          {phase === 'idle' ? say.start : say.again}
        </button>
      )
    case 'calling':
    case 'ringing':
      return (
        <div className={classes['pair']}>
          <button
            ref={answer}
            type="button"
            className={classes['round']}
            data-act="answer"
            disabled={phase === 'calling'}
            onClick={() => call.phone.take()}
          >
            <span>
              <IconPhone size={28} aria-hidden />
            </span>
            {say.answer}
          </button>
          <button
            type="button"
            className={classes['round']}
            data-act="leave"
            disabled={phase === 'calling'}
            onClick={() => call.phone.hangUp()}
          >
            <span>
              <IconPhoneOff size={28} aria-hidden />
            </span>
            {say.refuse}
          </button>
        </div>
      )
    case 'talking':
      return (
        <div className={classes['pair']}>
          <button
            type="button"
            className={classes['round']}
            data-act="leave"
            onClick={() => call.phone.hangUp()}
          >
            <span>
              <IconPhoneOff size={28} aria-hidden />
            </span>
            {say.hangUp}
          </button>
        </div>
      )
  }
}

/** « 0:09 » since the answer. */
function Elapsed(): ReactNode {
  const [seconds, setSeconds] = useState(0)
  useEffect(() => {
    const from = performance.now()
    const timer = setInterval(() => setSeconds(Math.floor((performance.now() - from) / 1000)), 250)
    return () => clearInterval(timer)
  }, [])
  return ` · ${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}

/** `+33163001234` → « 01 63 00 12 34 ». */
function shownNumber(number: string): string {
  const national = /^\+33(\d{9})$/.exec(number)?.[1]
  return national ? `0${national}`.replace(/(\d\d)(?=\d)/g, '$1\u00a0') : number
}

function initialsOf(name: string): string {
  const words = name.split(/[\s-]+/).filter((word) => /^\p{L}/u.test(word))
  return words
    .slice(0, 2)
    .map((word) => word.charAt(0).toUpperCase())
    .join('')
}
