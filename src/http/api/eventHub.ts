/**
 * Live events of organisations: published once, kept for a while in a bounded buffer, handed to every
 * listener. Ids grow, over a restart too; who was away longer than the buffer reaches is told to look
 * again (`resync`).
 */
import { Failure } from '../../base/failure.ts'
import type { EpochMs } from '../../base/units.ts'

/** What is published: a kind and whatever belongs to it. */
export interface LiveEvent {
  readonly kind: string
  readonly [fact: string]: unknown
}

export interface SentEvent {
  readonly id: number
  readonly kind: string
  /** JSON of the event with its organisation, without its kind. */
  readonly data: string
}

export interface Listener {
  readonly organisations: ReadonlySet<number>
  /** Whose connections are counted together. */
  readonly owner: string
  /** Whose rights it was opened with; null: a program's. */
  readonly user: number | null
  /** Of the last event that was seen; null: none yet. */
  readonly lastId: number | null
  onEvent(event: SentEvent): void
  /** What its reader may do was changed: it asks again whether it still may. */
  onDoubt(): void
  /** Nothing more will come: the hub closes, or the key is revoked. */
  onClose(): void
}

export interface Subscription {
  /** What was missed, oldest first; null: too long ago to know. */
  readonly missed: readonly SentEvent[] | null
  /** Of the newest event there is. */
  readonly newestId: number
  end(): void
}

export interface EventHub {
  publish(organisation: number, event: LiveEvent): void
  subscribe(listener: Listener): Subscription
  /** Does anybody listen to this organisation now? */
  isHeard(organisation: number): boolean
  /** A session of this person ended, or their roles changed. */
  doubt(user: number): void
  /** Every stream of this session or key ends now. */
  endOf(owner: string): void
  close(): void
}

/** Events kept for one organisation, and organisations for which any are kept. */
export const eventsKeptMax = 500
export const organisationsKeptMax = 1_000
/** Streams of one session or key: a browser shares one between its tabs. */
export const streamsOfOneMax = 6
export const streamsMax = 1_000

interface Kept extends SentEvent {
  /** A newer event of the same key makes this one worthless to whoever comes back. */
  readonly key: string | null
}

interface Buffer {
  readonly events: Kept[]
  /** The newest id that is no longer here. */
  forgottenId: number
}

export function openEventHub(openedAt: EpochMs): EventHub {
  const buffers = new Map<number, Buffer>()
  const listeners = new Set<Listener>()
  // Microseconds of the start: above every id of the run before, and below 2^53 until the year 2255.
  let newestId = openedAt * 1000
  /** Of organisations without a buffer. */
  let forgottenId = newestId

  const keep = (organisation: number, event: Kept): void => {
    const before = buffers.get(organisation) ?? { events: [], forgottenId }
    const events = before.events.filter(({ key }) => key === null || key !== event.key)
    const tooMany = events.length >= eventsKeptMax ? events.shift() : undefined
    events.push(event)
    // Last in the map: the organisation that was quiet for longest is the first to be forgotten.
    buffers.delete(organisation)
    buffers.set(organisation, { events, forgottenId: tooMany?.id ?? before.forgottenId })
    const [quietest] = buffers
    if (buffers.size > organisationsKeptMax && quietest) {
      buffers.delete(quietest[0])
      forgottenId = Math.max(forgottenId, quietest[1].events.at(-1)?.id ?? 0)
    }
  }
  const missedBy = ({ organisations, lastId }: Listener): readonly SentEvent[] | null => {
    if (lastId === null) return []
    const wanted = [...organisations].map((id) => buffers.get(id) ?? { events: [], forgottenId })
    if (lastId > newestId || wanted.some((buffer) => lastId < buffer.forgottenId)) return null
    const missed = wanted.flatMap(({ events }) => events.filter(({ id }) => id > lastId))
    return missed.sort((a, b) => a.id - b.id)
  }

  return {
    publish(organisation, { kind, ...facts }) {
      newestId += 1
      const event = { id: newestId, kind, data: JSON.stringify({ organisation, ...facts }) }
      keep(organisation, { ...event, key: keyOf(kind, facts) })
      for (const listener of listeners) {
        if (listener.organisations.has(organisation)) listener.onEvent(event)
      }
    },
    subscribe(listener) {
      refuseTooMany(listeners, listener.owner)
      listeners.add(listener)
      return {
        missed: missedBy(listener),
        newestId,
        end: () => {
          listeners.delete(listener)
        },
      }
    },
    isHeard: (organisation) =>
      [...listeners].some(({ organisations }) => organisations.has(organisation)),
    doubt(user) {
      for (const listener of listeners) if (listener.user === user) listener.onDoubt()
    },
    endOf(owner) {
      for (const listener of listeners) if (listener.owner === owner) listener.onClose()
    },
    close() {
      for (const listener of listeners) listener.onClose()
      listeners.clear()
    },
  }
}

/** Snapshots: only the newest one of a campaign or task says anything. */
function keyOf(kind: string, facts: Readonly<Record<string, unknown>>): string | null {
  if (kind === 'live') return `live ${facts['campaign']}`
  return kind === 'task' ? `task ${facts['task']}` : null
}

function refuseTooMany(listeners: ReadonlySet<Listener>, owner: string): void {
  const own = [...listeners].filter((listener) => listener.owner === owner).length
  if (own < streamsOfOneMax && listeners.size < streamsMax) return
  throw new Failure('tooMany', 'Too many event streams are open: close one of them first.', {
    fr: 'Trop de fenêtres suivent les appels en direct : fermez-en une d’abord.',
    measured: String(own),
    limit: String(streamsOfOneMax),
  })
}
