/**
 * How a CallAttempt ended: a closed list, with whose doing it was, whether another try makes sense,
 * and whether it counts against the person's cap of attempts (law: calls *or attempts* count; a
 * carrier's refusal that rang nowhere does not burn one).
 */

export type Fault = 'nobody' | 'callee' | 'carrier' | 'us'

interface OutcomeFacts {
  readonly fault: Fault
  /** May a new CallAttempt be planned (always through law.decide again)? */
  readonly retry: boolean
  /** Does it count in the law's cap of attempts per person? */
  readonly counts: boolean
  readonly meaning: string
}

// biome-ignore format: one row an outcome, read as a table
export const outcomes = {
  heardToEnd: { fault: 'nobody', retry: false, counts: true, meaning: 'chose to listen and heard the whole message' },
  heardPart: { fault: 'callee', retry: false, counts: true, meaning: 'chose to listen and left before the end' },
  notListened: { fault: 'callee', retry: false, counts: true, meaning: 'answered, pressed no key before the gate timed out' },
  hungUpAtGate: { fault: 'callee', retry: false, counts: true, meaning: 'answered and hung up before choosing' },
  objected: { fault: 'callee', retry: false, counts: true, meaning: 'pressed 9 or marked the call as unwanted: never to be called again' },
  voicemailLeft: { fault: 'nobody', retry: false, counts: true, meaning: 'a machine answered and took the whole voicemail: the line was still up a second after its last word' },
  voicemailCut: { fault: 'callee', retry: true, counts: true, meaning: 'a machine answered and hung up, or spoke again, before the whole voicemail was said; none is left again' },
  mailboxFull: { fault: 'callee', retry: true, counts: true, meaning: 'a machine answered and hung up without a beep, before it took a message: full, or it takes none' },
  answeredByMachine: { fault: 'callee', retry: true, counts: true, meaning: 'a machine answered; nothing was left' },
  screened: { fault: 'callee', retry: false, counts: true, meaning: 'an assistant asked who calls, heard the beginning of the message, and nobody came' },
  fax: { fault: 'callee', retry: false, counts: true, meaning: 'a fax or a modem answered' },
  busy: { fault: 'callee', retry: true, counts: true, meaning: 'the line was busy' },
  noAnswer: { fault: 'callee', retry: true, counts: true, meaning: 'it rang and nobody answered' },
  declined: { fault: 'callee', retry: false, counts: true, meaning: 'the call was declined on the phone' },
  unreachable: { fault: 'callee', retry: true, counts: true, meaning: 'the phone is off or out of reach' },
  unallocated: { fault: 'nobody', retry: false, counts: true, meaning: 'the number is not in service' },
  redirected: { fault: 'callee', retry: false, counts: true, meaning: 'the call was sent to a number we hold no proof for; not followed' },
  rejectedByCarrier: { fault: 'carrier', retry: true, counts: false, meaning: 'the carrier refuses this call (credentials, caller ID, format)' },
  congestion: { fault: 'carrier', retry: true, counts: false, meaning: 'the carrier has no capacity now' },
  carrierFault: { fault: 'carrier', retry: true, counts: false, meaning: 'the carrier failed or did not reply' },
  mediaLost: { fault: 'carrier', retry: false, counts: true, meaning: 'answered, then no audio came from the phone any more' },
  notPlaced: { fault: 'us', retry: true, counts: false, meaning: 'armed, then paused, stopped or no longer lawful before the INVITE left: nobody was rung' },
  stopped: { fault: 'us', retry: false, counts: true, meaning: 'ended by us: campaign stopped, deadline or eve reached, recording killed, or the person objected elsewhere' },
  internalError: { fault: 'us', retry: false, counts: true, meaning: 'a bug ended this call' },
  unknown: { fault: 'us', retry: false, counts: true, meaning: 'the program died while the call was armed; never redialled by itself' },
} as const satisfies Record<string, OutcomeFacts>

export type Outcome = keyof typeof outcomes
