/** A campaign that calls or is paused: its sentence, how far it is, and the way to its live page. */
import { Group, Progress, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { whyIn } from '../../../../src/report/words.ts'
import { Card } from '../../parts/Card.tsx'
import { ButtonLink } from '../../parts/Links.tsx'
import { StatusSentence } from '../../parts/StatusSentence.tsx'
import { Percent } from '../../parts/Values.tsx'
import { useFormat } from '../../words/format.ts'
import { useLanguage } from '../../words/language.ts'
import { useWords } from '../../words/words.ts'
import { useLive } from '../live/useLive.ts'
import { shareOf } from './CampaignTable.tsx'
import type { DashboardCampaign } from './campaignPath.ts'
import { PauseButton } from './PauseButton.tsx'
import classes from './RunningCard.module.css'
import { dashboardWords } from './words.ts'

interface RunningCardProps {
  readonly organisation: number
  readonly campaign: DashboardCampaign
}

export function RunningCard({ organisation, campaign }: RunningCardProps): ReactNode {
  const say = useWords(dashboardWords)
  const language = useLanguage()
  const { id, name, why } = campaign
  // The sentence of the dialler itself; until it comes, what the state alone says.
  const { query, take } = useLive(organisation, id)
  const { state, targets, remaining } = query.data ?? campaign
  const paused = why ? say.pausedWhy(whyIn(why, language)) : say.paused
  const fallback = state === 'paused' ? paused : say.calling
  return (
    <Card
      title={name}
      acts={
        <Group gap="sm">
          {state === 'running' && (
            <PauseButton organisation={organisation} campaign={id} onPaused={take} />
          )}
          <ButtonLink
            to="/o/$organisation/campaigns/$campaign/live"
            params={{ organisation: String(organisation), campaign: id }}
          >
            {say.seeLive}
          </ButtonLink>
        </Group>
      }
    >
      <StatusSentence
        sentence={query.data?.sentence[language] ?? fallback}
        mood={state === 'paused' ? 'warn' : moodOf(query.data?.reason)}
      />
      <HowFar name={name} done={targets - remaining} targets={targets} />
    </Card>
  )
}

interface HowFarProps {
  readonly name: string
  readonly done: number
  readonly targets: number
}

function HowFar({ name, done, targets }: HowFarProps): ReactNode {
  const say = useWords(dashboardWords)
  const format = useFormat()
  const share = shareOf(done, targets)
  return (
    <>
      <Group justify="space-between" mt="md" mb={6}>
        <Text size="sm" className="pv-figures">
          {say.doneOf(format.number(done), format.number(targets))}
        </Text>
        <Text size="sm" fw={650}>
          <Percent share={share} />
        </Text>
      </Group>
      <Progress
        value={(share ?? 0) * 100}
        size="md"
        radius="xl"
        aria-label={name}
        className={classes['progress'] ?? ''}
      />
    </>
  )
}

/** Calls leave; or it waits for something that comes by itself. */
const moodOf = (reason: string | undefined): 'good' | 'wait' =>
  reason === undefined || ['calling', 'paced', 'linesFull', 'lastCalls'].includes(reason)
    ? 'good'
    : 'wait'
