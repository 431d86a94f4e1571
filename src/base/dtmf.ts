/** The sixteen keys of RFC 4733 §3.2, in the order of their event codes 0 to 15. */
export const dtmfKeys = [
  ...(['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'] as const),
  ...(['*', '#', 'A', 'B', 'C', 'D'] as const),
] as const

export type DtmfKey = (typeof dtmfKeys)[number]
