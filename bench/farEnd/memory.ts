/** What one call more costs of resident memory, between runs at several loads. */

export interface Load {
  readonly 'calls up': number
  readonly 'resident MB': number
}

/**
 * In kB of 1,024 bytes; null where no more calls were up. What a process has of its own, calls or not, is in the
 * lightest load's figure too: each call more costs the rest.
 */
export function kilobytesACallMore(lightest: Load, load: Load): number | null {
  const calls = load['calls up'] - lightest['calls up']
  const bytes = (load['resident MB'] - lightest['resident MB']) * 1e6
  return calls > 0 ? Math.round(bytes / 1024 / calls) : null
}
