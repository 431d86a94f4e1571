/** A recording a team may leave out: what is left on a voicemail, what is said after key 9. */
import { Button, Stack, Text } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { Card } from '../../parts/Card.tsx'
import { ConfirmButton } from '../../parts/ConfirmButton.tsx'
import { useWords } from '../../words/words.ts'
import { type MessageDraft, useDraftActs } from './useMessage.ts'
import { WaysIn } from './WaysIn.tsx'
import { Workbench } from './Workbench.tsx'
import { messageWords } from './words.ts'

interface OptionalTrackCardProps {
  readonly track: 'voicemail' | 'objectionConfirmed'
  readonly draft: MessageDraft
}

export function OptionalTrackCard({ track, draft }: OptionalTrackCardProps): ReactNode {
  const say = useWords(messageWords)[track]
  const { remove } = useDraftActs()
  const [adds, setAdds] = useState(false)
  const recording = draft.recordings.find((each) => each.track === track)
  const isVoicemail = track === 'voicemail'
  return (
    <Card title={say.title}>
      <Stack gap="md">
        <Text c="dimmed">{say.lead}</Text>
        {recording ? (
          <>
            <Workbench recording={recording} {...(isVoicemail ? { clocks: draft.clocks } : {})} />
            <div>
              <ConfirmButton
                variant="default"
                label={say.remove}
                sentence={say.removeSure}
                confirm={say.remove}
                onConfirm={() => remove.mutate(track)}
              />
            </div>
          </>
        ) : adds ? (
          <WaysIn track={track} lines={[]} offersSample={draft.practice && isVoicemail} />
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
