/** Step 3, « Message »: one recording, what is said in it and when, versions, and their approval. */
import { Button, Group, Stack, Text } from '@mantine/core'
import { type ReactNode, useRef, useState } from 'react'
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
import { OptionalTrackCard } from './OptionalTrackCard.tsx'
import { problemAnchor } from './ProblemItem.tsx'
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
  const newest = versions?.items[0]
  const works = may('message.write') && draft.editable
  const call = draft.recordings.find(({ track }) => track === 'call')
  const shown = newest || !works ? <VersionsCard practice={draft.practice} /> : null
  return (
    <Stack gap="lg">
      {!draft.editable && <Text>{say.launched}</Text>}
      {works && call && <Work draft={draft} call={call} />}
      {shown}
      {works && !call && newest && <Again version={newest.version} draft={draft} />}
      {works && !call && versions && !newest && <First draft={draft} />}
      {newest && draft.editable && (
        <Group justify="flex-end">
          <ButtonLink to={`/o/${organisation}/campaigns/${campaign}/schedule` as '/'}>
            {say.next}
          </ButtonLink>
        </Group>
      )}
    </Stack>
  )
}

function Work({ draft, call }: CallProps): ReactNode {
  return (
    <>
      <Call call={call} draft={draft} />
      <GatesCard gates={draft.gates} />
      <ShippedCard shipped={draft.shipped} />
      <OptionalTrackCard track="voicemail" draft={draft} />
      <OptionalTrackCard track="objectionConfirmed" draft={draft} />
      <SaveBar draft={draft} />
    </>
  )
}

interface AgainProps {
  readonly version: number
  readonly draft: MessageDraft
}

/** There is a version and nothing under work: take it up again, or begin anew. */
function Again({ version, draft }: AgainProps): ReactNode {
  const say = useWords(messageWords)
  const { reopen } = useDraftActs()
  const [anew, setAnew] = useState(false)
  if (anew) return <First draft={draft} />
  return (
    <>
      {reopen.error && <ErrorState what={say.notDone} error={reopen.error} />}
      <Group gap="sm">
        <Button variant="default" loading={reopen.isPending} onClick={() => reopen.mutate(version)}>
          {say.reopen(version)}
        </Button>
        <Button variant="default" onClick={() => setAnew(true)}>
          {say.anew}
        </Button>
      </Group>
    </>
  )
}

/** Nothing is recorded yet: the words to read, and the ways in. */
function First({ draft }: { readonly draft: MessageDraft }): ReactNode {
  const { saveScript } = useDraftActs()
  const [records, setRecords] = useState(false)
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
        onRecords={setRecords}
      />
      {!records && (
        <ScriptCard
          script={draft.script}
          onChange={(script) => {
            written.current = script
          }}
        />
      )}
    </>
  )
}

interface CallProps {
  readonly call: DraftRecording
  readonly draft: MessageDraft
}

function Call({ call, draft }: CallProps): ReactNode {
  const words = useWords(messageWords)
  const say = words.save
  const { remove } = useDraftActs()
  return (
    <Card title={words.recording}>
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
  const [anchor] = recordings.flatMap(({ track, problems }) =>
    problems
      .filter(({ level }) => level === 'blocks')
      .map((problem) => problemAnchor(track, problem)),
  )
  const goThere = (): void => {
    const found = anchor === undefined ? null : document.getElementById(anchor)
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
