/**
 * What must be done when the process ends without having closed what it opened: on exit, and on a
 * signal nobody else listens to (whoever does listen closes by themselves, after the calls have
 * drained). Synchronous, and bounded: nothing waits here.
 */

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
const pending = new Set<() => void>()

/** Returns how to take it back, once the thing was closed in order. */
export function atEnding(work: () => void): () => void {
  if (pending.size === 0) {
    process.on('exit', doPending)
    for (const signal of signals) process.on(signal, onSignal)
  }
  pending.add(work)
  return () => {
    pending.delete(work)
    if (pending.size === 0) forget()
  }
}

function doPending(): void {
  for (const work of pending) work()
  pending.clear()
}

function onSignal(signal: NodeJS.Signals): void {
  if (process.listenerCount(signal) > 1) return
  doPending()
  forget()
  // Now without a listener: ends the process as the signal does.
  process.kill(process.pid, signal)
}

function forget(): void {
  process.removeListener('exit', doPending)
  for (const signal of signals) process.removeListener(signal, onSignal)
}
