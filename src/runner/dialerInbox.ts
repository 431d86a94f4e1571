/** One input of the dialler after the other, and the tick that wakes it when time alone matters. */
import { type MonoMs, monoMs } from '../base/units.ts'
import { type DialerInput, nextTickAt, step } from '../dialer/dialer.ts'
import type { Run } from './context.ts'
import { doDialerEffect } from './dialling.ts'

/** Inputs posted while an effect is being done wait for their turn. */
export function dialerInbox(
  run: () => Run,
  onBroken: (error: unknown) => void,
): Pick<Run, 'post' | 'endDialling'> {
  const inbox: DialerInput[] = []
  let stepping = false
  let closed = false
  let steppedAt = monoMs(0)
  let tick: { readonly at: MonoMs; readonly callOff: () => void } | undefined

  const handle = (own: Run, input: DialerInput): void => {
    steppedAt = own.timer.mono()
    const [dialer, effects] = step(own.dialer, input, steppedAt)
    own.dialer = dialer
    own.meter.up(dialer.live.size)
    for (const effect of effects) doDialerEffect(own, effect)
  }
  /** From the instant of the last step: what fell due while its effects were being done is due now. */
  const schedule = ({ dialer, timer }: Run): void => {
    const at = nextTickAt(dialer, steppedAt)
    if (at === tick?.at) return
    tick?.callOff()
    const wake = (): void => {
      tick = undefined
      post({ is: 'tick' })
    }
    tick = at === undefined ? undefined : { at, callOff: timer.wakeAt(at, wake) }
  }
  const post = (input: DialerInput): void => {
    inbox.push(input)
    if (stepping || closed) return
    stepping = true
    const own = run()
    try {
      for (let next = inbox.shift(); next; next = inbox.shift()) handle(own, next)
      schedule(own)
    } catch (error) {
      // Fail closed: a dialler that contradicts itself starts no call any more.
      endDialling()
      onBroken(error)
      own.calls.feedAll({ is: 'notPlaced' }, () => true)
    } finally {
      stepping = false
    }
  }
  const endDialling = (): void => {
    closed = true
    tick?.callOff()
  }
  return { post, endDialling }
}
