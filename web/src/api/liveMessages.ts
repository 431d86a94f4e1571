/** What a tab and the SharedWorker of live events say to each other. */

export type ToWorker =
  | { readonly is: 'here'; readonly url: string; readonly visible: boolean }
  | { readonly is: 'gone' }

/** `hello` and `beat` say only that the line is open; `resync`: events were missed, ask for all again. */
export const liveKinds = ['campaign', 'live', 'task', 'changed', 'resync', 'hello', 'beat'] as const
export type LiveKind = Exclude<(typeof liveKinds)[number], 'hello' | 'beat'>

export interface LiveEvent {
  readonly kind: LiveKind
  readonly [name: string]: unknown
}

export type FromWorker =
  | { readonly is: 'event'; readonly event: LiveEvent }
  | { readonly is: 'line'; readonly open: boolean; readonly at: number }
