/** The optional second recording, left where a machine answers. */
import { Button, Stack, Text } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { Card } from '../../parts/Card.tsx'
import { ConfirmButton } from '../../parts/ConfirmButton.tsx'
import { useWords } from '../../words/words.ts'
import { type MessageDraft, useDraftActs } from './useMessage.ts'
import { WaysIn } from './WaysIn.tsx'
import { Workbench } from './Workbench.tsx'
import { messageWords } from './words.ts'

export function VoicemailCard({ draft }: { readonly draft: MessageDraft }): ReactNode {
  const say = useWords(messageWords).voicemail
  const { remove } = useDraftActs()
  const [adds, setAdds] = useState(false)
  const recording = draft.recordings.find(({ track }) => track === 'voicemail')
  return (
    <Card title={say.title}>
      <Stack gap="md">
        <Text c="dimmed">{say.lead}</Text>
        {recording ? (
          <>
            <Workbench recording={recording} clocks={draft.clocks} />
            <div>
              <ConfirmButton
                variant="default"
                label={say.remove}
                sentence={say.removeSure}
                confirm={say.remove}
                onConfirm={() => remove.mutate('voicemail')}
              />
            </div>
          </>
        ) : adds ? (
          <WaysIn track="voicemail" lines={[]} offersSample={draft.practice} />
        ) : (
          <div>
            <Button variant="default" onClick={() => setAdds(true)}>
              {say.act}
            </Button>
          </div>
        )}
      </Stack>
    </Card>
  )
}
