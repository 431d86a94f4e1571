/**
 * Saved on change: a step says `save({ name })`, the header says « Enregistré à 10 h 41 ». Steps of other
 * slices that save through routes of their own tell it with `noteSaved()`.
 */
import { useMutation } from '@tanstack/react-query'
import { createContext, type ReactNode, useContext, useMemo, useRef, useState } from 'react'
import { answer, api } from '../../api/client.ts'
import type { paths } from '../../api/schema.gen.ts'
import { useCampaignAddress, useRememberCampaign } from './useCampaign.ts'

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
  const [savedAt, setSavedAt] = useState<number | null>(null)
  const queue = useRef<Promise<unknown>>(Promise.resolve())
  const mutation = useMutation({
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
    onSuccess: (campaign) => {
      remember(campaign)
      setSavedAt(Date.now())
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

export function useSaving(): Saving {
  const saving = useContext(SavingContext)
  if (!saving) throw new Error('useSaving outside the page of a campaign')
  return saving
}
