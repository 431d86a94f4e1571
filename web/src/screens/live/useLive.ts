/**
 * The snapshot of one campaign: asked for once, then kept true by `live` events, twice a second. Asking
 * again from time to time tells the server that the page is still open.
 */
import { type UseQueryResult, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { answer, api } from '../../api/client.ts'
import { useLiveEvent } from '../../api/live.ts'
import type { components } from '../../api/schema.gen.ts'

export type Live = components['schemas']['LiveSnapshot']

/** The server believes a page open for 40 s. */
const askAgainMs = 20_000

export interface Watched {
  readonly query: UseQueryResult<Live>
  /** What is shown: the newest, or what was when the display was held. */
  readonly shown: Live | undefined
  readonly isHeld: boolean
  readonly hold: (held: boolean) => void
  /** What an act answered with. */
  readonly take: (live: Live) => void
}

export function useLive(organisation: number, campaign: string): Watched {
  const cache = useQueryClient()
  const key = ['live', organisation, campaign]
  const query = useQuery({
    queryKey: key,
    queryFn: ({ signal }) =>
      answer(
        api.GET('/organisations/{organisation}/campaigns/{campaign}/live', {
          params: { path: { organisation, campaign } },
          signal,
        }),
      ),
    refetchInterval: askAgainMs,
  })
  const merge = (news: Partial<Live>): void => {
    cache.setQueryData<Live>(key, (before) => {
      if (before === undefined) return before
      // An answer that was asked for earlier may come later.
      return news.at !== undefined && news.at < before.at ? before : { ...before, ...news }
    })
  }
  useLiveEvent('live', (event) => {
    if (event['campaign'] === campaign) merge(event as Partial<Live>)
  })
  useLiveEvent('campaign', (event) => {
    if (event['campaign'] === campaign) void query.refetch()
  })
  const [held, setHeld] = useState<Live>()
  return {
    query,
    shown: held ?? query.data,
    isHeld: held !== undefined,
    hold: (isHeld) => setHeld(isHeld ? query.data : undefined),
    take: merge,
  }
}
