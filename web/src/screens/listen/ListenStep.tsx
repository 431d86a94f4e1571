/** Step 6, « Écouter » : the campaign rings this browser; what is heard is what voters will hear. */
import { Alert, Button, Group, SegmentedControl, Switch } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { answer, api } from '../../api/client.ts'
import { Card } from '../../parts/Card.tsx'
import { EmptyState } from '../../parts/EmptyState.tsx'
import { ErrorState } from '../../parts/ErrorState.tsx'
import { announce } from '../../parts/LiveRegion.tsx'
import { QueryView } from '../../parts/QueryView.tsx'
import { StepHeader } from '../../parts/StepHeader.tsx'
import { useFormat } from '../../words/format.ts'
import { useWords } from '../../words/words.ts'
import { HeardText } from './HeardText.tsx'
import classes from './Listen.module.css'
import { type ListenView, triedIn } from './listenView.ts'
import { PhoneFace } from './PhoneFace.tsx'
import type { Version } from './phone.ts'
import { testLoudspeaker } from './sounds.ts'
import { endSentence, Transcript } from './Transcript.tsx'
import { TryList } from './TryList.tsx'
import { rememberTried, triedBefore } from './tried.ts'
import { type ListenCallHandle, useListenCall } from './useListenCall.ts'
import { listenWords } from './words.ts'

const stepNumber = 6
const stepsInAll = 6

export function ListenStep(): ReactNode {
  const say = useWords(listenWords)
  const params = useParams({ strict: false })
  const organisation = Number(params.organisation)
  const campaign = String((params as { campaign?: string }).campaign)
  const listening = useQuery({
    queryKey: ['listening', organisation, campaign],
    queryFn: ({ signal }) =>
      answer(
        api.GET('/organisations/{organisation}/campaigns/{campaign}/listen', {
          params: { path: { organisation, campaign } },
          signal,
        }),
      ),
  })
  return (
    <StepHeader step={stepNumber} of={stepsInAll} title={say.title} lead={say.lead}>
      <QueryView query={listening} failed={say.failed}>
        {({ message, ...rest }) =>
          message ? (
            <Listening
              key={campaign}
              where={{ organisation, campaign }}
              listening={{ ...rest, message }}
            />
          ) : (
            <NoMessage organisation={organisation} campaign={campaign} />
          )
        }
      </QueryView>
    </StepHeader>
  )
}

interface Where {
  readonly organisation: number
  readonly campaign: string
}

export interface HeardVersion {
  readonly name: Version
  readonly durationMs: number
  readonly says: readonly { readonly part: string; readonly text: string | null }[]
}

interface ListeningProps {
  readonly where: Where
  readonly listening: {
    readonly callerId: string
    readonly controller: string
    readonly keys: { readonly listen: string; readonly objection: string }
    readonly message: { readonly hash: string; readonly heard: readonly HeardVersion[] }
  }
}

function Listening({ where, listening }: ListeningProps): ReactNode {
  const { callerId, controller, keys, message } = listening
  const say = useWords(listenWords)
  const call = useListenCall(where.organisation, where.campaign)
  const [version, setVersion] = useState<Version>('live')
  const [withRing, setWithRing] = useState(false)
  const tried = useTried(where.campaign, message.hash, call.view, version)
  useAnnouncements(call.view)
  const { phase } = call.view
  const isBusy = !['idle', 'over'].includes(phase)
  const sides = useRef<HTMLDivElement>(null)
  useEffect(() => {
    // On a narrow screen the telephone that rings comes into view, with what it says.
    const isUp = phase === 'ringing' || phase === 'talking'
    if (isUp && matchMedia('(max-width: 860px)').matches) sides.current?.scrollIntoView()
  }, [phase])
  const names = message.heard.map(({ name }) => name)
  return (
    <>
      <Troubles call={call} version={version} />
      <div ref={sides} className={classes['sides']}>
        <div className={classes['left']}>
          <SegmentedControl
            aria-label={say.version}
            data={names.map((name) => ({ value: name, label: say.versions[name] }))}
            value={version}
            disabled={isBusy}
            size="sm"
            transitionDuration={0}
            onChange={(chosen) => setVersion(chosen as Version)}
            fullWidth
          />
          <PhoneFace
            {...{ call, callerId, controller }}
            onStart={() => call.phone.start(version, { withRing })}
          />
          <Group justify="space-between">
            <Switch
              label={say.ringSound}
              checked={withRing}
              onChange={(event) => setWithRing(event.currentTarget.checked)}
            />
            <SoundTest />
          </Group>
        </div>
        <div className={classes['right']}>
          <div className={classes['heard']}>
            <Heard view={call.view} />
          </div>
          <div className={classes['tryCard']}>
            <Card title={say.toTry}>
              <TryList tried={tried} keys={keys} hasVoicemail={names.includes('voicemail')} />
            </Card>
          </div>
        </div>
      </div>
      <HeardText heard={message.heard.find(({ name }) => name === version)}>
        <Button size="md" renderRoot={(props) => <Link to={launchOf(where)} {...props} />}>
          {say.done}
        </Button>
      </HeardText>
    </>
  )
}

function Heard({ view }: { readonly view: ListenView }): ReactNode {
  const say = useWords(listenWords)
  const format = useFormat()
  const { firstSoundMs } = view
  return (
    <Card
      title={say.transcript}
      acts={
        firstSoundMs !== null && (
          <span className={classes['first']}>
            {say.firstSound(format.number(firstSoundMs, firstSoundMs < 10 ? 1 : 0))}
          </span>
        )
      }
    >
      <Transcript view={view} />
    </Card>
  )
}

function Troubles({
  call,
  version,
}: {
  readonly call: ListenCallHandle
  readonly version: Version
}): ReactNode {
  const say = useWords(listenWords)
  if (call.error !== undefined) {
    return (
      <ErrorState what={say.notRung} error={call.error} onRetry={() => call.phone.start(version)} />
    )
  }
  if (call.trouble === null) return null
  const isBad = call.trouble === 'lost' || call.trouble === 'noOutput'
  return (
    <Alert color={isBad ? 'rouge' : 'ambre'} role="status" title={say[call.trouble]}>
      {call.trouble === 'noSound' && (
        <Button variant="default" onClick={() => call.phone.start(version, { mode: 'page' })}>
          {say.noSoundAct}
        </Button>
      )}
    </Alert>
  )
}

function SoundTest(): ReactNode {
  const say = useWords(listenWords)
  const [isTold, setTold] = useState(false)
  return (
    <div className={classes['soundTest']}>
      <Button
        variant="default"
        onClick={() => {
          setTold(true)
          testLoudspeaker().catch((error: unknown) => console.warn(String(error)))
        }}
      >
        {say.soundTest}
      </Button>
      <span role="status">{isTold ? say.soundTestHelp : ''}</span>
    </div>
  )
}

function NoMessage({ organisation, campaign }: Where): ReactNode {
  const say = useWords(listenWords)
  const to = `/o/${organisation}/campaigns/${campaign}/message`
  return (
    <EmptyState
      sentence={say.noMessage}
      act={<Button renderRoot={(props) => <Link to={to} {...props} />}>{say.toMessage}</Button>}
    />
  )
}

const launchOf = ({ organisation, campaign }: Where): string =>
  `/o/${organisation}/campaigns/${campaign}/launch`

/** What was ever tried of this message, here; kept as soon as it is. */
function useTried(campaign: string, hash: string, view: ListenView, version: Version) {
  const [tried, setTried] = useState(() => triedBefore(campaign, hash))
  const now = triedIn(view, version).join(' ')
  useEffect(() => {
    if (now === '') return
    setTried((before) => {
      const all = new Set([...before, ...triedIn(view, version)])
      rememberTried(campaign, hash, all)
      return all
    })
  }, [now, campaign, hash, version, view])
  return tried
}

/** State changes only: the words themselves are heard. */
function useAnnouncements({ phase, ended, lines }: ListenView): void {
  const say = useWords(listenWords)
  useEffect(() => {
    if (phase === 'ringing' || phase === 'talking') announce(say.said[phase])
    if (ended) announce(endSentence(ended, say))
  }, [phase, ended, say])
  const last = lines.findLast(({ is }) => is === 'key')
  useEffect(() => {
    if (last?.is === 'key') announce(say.keySaid[last.means](last.key))
  }, [last, say])
}
