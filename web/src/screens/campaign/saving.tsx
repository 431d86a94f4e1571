/**
 * Saved on change: a step says `save({ name })`, the header says « Enregistré à 10 h 41 ». Steps of other
 * slices that save through routes of their own tell it with `noteSaved()`.
 */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { createContext, type ReactNode, useContext, useMemo, useRef, useState } from 'react'
import { answer, api } from '../../api/client.ts'
import type { paths } from '../../api/schema.gen.ts'
import {
  type Campaign,
  campaignKey,
  useCampaignAddress,
  useRememberCampaign,
} from './useCampaign.ts'

export type CampaignPatch = NonNullable<
  paths['/organisations/{organisation}/campaigns/{campaign}']['patch']['requestBody']
>['content']['application/json']

export interface Saving {
  readonly save: (patch: CampaignPatch) => void
  readonly noteSaved: () => void
  readonly saving: boolean
  /** Why the last one was not saved. */
  readonly error: Error | null
  readonly savedAt: number | null
}

const SavingContext = createContext<Saving | null>(null)

/** Changes are sent one after the other, in the order in which they were made. */
export function SavingProvider({ children }: { readonly children: ReactNode }): ReactNode {
  const address = useCampaignAddress()
  const remember = useRememberCampaign()
  const cache = useQueryClient()
  const [savedAt, setSavedAt] = useState<number | null>(null)
  const queue = useRef<Promise<unknown>>(Promise.resolve())
  const unanswered = useRef<readonly CampaignPatch[]>([])
  const answered = (patch: CampaignPatch): void => {
    unanswered.current = unanswered.current.filter((each) => each !== patch)
  }
  const mutation = useMutation({
    mutationKey: campaignKey(address),
    mutationFn: (body: CampaignPatch) => {
      const sent = queue.current.then(() =>
        answer(
          api.PATCH('/organisations/{organisation}/campaigns/{campaign}', {
            params: { path: address },
            body,
          }),
        ),
      )
      queue.current = sent.catch(() => undefined)
      return sent
    },
    // Shown at once; what the server makes of it replaces it, and a refusal brings back what was.
    onMutate: async (patch) => {
      unanswered.current = [...unanswered.current, patch]
      const shown = (seen: Campaign | undefined) => seen && shownAs(seen, patch)
      cache.setQueryData<Campaign>(campaignKey(address), shown)
      // What was being read is older, and would be shown as the newest.
      await cache.cancelQueries({ queryKey: campaignKey(address) })
    },
    onError: (_, patch) => answered(patch),
    // The server does not know yet what was chosen since.
    onSuccess: (campaign, patch) => {
      answered(patch)
      remember(unanswered.current.reduce(shownAs, campaign))
      setSavedAt(Date.now())
    },
    // What others changed meanwhile was not read (useCampaign.ts); after a refusal this brings back what was.
    onSettled: () => {
      if (unanswered.current.length > 0) return
      void cache.invalidateQueries({ queryKey: campaignKey(address) })
    },
  })
  const { mutate, isPending, error } = mutation
  const saving = useMemo<Saving>(
    () => ({
      save: mutate,
      noteSaved: () => setSavedAt(Date.now()),
      ...{ saving: isPending, error, savedAt },
    }),
    [mutate, isPending, error, savedAt],
  )
  return <SavingContext value={saving}>{children}</SavingContext>
}

/** A known election is named by its key, and a trunk brings more with it: these the server fills in. */
function shownAs(seen: Campaign, { election, trunk: _, ...plain }: CampaignPatch): Campaign {
  return { ...seen, ...plain, ...(election === null && { election: null }) } as Campaign
}

export function useSaving(): Saving {
  const saving = useContext(SavingContext)
  if (!saving) throw new Error('useSaving outside the page of a campaign')
  return saving
}
