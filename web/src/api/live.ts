/**
 * Live events of an organisation for whoever listens: `useLiveEvent('campaign', (event) => …)`. The line
 * itself is shared by all tabs (liveWorker.ts); without SharedWorker each tab has its own while visible.
 */
import { useEffect, useRef, useSyncExternalStore } from 'react'
import { apiBase } from './client.ts'
import { type LiveLine, openLiveLine } from './liveLine.ts'
import type { FromWorker, LiveEvent, LiveKind, ToWorker } from './liveMessages.ts'
import { queryClient } from './queries.ts'

export interface Connection {
  /** What the screen shows is up to date, or will be in a moment. */
  readonly open: boolean
  /** When something was last heard; null: never yet. */
  readonly heardAt: number | null
}

type Handler = (event: LiveEvent) => void
const handlers = new Map<LiveKind, Set<Handler>>()
const watchers = new Set<() => void>()
let connection: Connection = { open: true, heardAt: null }
let say: ((message: ToWorker) => void) | undefined
let url = ''

/** Calls `handler` for each event of this kind, while the component is shown. */
export function useLiveEvent(kind: LiveKind, handler: Handler): void {
  const latest = useRef(handler)
  useEffect(() => {
    latest.current = handler
  })
  useEffect(() => {
    const call: Handler = (event) => latest.current(event)
    const ofKind = handlers.get(kind) ?? new Set()
    handlers.set(kind, ofKind.add(call))
    return () => {
      ofKind.delete(call)
    }
  }, [kind])
}

export function useConnection(): Connection {
  return useSyncExternalStore(
    (changed) => {
      watchers.add(changed)
      return () => watchers.delete(changed)
    },
    () => connection,
  )
}

/** Listens to this organisation from now on; the shell calls it when the organisation changes. */
export function followOrganisation(organisation: number): void {
  url = `${apiBase}/organisations/${organisation}/events`
  say ??= startLine()
  sayWhereWeAre()
}

function sayWhereWeAre(): void {
  say?.({ is: 'here', url, visible: document.visibilityState === 'visible' })
}

function startLine(): (message: ToWorker) => void {
  document.addEventListener('visibilitychange', sayWhereWeAre)
  window.addEventListener('pagehide', () => say?.({ is: 'gone' }))
  window.addEventListener('pageshow', sayWhereWeAre)
  if (typeof SharedWorker === 'undefined') return ownLine()
  const worker = new SharedWorker(new URL('./liveWorker.ts', import.meta.url), {
    type: 'module',
    name: 'portevoix live',
  })
  worker.port.onmessage = ({ data }: MessageEvent<FromWorker>) => hear(data)
  return (message) => worker.port.postMessage(message)
}

function ownLine(): (message: ToWorker) => void {
  let line: LiveLine | undefined
  let of = ''
  return (message) => {
    if (message.is === 'gone' || message.url !== of) {
      line?.pause()
      line = undefined
    }
    if (message.is === 'gone') return
    of = message.url
    line ??= openLiveLine(of, hear)
    if (message.visible) line.resume()
    else line.pause()
  }
}

function hear(message: FromWorker): void {
  if (message.is === 'line') {
    const wasLost = !connection.open
    connection = { open: message.open, heardAt: message.open ? message.at : connection.heardAt }
    // What was missed meanwhile is asked for again.
    if (message.open && wasLost) void queryClient.invalidateQueries()
    for (const changed of watchers) changed()
    return
  }
  connection = { open: true, heardAt: Date.now() }
  if (message.event.kind === 'resync') void queryClient.invalidateQueries()
  for (const handler of handlers.get(message.event.kind) ?? []) handler(message.event)
}
