/** One webhook: where it leads, what it tells, how it goes; and what can be done with it. */
import { Button, Group, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { useOrganisation } from '../../../api/me.ts'
import { Card } from '../../../parts/Card.tsx'
import { ConfirmButton } from '../../../parts/ConfirmButton.tsx'
import { ErrorState } from '../../../parts/ErrorState.tsx'
import { ButtonLink } from '../../../parts/Links.tsx'
import { StatusSentence } from '../../../parts/StatusSentence.tsx'
import { useFormat } from '../../../words/format.ts'
import { useWords } from '../../../words/words.ts'
import { useWebhookActs, type Webhook } from './useWebhooks.ts'
import { webhooksWords } from './words.ts'

interface WebhookCardProps {
  readonly webhook: Webhook
  readonly onSecret: (secret: string) => void
}

export function WebhookCard({ webhook, onSecret }: WebhookCardProps): ReactNode {
  const say = useWords(webhooksWords)
  const format = useFormat()
  const acts = useWebhookActs(webhook.id)
  const failed = acts.setEnabled.error ?? acts.renew.error ?? acts.remove.error
  const told = webhook.kinds.map((kind) => say.kinds[kind] ?? kind)
  return (
    <Card title={webhook.url}>
      <Health webhook={webhook} />
      <Text>
        {say.tells}
        {format.language === 'fr' ? '\u202f: ' : ': '}
        {format.list(told)}.{webhook.ofChildren && ` ${say.tellsOfChildren}`}
      </Text>
      <WebhookActs webhook={webhook} acts={acts} onSecret={onSecret} />
      {acts.test.isSuccess && (
        <Text role="status" mt="sm" size="sm">
          {say.testSent}
        </Text>
      )}
      {acts.test.error && <ErrorState what={say.testFailed} error={acts.test.error} />}
      {failed && <ErrorState what={say.changeFailed} error={failed} />}
    </Card>
  )
}

function Health({ webhook }: { readonly webhook: Webhook }): ReactNode {
  const say = useWords(webhooksWords)
  const { enabled, failures, disabledWhy } = webhook
  if (!enabled) return <StatusSentence mood="bad" sentence={`${say.off} ${disabledWhy ?? ''}`} />
  if (failures > 0) return <StatusSentence mood="warn" sentence={say.failing(failures)} />
  return null
}

interface WebhookActsProps extends WebhookCardProps {
  readonly acts: ReturnType<typeof useWebhookActs>
}

function WebhookActs({ webhook, acts, onSecret }: WebhookActsProps): ReactNode {
  const say = useWords(webhooksWords)
  const { id } = useOrganisation()
  return (
    <Group gap="sm" mt="lg">
      <ButtonLink
        to={`/o/${id}/settings/webhooks/${webhook.id}` as '/'}
        variant={webhook.failures > 0 ? 'filled' : 'default'}
      >
        {say.log}
      </ButtonLink>
      <Button variant="default" onClick={() => acts.test.mutate()} disabled={!webhook.enabled}>
        {say.test}
      </Button>
      <Button variant="default" onClick={() => acts.setEnabled.mutate(!webhook.enabled)}>
        {webhook.enabled ? say.switchOff : say.switchOn}
      </Button>
      <ConfirmButton
        variant="default"
        label={say.renew}
        sentence={say.renewSentence}
        confirm={say.renewConfirm}
        onConfirm={() =>
          acts.renew.mutate(undefined, { onSuccess: ({ secret }) => onSecret(secret) })
        }
      />
      <ConfirmButton
        variant="default"
        label={say.remove}
        sentence={say.removeSentence}
        confirm={say.removeConfirm}
        onConfirm={() => acts.remove.mutate()}
      />
    </Group>
  )
}
