/** One call at a time: what is known of it, five answers, what the detector had said once one is given. */
import { Button, Progress, Text } from '@mantine/core'
import IconDice from '@tabler/icons-react/icons/IconDice5'
import { useParams } from '@tanstack/react-router'
import { type ReactNode, useEffect } from 'react'
import type { AnswererLabel } from '../../../../src/report/answerers.ts'
import { useOrganisation } from '../../api/me.ts'
import type { components } from '../../api/schema.gen.ts'
import { Card } from '../../parts/Card.tsx'
import { EmptyState } from '../../parts/EmptyState.tsx'
import { ErrorState } from '../../parts/ErrorState.tsx'
import { ButtonLink } from '../../parts/Links.tsx'
import { announce } from '../../parts/LiveRegion.tsx'
import { Page } from '../../parts/Page.tsx'
import { QueryView } from '../../parts/QueryView.tsx'
import { useFormat } from '../../words/format.ts'
import { useWords } from '../../words/words.ts'
import type { Where } from '../report/terms.ts'
import classes from './Answerers.module.css'
import { CallFacts } from './CallFacts.tsx'
import { LabelButtons } from './LabelButtons.tsx'
import { type Judged, useAnswererFigures, useJudging } from './useJudging.ts'
import { answererWords } from './words.ts'

type Figures = components['schemas']['AnswererFigures']

export function AnswerersScreen(): ReactNode {
  const say = useWords(answererWords)
  const params = useParams({ strict: false })
  const { may } = useOrganisation()
  const where: Where = {
    organisation: Number(params.organisation),
    campaign: String((params as { campaign?: string }).campaign),
  }
  const figures = useAnswererFigures(where)
  const report = `/o/${where.organisation}/campaigns/${where.campaign}/report` as '/'
  const back = (
    <ButtonLink variant="default" to={report}>
      {say.back}
    </ButtonLink>
  )
  return (
    <Page title={say.title} lead={say.lead} acts={back}>
      <QueryView query={figures} failed={say.failed}>
        {(known) =>
          may('campaign.write') ? (
            <Judging where={where} figures={known} />
          ) : (
            <EmptyState sentence={say.forbidden} act={back} />
          )
        }
      </QueryView>
    </Page>
  )
}

interface JudgingProps {
  readonly where: Where
  readonly figures: Figures
}

function Judging({ where, figures }: JudgingProps): ReactNode {
  const say = useWords(answererWords)
  const format = useFormat()
  const { list, label, undo, draw, last } = useJudging(where)
  const isBusy = label.isPending || undo.isPending
  const takeBack = last && !isBusy ? () => undo.mutate(last) : undefined
  return (
    <>
      <Advance sample={figures.sample} />
      {last && <Told judged={last} onUndo={takeBack} />}
      {label.error && <ErrorState what={say.labelFailed} error={label.error} />}
      {undo.error && <ErrorState what={say.undoFailed} error={undo.error} />}
      {draw.error && <ErrorState what={say.drawFailed} error={draw.error} />}
      <QueryView query={list} failed={say.listFailed}>
        {({ calls: [call] }) =>
          call ? (
            <Card
              title={say.call(
                format.number(figures.sample.labelled + 1),
                format.number(figures.sample.drawn),
              )}
            >
              <LabelButtons
                isBusy={isBusy}
                onLabel={(said) => {
                  if (!isBusy) label.mutate({ call, label: said })
                }}
                onUndo={takeBack}
              />
              <p className={classes['help']}>{say.keysHelp}</p>
              <CallFacts key={call.attempt} call={call} />
            </Card>
          ) : (
            <Nothing
              figures={figures}
              isDrawing={draw.isPending}
              onDraw={() => draw.mutate(undefined)}
            />
          )
        }
      </QueryView>
      <Text size="sm" c="dimmed">
        {say.noSound(figures.recording.article)}
      </Text>
    </>
  )
}

function Advance({
  sample: { labelled, drawn },
}: {
  readonly sample: Figures['sample']
}): ReactNode {
  const say = useWords(answererWords)
  const format = useFormat()
  if (drawn === 0) return null
  const words = say.progress(format.number(labelled), format.number(drawn))
  return (
    <div className={classes['advance']}>
      <Progress value={(100 * labelled) / drawn} aria-label={words} />
      <span>{words}</span>
    </div>
  )
}

const sameAs = (label: AnswererLabel, { treatedAs }: Judged['heard']): boolean =>
  label === treatedAs

function Told(props: {
  readonly judged: Judged
  readonly onUndo: (() => void) | undefined
}): ReactNode {
  const { judged, onUndo } = props
  const say = useWords(answererWords)
  const { label, heard, call } = judged
  const isSame = sameAs(label, heard)
  const sentence = `${say.said(say.labels[label], say.verdicts[heard.verdict])} ${
    label === 'cannotTell' ? '' : isSame ? say.agrees : say.differs
  }`.trim()
  // biome-ignore lint/correctness/useExhaustiveDependencies: said once for each call, in the language of then
  useEffect(() => announce(sentence), [call.attempt])
  return (
    <div className={classes['told']} data-same={label === 'cannotTell' ? undefined : isSame}>
      <p>{sentence}</p>
      <Button variant="default" size="sm" aria-disabled={!onUndo} onClick={onUndo}>
        {say.undo}
      </Button>
    </div>
  )
}

interface NothingProps {
  readonly figures: Figures
  readonly isDrawing: boolean
  readonly onDraw: () => void
}

function Nothing({ figures: { measured, sample }, isDrawing, onDraw }: NothingProps): ReactNode {
  const say = useWords(answererWords)
  if (measured.calls === 0) return <EmptyState sentence={say.emptyNothing} />
  if (!sample.more) return <EmptyState sentence={say.allDrawn} />
  return (
    <EmptyState
      icon={IconDice}
      sentence={say.empty}
      act={
        <Button loading={isDrawing} onClick={onDraw}>
          {sample.drawn === 0 ? say.draw : say.drawMore}
        </Button>
      }
      example={say.emptyExample}
    />
  )
}
