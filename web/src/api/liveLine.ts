/** One EventSource that can be paused, goes on after the last event it saw, and says whether it is open. */
import { type FromWorker, type LiveEvent, liveKinds } from './liveMessages.ts'

export interface LiveLine {
  pause(): void
  resume(): void
}

/** The server beats every 15 s; after so long without a word the line is lost. */
const silenceMaxMs = 35_000
const reopenMs = 2_000

export function openLiveLine(url: string, tell: (message: FromWorker) => void): LiveLine {
  let source: EventSource | undefined
  let lastId = ''
  let watch: ReturnType<typeof setTimeout> | undefined
  const close = (): void => {
    clearTimeout(watch)
    source?.close()
    source = undefined
  }
  const lost = (): void => {
    close()
    tell({ is: 'line', open: false, at: Date.now() })
    watch = setTimeout(open, reopenMs)
  }
  const alive = (): void => {
    clearTimeout(watch)
    watch = setTimeout(lost, silenceMaxMs)
  }
  const open = (): void => {
    close()
    source = new EventSource(lastId === '' ? url : `${url}?lastEventId=${lastId}`)
    source.onopen = () => {
      tell({ is: 'line', open: true, at: Date.now() })
      alive()
    }
    source.onerror = lost
    const heard = ({ type, data, lastEventId }: MessageEvent<string>): void => {
      alive()
      if (lastEventId !== '') lastId = lastEventId
      if (type === 'beat' || type === 'hello') tell({ is: 'line', open: true, at: Date.now() })
      else tell({ is: 'event', event: { ...JSON.parse(data), kind: type } as LiveEvent })
    }
    for (const kind of liveKinds) source.addEventListener(kind, heard)
    alive()
  }
  return {
    pause: close,
    resume() {
      if (!source) open()
    },
  }
}
