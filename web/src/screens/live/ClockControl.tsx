/** The practice clock is moved forward while nothing is up; hours in which nothing can happen it skips itself. */
import { Button, Group, Text } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { answer, api } from '../../api/client.ts'
import { useOrganisation } from '../../api/me.ts'
import { ErrorState } from '../../parts/ErrorState.tsx'
import { useWords } from '../../words/words.ts'
import type { Where } from './LiveScreen.tsx'
import type { Live } from './useLive.ts'
import { liveWords } from './words.ts'

const hourMs = 3_600_000
const steps = [1, 3, 24] as const

interface ClockProps {
  readonly where: Where
  readonly live: Live
  readonly onDone: (live: Live) => void
}

export function ClockControl({ where, live, onDone }: ClockProps): ReactNode {
  const say = useWords(liveWords)
  const { may } = useOrganisation()
  const moving = useMutation({
    mutationFn: (hours: number) =>
      answer(
        api.POST('/organisations/{organisation}/campaigns/{campaign}/clock', {
          params: { path: where },
          body: { to: new Date(Date.parse(live.clock) + hours * hourMs).toISOString() },
        }),
      ),
    onSuccess: onDone,
  })
  if (!may('campaign.write') || live.state !== 'paused' || live.callsUp > 0) return null
  const room = Date.parse(live.deadline) - Date.parse(live.clock)
  const possible = steps.filter((hours) => hours * hourMs < room)
  if (possible.length === 0) return null
  return (
    <div>
      <Group gap="xs">
        <Text size="sm">{say.moveClock}</Text>
        {possible.map((hours) => (
          <Button
            key={hours}
            size="compact-md"
            variant="default"
            loading={moving.isPending}
            onClick={() => moving.mutate(hours)}
          >
            {say.forward(hours)}
          </Button>
        ))}
      </Group>
      {moving.error && <ErrorState what={say.clockNotMoved} error={moving.error} />}
    </div>
  )
}
