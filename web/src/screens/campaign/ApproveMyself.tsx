/** In practice the author may approve alone; a real campaign needs somebody else, and this is not shown. */
import { Button, Text } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { answer, api } from '../../api/client.ts'
import { ErrorState } from '../../parts/ErrorState.tsx'
import { useWords } from '../../words/words.ts'
import { checkWords } from './checkWords.ts'
import { useCampaign, useCampaignAddress } from './useCampaign.ts'

export function ApproveMyself(): ReactNode {
  const say = useWords(checkWords)
  const address = useCampaignAddress()
  const { data: campaign, refetch } = useCampaign()
  const cache = useQueryClient()
  const approve = useMutation({
    mutationFn: ({ hash, version }: { readonly hash: string; readonly version: number }) =>
      answer(
        api.POST(
          '/organisations/{organisation}/campaigns/{campaign}/message/versions/{version}/reviews',
          { params: { path: { ...address, version } }, body: { hash, answer: 'approved' } },
        ),
      ),
    // What was found before speaks of the message as not approved: it is asked for again.
    onSuccess: () =>
      Promise.all([
        refetch(),
        cache.invalidateQueries({ queryKey: ['check', address.organisation, address.campaign] }),
      ]),
  })
  const message = campaign?.message
  if (!campaign?.practice || !message || message.approvedBy !== null) return null
  return (
    <div>
      <Button loading={approve.isPending} onClick={() => approve.mutate(message)}>
        {say.approveNow}
      </Button>
      <Text size="sm" c="dimmed" mt={4} maw="22rem">
        {say.approveHelp}
      </Text>
      {approve.error && <ErrorState what={say.notApproved} error={approve.error} />}
    </div>
  )
}
