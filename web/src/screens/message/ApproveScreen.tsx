/** For a second person, without any other access: hear the message to its end, then answer for it. */

import { Stack, Text } from '@mantine/core'
import { useParams } from '@tanstack/react-router'
import { type ReactNode, useEffect, useState } from 'react'
import { problemOf } from '../../api/problem.ts'
import { BareLayout } from '../../app/BareLayout.tsx'
import { Card } from '../../parts/Card.tsx'
import { ErrorState } from '../../parts/ErrorState.tsx'
import { Loading } from '../../parts/Loading.tsx'
import { Page } from '../../parts/Page.tsx'
import { useFormat } from '../../words/format.ts'
import { useWords } from '../../words/words.ts'
import { AnswerForm } from './AnswerForm.tsx'
import classes from './ApproveScreen.module.css'
import { approveWords } from './approveWords.ts'
import { PhoneForm } from './PhoneForm.tsx'
import { PlayerBar } from './PlayerBar.tsx'
import { TranscriptText } from './TranscriptText.tsx'
import { type Approval, approvalSound, useApproval } from './useApproval.ts'
import { usePlayer } from './usePlayer.ts'
import { shortHash } from './VersionsCard.tsx'

export function ApproveScreen(): ReactNode {
  const say = useWords(approveWords)
  const { token = '' } = useParams({ strict: false })
  const { data, error, refetch } = useApproval(token)
  return (
    <BareLayout>
      {data ? (
        <Opened token={token} approval={data} />
      ) : error && problemOf(error).code === 'notFound' ? (
        <Said words={say.closed[problemOf(error).measured === 'expired' ? 'expired' : 'unknown']} />
      ) : error ? (
        <Page title={say.unreadable} width="narrow">
          <ErrorState what={say.unreadable} error={error} onRetry={() => void refetch()} />
        </Page>
      ) : (
        <Loading />
      )}
    </BareLayout>
  )
}

function Opened({ token, approval }: OpenProps): ReactNode {
  const say = useWords(approveWords)
  const { state, review } = approval
  if (state === 'answered' && review) return <Said words={say.done[review.answer]} />
  if (state === 'replaced' || state === 'expired') return <Said words={say.closed[state]} />
  return <Open token={token} approval={approval} />
}

function Said({ words: [title = '', lead = ''] }: { readonly words: readonly string[] }) {
  return (
    <Page title={title} lead={lead} width="narrow">
      {null}
    </Page>
  )
}

interface OpenProps {
  readonly token: string
  readonly approval: Approval
}

function Open({ token, approval }: OpenProps): ReactNode {
  const say = useWords(approveWords)
  const { askedBy, controller, practice, heard, hash } = approval
  const [wholeHeard, setWholeHeard] = useState(false)
  const [live, ...others] = heard
  if (!live) return null
  return (
    <Page title={say.title} lead={say.lead(askedBy, controller)} width="narrow">
      {practice && <Text className={classes['practice']}>{say.practice}</Text>}
      <Facts approval={approval} />
      <Card title={say.listen}>
        <Heard token={token} heard={live} onWhole={() => setWholeHeard(true)} />
        {practice && (
          <Text mt="sm" role="status" fw={600} c={wholeHeard ? 'var(--pv-good)' : 'dimmed'}>
            {wholeHeard ? `✔ ${say.heard}` : say.whole}
          </Text>
        )}
      </Card>
      <Card title={say.answer}>
        {practice ? (
          <AnswerForm token={token} hash={hash} mayApprove={wholeHeard} />
        ) : (
          <Stack gap="xl">
            <PhoneForm token={token} />
            <AnswerForm token={token} hash={hash} mayApprove={false} returnsOnly />
          </Stack>
        )}
      </Card>
      <details className={classes['others']}>
        <summary>{say.others}</summary>
        <Stack gap="md">
          {others.map((each) => (
            <div key={each.name}>
              <Text fw={600} my={6}>
                {each.name === 'voicemail' ? say.voicemail : say.objectionConfirmed}
              </Text>
              <Heard token={token} heard={each} />
            </div>
          ))}
        </Stack>
      </details>
    </Page>
  )
}

function Facts({ approval }: Pick<OpenProps, 'approval'>): ReactNode {
  const say = useWords(approveWords).facts
  const format = useFormat()
  const { campaign, controller, version, hash, expiresAt } = approval
  const facts = [
    [say.campaign, campaign],
    [say.controller, controller],
    [say.version, String(version)],
    [say.sound, shortHash(hash)],
    [say.until, format.date(expiresAt)],
  ] as const
  return (
    <dl className={classes['facts']}>
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

interface HeardProps {
  readonly token: string
  readonly heard: Approval['heard'][number]
  readonly onWhole?: () => void
}

function Heard({ token, heard, onWhole }: HeardProps): ReactNode {
  const player = usePlayer()
  const { whole } = player
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when all of it was played
  useEffect(() => {
    if (whole) onWhole?.()
  }, [whole])
  return (
    <>
      <PlayerBar
        large
        player={player}
        src={approvalSound(token, heard.name)}
        durationMs={heard.durationMs}
      />
      <TranscriptText transcript={heard.transcript} atMs={player.playing ? player.atMs : null} />
    </>
  )
}
