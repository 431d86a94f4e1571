/**
 * A SharedWorker: one EventSource for all tabs of a browser, since HTTP/1.1 allows six connections to a
 * server and a seventh tab would hang. It closes when every tab is hidden, and goes on from the last id.
 */
import { type LiveLine, openLiveLine } from './liveLine.ts'
import type { FromWorker, ToWorker } from './liveMessages.ts'

interface Tab {
  readonly port: MessagePort
  visible: boolean
  url: string
}

const tabs = new Set<Tab>()
const lines = new Map<string, LiveLine>()

const scope = globalThis as unknown as { onconnect: (event: MessageEvent) => void }
scope.onconnect = ({ ports }) => {
  const [port] = ports
  if (!port) return
  const tab: Tab = { port, visible: false, url: '' }
  tabs.add(tab)
  port.onmessage = ({ data }: MessageEvent<ToWorker>) => {
    if (data.is === 'gone') tabs.delete(tab)
    else Object.assign(tab, { visible: data.visible, url: data.url })
    tend()
  }
  port.start()
}

/** Opens what a visible tab wants, closes what none does. */
function tend(): void {
  const wanted = new Set([...tabs].filter((tab) => tab.visible && tab.url !== '').map((t) => t.url))
  for (const [url, line] of lines) {
    if (!wanted.has(url)) line.pause()
  }
  for (const url of wanted) {
    const line = lines.get(url) ?? openLiveLine(url, (message) => tell(url, message))
    lines.set(url, line)
    line.resume()
  }
}

function tell(url: string, message: FromWorker): void {
  for (const tab of tabs) {
    if (tab.url === url) tab.port.postMessage(message)
  }
}
