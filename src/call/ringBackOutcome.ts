/** How a call that came in ended, somebody ringing back the number we show: a closed list. */

interface RingBackOutcomeFacts {
  /** Did they hear the message, wholly or in part? */
  readonly heard: boolean
  readonly meaning: string
}

// biome-ignore format: one row an outcome, read as a table
export const ringBackOutcomes = {
  heardToEnd: { heard: true, meaning: 'heard the whole message' },
  heardPart: { heard: true, meaning: 'began to hear the message and left before its end' },
  objected: { heard: false, meaning: 'never to be called again on the number they rang from' },
  objectedForTyped: { heard: false, meaning: 'never to be called again on a number they typed' },
  typedNumber: { heard: false, meaning: 'typed the number that was called, and asked nothing more' },
  toldRights: { heard: false, meaning: 'asked where their number comes from, or whom to write to' },
  pressedNothing: { heard: false, meaning: 'heard who called, where no message may be played, and pressed no key' },
  hungUpAtGreeting: { heard: false, meaning: 'left before anything but the greeting was said' },
  abandoned: { heard: false, meaning: 'gave up before we had answered' },
  refusedBusy: { heard: false, meaning: 'all lines for calls that come in were taken: 486' },
  notAnswered: { heard: false, meaning: 'the database did not tell in time what may be said: 480' },
  mediaLost: { heard: false, meaning: 'answered, then no sound came from the phone any more' },
  stopped: { heard: false, meaning: 'ended by us: the server was closed' },
  internalError: { heard: false, meaning: 'a bug ended this call' },
  unknown: { heard: false, meaning: 'the program died while the call was up' },
} as const satisfies Record<string, RingBackOutcomeFacts>

export type RingBackOutcome = keyof typeof ringBackOutcomes

export const ringBackOutcomeNames = Object.keys(ringBackOutcomes) as readonly RingBackOutcome[]
