/** Webhooks of the organisation, read and changed. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { answer, api } from '../../../api/client.ts'
import { useOrganisation } from '../../../api/me.ts'
import type { components } from '../../../api/schema.gen.ts'

export type Webhook = components['schemas']['Webhook']
export type Delivery = components['schemas']['WebhookDelivery']

export function useWebhooks() {
  const { id } = useOrganisation()
  return useQuery({
    queryKey: ['webhooks', id],
    queryFn: ({ signal }) =>
      answer(
        api.GET('/organisations/{organisation}/webhooks', {
          params: { path: { organisation: id } },
          signal,
        }),
      ),
  })
}

/** What is done to one webhook; the list is asked for again afterwards. */
export function useWebhookActs(webhook: number) {
  const { id: organisation } = useOrganisation()
  const client = useQueryClient()
  const onSuccess = (): void => {
    void client.invalidateQueries({ queryKey: ['webhooks', organisation] })
    void client.invalidateQueries({ queryKey: ['deliveries', organisation, webhook] })
  }
  const params = { path: { organisation, webhook } }
  const home = '/organisations/{organisation}/webhooks/{webhook}' as const
  return {
    setEnabled: useMutation({
      mutationFn: (enabled: boolean) => answer(api.PATCH(home, { params, body: { enabled } })),
      onSuccess,
    }),
    test: useMutation({
      mutationFn: () => answer(api.POST(`${home}/test`, { params })),
      onSuccess,
    }),
    renew: useMutation({
      mutationFn: () => answer(api.POST(`${home}/secret`, { params })),
      onSuccess,
    }),
    remove: useMutation({ mutationFn: () => answer(api.DELETE(home, { params })), onSuccess }),
  }
}
