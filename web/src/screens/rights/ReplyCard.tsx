/** The reply: written as far as it can be, read by a human, then given; erasure and refusal ask twice. */
import { Button, Group, Stack, Text, Textarea } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { answer, api } from '../../api/client.ts'
import { useOrganisation } from '../../api/me.ts'
import { Card } from '../../parts/Card.tsx'
import { ConfirmButton } from '../../parts/ConfirmButton.tsx'
import { ErrorState } from '../../parts/ErrorState.tsx'
import { useLanguage } from '../../words/language.ts'
import { useWords } from '../../words/words.ts'
import type { RequestFile } from './RequestScreen.tsx'
import { rightsWords } from './words.ts'

const replyMax = 10_000

export function ReplyCard({
  file,
  onAnswered,
}: {
  readonly file: RequestFile
  readonly onAnswered: () => void
}): ReactNode {
  const say = useWords(rightsWords).one
  const language = useLanguage()
  const { id: organisation } = useOrganisation()
  const [text, setText] = useState(file.draft?.[language] ?? '')
  const path = { organisation, reference: file.reference }
  const give = useMutation({
    mutationFn: async (how: 'answered' | 'refused' | 'erased'): Promise<unknown> =>
      how === 'erased'
        ? await answer(
            api.POST('/organisations/{organisation}/rights/{reference}/erase', {
              params: { path },
              body: { text },
            }),
          )
        : await answer(
            api.POST('/organisations/{organisation}/rights/{reference}/answer', {
              params: { path },
              body: { state: how, text },
            }),
          ),
    onSuccess: onAnswered,
  })
  const isEmpty = text.trim() === ''
  return (
    <Card title={say.reply}>
      <Stack gap="md">
        <Textarea
          label={say.reply}
          description={say.replyHint}
          value={text}
          maxLength={replyMax}
          autosize
          minRows={8}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        {give.error && <ErrorState what={say.sentFailed} error={give.error} />}
        <Group gap="sm" align="flex-start">
          {file.kind === 'erase' ? (
            <ConfirmButton
              label={say.erase}
              sentence={say.eraseSentence}
              confirm={say.eraseConfirm}
              color="rouge"
              disabled={isEmpty}
              onConfirm={() => give.mutate('erased')}
            />
          ) : (
            <Button
              loading={give.isPending}
              disabled={isEmpty}
              onClick={() => give.mutate('answered')}
            >
              {say.answer}
            </Button>
          )}
          <ConfirmButton
            label={say.refuse}
            sentence={say.refuseSentence}
            confirm={say.refuseConfirm}
            variant="default"
            disabled={isEmpty}
            onConfirm={() => give.mutate('refused')}
          />
        </Group>
        {give.isPending && <Text role="status">…</Text>}
      </Stack>
    </Card>
  )
}
