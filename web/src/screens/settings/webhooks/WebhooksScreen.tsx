/** Addresses that are told what happens: added, tried, switched off, removed. */
import { Button, Stack } from '@mantine/core'
import IconPlus from '@tabler/icons-react/icons/IconPlus'
import IconWebhook from '@tabler/icons-react/icons/IconWebhook'
import { type ReactNode, useState } from 'react'
import { Card } from '../../../parts/Card.tsx'
import { EmptyState } from '../../../parts/EmptyState.tsx'
import { Page } from '../../../parts/Page.tsx'
import { QueryView } from '../../../parts/QueryView.tsx'
import { useWords } from '../../../words/words.ts'
import { NewWebhook } from './NewWebhook.tsx'
import { SecretCard } from './SecretCard.tsx'
import { useWebhooks } from './useWebhooks.ts'
import { WebhookCard } from './WebhookCard.tsx'
import { webhooksWords } from './words.ts'

export function WebhooksScreen(): ReactNode {
  const say = useWords(webhooksWords)
  const webhooks = useWebhooks()
  const [adding, setAdding] = useState(false)
  const [secret, setSecret] = useState<string>()
  const add = (
    <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={() => setAdding(true)}>
      {say.add}
    </Button>
  )
  return (
    <Page title={say.title} lead={say.lead} acts={!adding && add}>
      {secret !== undefined && <SecretCard secret={secret} onDone={() => setSecret(undefined)} />}
      {adding && (
        <NewWebhook
          onDone={(made) => {
            setAdding(false)
            setSecret(made)
          }}
        />
      )}
      <QueryView query={webhooks} failed={say.failed}>
        {({ items }) =>
          items.length === 0 && !adding ? (
            <Card>
              <EmptyState icon={IconWebhook} sentence={say.empty} />
            </Card>
          ) : (
            <Stack gap="lg">
              {items.map((webhook) => (
                <WebhookCard key={webhook.id} webhook={webhook} onSecret={setSecret} />
              ))}
            </Stack>
          )
        }
      </QueryView>
    </Page>
  )
}
