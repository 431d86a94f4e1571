/** What may be done with a campaign of the list: copy it, and take a draft back. */
import { Button, Group } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type ReactNode, useRef } from 'react'
import { answer, api, idempotencyKey } from '../../api/client.ts'
import { useOrganisation } from '../../api/me.ts'
import { ConfirmButton } from '../../parts/ConfirmButton.tsx'
import { ErrorState } from '../../parts/ErrorState.tsx'
import { useWords } from '../../words/words.ts'
import type { CampaignLine } from './CampaignsScreen.tsx'
import { campaignWords } from './words.ts'

export function CampaignActs({ campaign }: { readonly campaign: CampaignLine }): ReactNode {
  const say = useWords(campaignWords).list
  const { may } = useOrganisation()
  const copy = useCopy(campaign)
  const remove = useRemove(campaign)
  if (!may('campaign.write')) return '–'
  return (
    <>
      <Group gap="xs" justify="flex-end">
        <Button
          size="compact-sm"
          variant="default"
          aria-label={`${say.copy} ${campaign.name}`}
          disabled={copy.isPending}
          onClick={() => copy.mutate()}
        >
          {copy.isPending ? say.copying : say.copy}
        </Button>
        {campaign.state === 'draft' && (
          <ConfirmButton
            size="compact-sm"
            variant="default"
            label={say.remove}
            sentence={say.removeSentence(campaign.name)}
            confirm={say.removeConfirm}
            onConfirm={() => remove.mutate()}
          />
        )}
      </Group>
      {copy.error && <ErrorState what={say.notCopied} error={copy.error} />}
      {remove.error && <ErrorState what={say.notRemoved} error={remove.error} />}
    </>
  )
}

function useCopy({ id, name }: CampaignLine) {
  const say = useWords(campaignWords).list
  const { id: organisation } = useOrganisation()
  const navigate = useNavigate()
  const cache = useQueryClient()
  const key = useRef(idempotencyKey())
  return useMutation({
    mutationFn: () =>
      answer(
        api.POST('/organisations/{organisation}/campaigns/{campaign}/copy', {
          params: {
            path: { organisation, campaign: id },
            header: { 'Idempotency-Key': key.current },
          },
          body: { name: say.copyOf(name) },
        }),
      ),
    onSuccess: (made) => {
      key.current = idempotencyKey()
      void cache.invalidateQueries({ queryKey: ['campaigns', organisation] })
      void navigate({ to: `/o/${organisation}/campaigns/${made.id}/purpose` as '/' })
    },
  })
}

function useRemove({ id }: CampaignLine) {
  const { id: organisation } = useOrganisation()
  const cache = useQueryClient()
  return useMutation({
    mutationFn: () =>
      answer(
        api.DELETE('/organisations/{organisation}/campaigns/{campaign}', {
          params: { path: { organisation, campaign: id } },
        }),
      ),
    onSuccess: () => cache.invalidateQueries({ queryKey: ['campaigns', organisation] }),
  })
}
