/** The campaign of the address, as every step sees it: one query, refreshed when somebody changes it. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { answer, api } from '../../api/client.ts'
import { useLiveEvent } from '../../api/live.ts'
import type { components } from '../../api/schema.gen.ts'

export type Campaign = components['schemas']['Campaign']
export type Finding = components['schemas']['Finding']

export interface CampaignAddress {
  readonly organisation: number
  readonly campaign: string
}

export function useCampaignAddress(): CampaignAddress {
  const params = useParams({ strict: false }) as { organisation?: string; campaign?: string }
  return { organisation: Number(params.organisation), campaign: String(params.campaign) }
}

export const campaignKey = ({ organisation, campaign }: CampaignAddress) =>
  ['campaign', organisation, campaign] as const

export function useCampaign() {
  const address = useCampaignAddress()
  const cache = useQueryClient()
  const query = useQuery({
    queryKey: campaignKey(address),
    queryFn: ({ signal }) =>
      answer(
        api.GET('/organisations/{organisation}/campaigns/{campaign}', {
          params: { path: address },
          signal,
        }),
      ),
  })
  const refetch = (event: Readonly<Record<string, unknown>>): void => {
    // The answer to what is being saved tells it too, and does not show what was before.
    if (cache.isMutating({ mutationKey: campaignKey(address) }) > 0) return
    if (event['campaign'] === undefined || event['campaign'] === address.campaign) {
      void query.refetch()
    }
  }
  useLiveEvent('campaign', refetch)
  useLiveEvent('changed', refetch)
  return query
}

/** What a step was told by the server is what the others show. */
export function useRememberCampaign(): (campaign: Campaign) => void {
  const cache = useQueryClient()
  const address = useCampaignAddress()
  return (campaign) => {
    cache.setQueryData(campaignKey(address), campaign)
    // Dates, people and gates rest on the settings.
    for (const what of ['schedule', 'check', 'launch']) {
      void cache.invalidateQueries({
        queryKey: [what, address.organisation, address.campaign],
      })
    }
  }
}
