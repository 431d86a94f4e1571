/** May whoever looks change this campaign: it is a draft, and their role lets them. */
import { useOrganisation } from '../../api/me.ts'
import { isDraft } from './steps.ts'
import type { Campaign } from './useCampaign.ts'

export function useEditable(campaign: Pick<Campaign, 'state'>): boolean {
  const { may } = useOrganisation()
  return may('campaign.write') && isDraft(campaign)
}
