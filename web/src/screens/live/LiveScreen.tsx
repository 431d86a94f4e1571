/** The live page: what is happening and why, four figures, pause and cut; then where the calls went. */
import { Button } from '@mantine/core'
import IconRadio from '@tabler/icons-react/icons/IconBroadcast'
import { useParams } from '@tanstack/react-router'
import { type ReactNode, useEffect, useRef } from 'react'
import { EmptyState } from '../../parts/EmptyState.tsx'
import { ButtonLink } from '../../parts/Links.tsx'
import { announce } from '../../parts/LiveRegion.tsx'
import { Page } from '../../parts/Page.tsx'
import { QueryView } from '../../parts/QueryView.tsx'
import { type Mood, StatusSentence } from '../../parts/StatusSentence.tsx'
import { useFormat } from '../../words/format.ts'
import { useLanguage } from '../../words/language.ts'
import { useWords } from '../../words/words.ts'
import { ClockControl } from './ClockControl.tsx'
import classes from './Live.module.css'
import { LiveAlerts } from './LiveAlerts.tsx'
import { LiveCharts } from './LiveCharts.tsx'
import { LiveControls } from './LiveControls.tsx'
import { LiveFacts } from './LiveFacts.tsx'
import { LiveFigures } from './LiveFigures.tsx'
import { type Live, useLive, type Watched } from './useLive.ts'
import { liveWords } from './words.ts'

export interface Where {
  readonly organisation: number
  readonly campaign: string
}

export function LiveScreen(): ReactNode {
  const say = useWords(liveWords)
  const params = useParams({ strict: false })
  const where = {
    organisation: Number(params.organisation),
    campaign: String((params as { campaign?: string }).campaign),
  }
  const watched = useLive(where.organisation, where.campaign)
  return (
    <Page
      title={watched.query.data?.name ?? say.title}
      width="wide"
      compact
      acts={isMoving(watched.query.data) && <HoldButton watched={watched} />}
    >
      <QueryView query={watched.query} failed={say.failed}>
        {(newest) => <LiveView {...{ where, watched }} live={watched.shown ?? newest} />}
      </QueryView>
    </Page>
  )
}

/** Figures of a campaign that is over stand still by themselves. */
const isMoving = (live: Live | undefined): boolean =>
  live?.state === 'running' || live?.state === 'paused'

interface ViewProps {
  readonly where: Where
  readonly watched: Watched
  readonly live: Live
}

function LiveView({ where, watched, live }: ViewProps): ReactNode {
  const say = useWords(liveWords)
  useSaid(live)
  if (live.state === 'draft' || live.state === 'ready') {
    return (
      <EmptyState
        icon={IconRadio}
        sentence={say.notStarted}
        act={
          <ButtonLink to={`/o/${where.organisation}/campaigns/${where.campaign}/launch` as '/'}>
            {say.toLaunch}
          </ButtonLink>
        }
      />
    )
  }
  return (
    <div className={classes['live']}>
      <section className={classes['head']} aria-label={say.now}>
        <div className={classes['saying']}>
          <Saying live={live} />
          <Age live={live} isHeld={watched.isHeld} />
        </div>
        <LiveFigures live={live} />
        <LiveControls {...{ where, live }} onDone={watched.take} />
        {live.practice && <ClockControl {...{ where, live }} onDone={watched.take} />}
      </section>
      <LiveAlerts live={live} where={where} />
      <LiveCharts live={live} where={where} isHeld={watched.isHeld} />
      <LiveFacts live={live} />
    </div>
  )
}

function HoldButton({ watched }: { readonly watched: Watched }): ReactNode {
  const say = useWords(liveWords)
  return (
    <Button
      variant="default"
      aria-pressed={watched.isHeld}
      onClick={() => watched.hold(!watched.isHeld)}
    >
      {watched.isHeld ? say.release : say.hold}
    </Button>
  )
}

/** How old what is shown is, always; and what the clock of a practice campaign says. */
function Age({ live, isHeld }: { readonly live: Live; readonly isHeld: boolean }): ReactNode {
  const say = useWords(liveWords)
  const format = useFormat()
  const at = format.timeToSecond(live.at)
  return (
    <p className={classes['age']}>
      {isHeld ? <strong>{say.heldAt(format.time(live.at))}</strong> : <span>{say.asOf(at)}</span>}
      {live.practice && <span>{say.practiceClock(format.instant(live.clock))}</span>}
    </p>
  )
}

function Saying({ live }: { readonly live: Live }): ReactNode {
  return <StatusSentence sentence={useSentence(live)} mood={moodOf(live)} size="large" />
}

/** Before the first call the sentence is a promise; a campaign that left people out says how many. */
function useSentence(live: Live): string {
  const say = useWords(liveWords)
  const format = useFormat()
  const language = useLanguage()
  if (live.state === 'stopped' && live.remaining > 0) {
    return say.stoppedEarly(format.number(live.remaining), live.sentence[language])
  }
  const isFirst = live.attempts === 0 && ['calling', 'askingStore'].includes(live.reason)
  if (isFirst && live.state === 'running') return say.firstCall
  return live.sentence[language]
}

function moodOf({ state, reason }: Live): Mood {
  if (state === 'completed') return 'good'
  if (state === 'paused' || state === 'stopped') return 'warn'
  if (reason === 'calling' || reason === 'lastCalls' || reason === 'linesFull') return 'good'
  if (reason === 'retryAfter' || reason === 'carrierFaults') return 'bad'
  return 'wait'
}

/** Beyond that a screen reader is left alone, unless the state changes. */
const saidEveryMs = 30_000

function useSaid(live: Live): void {
  const language = useLanguage()
  const said = useRef({ at: 0, state: live.state })
  const sentence = live.sentence[language]
  useEffect(() => {
    const isNews = said.current.state !== live.state
    if (!isNews && Date.now() - said.current.at < saidEveryMs) return
    if (isNews || said.current.at > 0) announce(sentence, isNews ? 'urgent' : 'polite')
    said.current = { at: Date.now(), state: live.state }
  }, [sentence, live.state])
}
