/** The events of a call as they arrive: one JSON value a line, taken up again where the line broke. */
import type { ListenEvent } from '../../../../src/call/listening.ts'
import { apiBase } from '../../api/client.ts'

/** A line that breaks so often in a row does not come back during a call. */
const breaksMax = 5
const againAfterMs = 500

interface Followed {
  readonly organisation: number
  readonly call: string
  readonly onEvent: (event: ListenEvent) => void
  /** The line is gone for good. */
  readonly onLost: () => void
}

/** The returned function stops following. */
export function followCall(followed: Followed): () => void {
  const stop = new AbortController()
  void readAll(followed, stop.signal).then((isComplete) => {
    if (!isComplete && !stop.signal.aborted) followed.onLost()
  })
  return () => stop.abort()
}

/** True when the end was told. */
async function readAll(
  { organisation, call, onEvent }: Followed,
  signal: AbortSignal,
): Promise<boolean> {
  let after = 0
  for (let breaks = 0; breaks < breaksMax && !signal.aborted; breaks += 1) {
    const address = `${apiBase}/organisations/${organisation}/listen/${call}?after=${after}`
    try {
      const response = await fetch(address, { credentials: 'same-origin', signal })
      if (!response.ok || !response.body) return false
      for await (const line of linesOf(response.body)) {
        const { id, ...event } = JSON.parse(line) as { id: number } & ListenEvent
        after = id
        breaks = 0
        onEvent(event as ListenEvent)
        if (event.is === 'ended') return true
      }
    } catch (error) {
      if (signal.aborted) return false
      console.warn(`the events of the call broke off: ${String(error)}`)
    }
    await new Promise((resolve) => setTimeout(resolve, againAfterMs))
  }
  return false
}

async function* linesOf(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const reader = body.getReader()
  const text = new TextDecoder()
  let rest = ''
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return
    const lines = (rest + text.decode(value, { stream: true })).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) if (line !== '') yield line
  }
}
