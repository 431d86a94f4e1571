/** Step 3, « Message »: one recording, what is said in it and when, versions, and their approval. */
import { Button, Group, Stack, Text } from '@mantine/core'
import { type ReactNode, useRef } from 'react'
import { useOrganisation } from '../../api/me.ts'
import { Card } from '../../parts/Card.tsx'
import { ConfirmButton } from '../../parts/ConfirmButton.tsx'
import { ErrorState } from '../../parts/ErrorState.tsx'
import { ButtonLink } from '../../parts/Links.tsx'
import { announce } from '../../parts/LiveRegion.tsx'
import { QueryView } from '../../parts/QueryView.tsx'
import { StepHeader } from '../../parts/StepHeader.tsx'
import { useWords } from '../../words/words.ts'
import { GatesCard } from './GatesCard.tsx'
import { ScriptCard } from './ScriptCard.tsx'
import { ShippedCard } from './ShippedCard.tsx'
import {
  type DraftRecording,
  type MessageDraft,
  useDraft,
  useDraftActs,
  useHere,
  useVersionActs,
  useVersions,
} from './useMessage.ts'
import { VersionsCard } from './VersionsCard.tsx'
import { VoicemailCard } from './VoicemailCard.tsx'
import { WaysIn } from './WaysIn.tsx'
import { Workbench } from './Workbench.tsx'
import { messageWords } from './words.ts'

const stepNumber = 3
const stepsInAll = 6

export function MessageStep(): ReactNode {
  const say = useWords(messageWords)
  const draft = useDraft()
  return (
    <StepHeader step={stepNumber} of={stepsInAll} title={say.title} lead={say.lead}>
      <QueryView query={draft} failed={say.failed}>
        {(data) => <Message draft={data} />}
      </QueryView>
    </StepHeader>
  )
}

function Message({ draft }: { readonly draft: MessageDraft }): ReactNode {
  const { may } = useOrganisation()
  const { data: versions } = useVersions()
  const { organisation, campaign } = useHere()
  const say = useWords(messageWords)
  const call = draft.recordings.find(({ track }) => track === 'call')
  const hasVersion = (versions?.items.length ?? 0) > 0
  return (
    <Stack gap="lg">
      {may('message.write') &&
        (call ? <Call call={call} draft={draft} /> : <First draft={draft} />)}
      {call && <GatesCard gates={draft.gates} />}
      {call && <ShippedCard shipped={draft.shipped} />}
      {call && may('message.write') && <VoicemailCard draft={draft} />}
      {call && may('message.write') && <SaveBar draft={draft} />}
      {(hasVersion || !may('message.write')) && <VersionsCard practice={draft.practice} />}
      {hasVersion && (
        <Group justify="flex-end">
          <ButtonLink to={`/o/${organisation}/campaigns/${campaign}/schedule` as '/'}>
            {say.next}
          </ButtonLink>
        </Group>
      )}
    </Stack>
  )
}

/** Nothing is recorded yet: the words to read, and the ways in. */
function First({ draft }: { readonly draft: MessageDraft }): ReactNode {
  const { saveScript } = useDraftActs()
  const written = useRef<Pick<MessageDraft['script'], 'lines' | 'voiceOrigin'>>(draft.script)
  const keep = async (): Promise<void> => {
    const { lines, voiceOrigin } = written.current
    await saveScript.mutateAsync({ lines, voiceOrigin })
  }
  return (
    <>
      <WaysIn
        track="call"
        lines={draft.script.lines}
        beforeRecording={keep}
        offersSample={draft.practice}
      />
      <ScriptCard
        script={draft.script}
        onChange={(script) => {
          written.current = script
        }}
      />
    </>
  )
}

interface CallProps {
  readonly call: DraftRecording
  readonly draft: MessageDraft
}

function Call({ call, draft }: CallProps): ReactNode {
  const say = useWords(messageWords).save
  const { remove } = useDraftActs()
  return (
    <Card>
      <Stack gap="md">
        <Workbench recording={call} clocks={draft.clocks} />
        <div>
          <ConfirmButton
            variant="default"
            size="sm"
            label={say.other}
            sentence={say.otherSure}
            confirm={say.otherAct}
            onConfirm={() => remove.mutate('call')}
          />
        </div>
      </Stack>
    </Card>
  )
}

/** The button always works: it saves, or it leads to the first thing to mend. */
function SaveBar({ draft }: { readonly draft: MessageDraft }): ReactNode {
  const words = useWords(messageWords)
  const { make } = useVersionActs()
  const { makes, recordings } = draft
  const blocking = recordings
    .flatMap(({ problems }) => problems)
    .find(({ level }) => level === 'blocks')
  const goThere = (): void => {
    const found = blocking && document.getElementById(`problem-${blocking.id}`)
    found?.scrollIntoView({ block: 'center' })
    found?.focus()
  }
  if (makes && makes.version !== null) return null
  return (
    <Stack gap="sm">
      {make.error && <ErrorState what={words.notDone} error={make.error} />}
      <Group gap="md">
        {makes ? (
          <Button
            size="md"
            loading={make.isPending}
            onClick={() => make.mutate(undefined, { onSuccess: () => announce(words.save.saved) })}
          >
            {words.save.act}
          </Button>
        ) : (
          <>
            <Button size="md" variant="default" onClick={goThere}>
              {words.save.blockedAct}
            </Button>
            <Text>{words.save.blocked}</Text>
          </>
        )}
      </Group>
    </Stack>
  )
}
