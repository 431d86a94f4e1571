/** A campaign that calls or is paused: its sentence, how far it is, and the way to its live page. */
import { Group, Progress, Text } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { useLiveEvent } from '../../api/live.ts'
import { Card } from '../../parts/Card.tsx'
import { ButtonLink } from '../../parts/Links.tsx'
import { StatusSentence } from '../../parts/StatusSentence.tsx'
import { Percent } from '../../parts/Values.tsx'
import { useFormat } from '../../words/format.ts'
import { useLanguage } from '../../words/language.ts'
import { useWords } from '../../words/words.ts'
import { shareOf } from './CampaignTable.tsx'
import type { DashboardCampaign } from './campaignPath.ts'
import classes from './RunningCard.module.css'
import { dashboardWords } from './words.ts'

interface RunningCardProps {
  readonly organisation: number
  readonly campaign: DashboardCampaign
}

export function RunningCard({ organisation, campaign }: RunningCardProps): ReactNode {
  const say = useWords(dashboardWords)
  const format = useFormat()
  const { id, name, state, why, targets, remaining } = campaign
  const live = useLiveSentence(id)
  const done = targets - remaining
  const paused = why ? say.pausedWhy(why) : say.paused
  const sentence = state === 'paused' ? paused : (live ?? say.calling)
  return (
    <Card
      title={name}
      acts={
        <ButtonLink to={`/o/${organisation}/campaigns/${id}/live` as '/'}>{say.seeLive}</ButtonLink>
      }
    >
      <StatusSentence sentence={sentence} mood={state === 'paused' ? 'warn' : 'good'} />
      <Group justify="space-between" mt="md" mb={6}>
        <Text size="sm" className="pv-figures">
          {say.doneOf(format.number(done), format.number(targets))}
        </Text>
        <Text size="sm" fw={650}>
          <Percent share={shareOf(done, targets)} />
        </Text>
      </Group>
      <Progress
        value={(shareOf(done, targets) ?? 0) * 100}
        size="md"
        radius="xl"
        aria-label={name}
        className={classes['progress'] ?? ''}
      />
    </Card>
  )
}

/** The sentence of the dialler itself, as soon as an event brought one. */
function useLiveSentence(campaign: string): string | undefined {
  const language = useLanguage()
  const [said, setSaid] = useState<Readonly<Record<string, string>>>()
  useLiveEvent('live', (event) => {
    const sentence = event['sentence']
    if (event['campaign'] !== campaign || typeof sentence !== 'object' || !sentence) return
    setSaid(sentence as Record<string, string>)
  })
  return said?.[language]
}
