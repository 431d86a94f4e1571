/** One press: no new call leaves. Calls in progress end by themselves; going on is one press too. */
import { Button } from '@mantine/core'
import IconPlayerPause from '@tabler/icons-react/icons/IconPlayerPause'
import { useMutation } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { answer, api } from '../../api/client.ts'
import { useOrganisation } from '../../api/me.ts'
import { ErrorState } from '../../parts/ErrorState.tsx'
import { announce } from '../../parts/LiveRegion.tsx'
import { useLanguage } from '../../words/language.ts'
import { useWords } from '../../words/words.ts'
import type { Live } from '../live/useLive.ts'
import { dashboardWords } from './words.ts'

interface PauseButtonProps {
  readonly organisation: number
  readonly campaign: string
  readonly onPaused: (live: Live) => void
}

export function PauseButton({ organisation, campaign, onPaused }: PauseButtonProps): ReactNode {
  const say = useWords(dashboardWords)
  const language = useLanguage()
  const { may } = useOrganisation()
  const pause = useMutation({
    mutationFn: () =>
      answer(
        api.POST('/organisations/{organisation}/campaigns/{campaign}/pause', {
          params: { path: { organisation, campaign } },
          body: {},
        }),
      ),
    onSuccess: (live) => {
      onPaused(live)
      announce(live.sentence[language])
    },
  })
  if (!may('campaign.stop')) return null
  if (pause.error)
    return <ErrorState what={say.pauseFailed} error={pause.error} onRetry={() => pause.mutate()} />
  return (
    <Button
      variant="default"
      loading={pause.isPending}
      leftSection={<IconPlayerPause size={18} aria-hidden />}
      onClick={() => pause.mutate()}
    >
      {say.pause}
    </Button>
  )
}
