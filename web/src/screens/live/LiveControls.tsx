/**
 * Pause, go on, stop, cut everything. Each says first what it will do, with the number of calls it
 * concerns; the panel opens in place, and its button has the focus.
 */
import { Button, Group, Text } from '@mantine/core'
import IconPlayerPause from '@tabler/icons-react/icons/IconPlayerPause'
import IconPlayerPlay from '@tabler/icons-react/icons/IconPlayerPlay'
import IconSquare from '@tabler/icons-react/icons/IconPlayerStop'
import IconPower from '@tabler/icons-react/icons/IconPower'
import { useMutation } from '@tanstack/react-query'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { answer, api } from '../../api/client.ts'
import { useOrganisation } from '../../api/me.ts'
import { ErrorState } from '../../parts/ErrorState.tsx'
import { announce } from '../../parts/LiveRegion.tsx'
import { useFormat } from '../../words/format.ts'
import { useWords } from '../../words/words.ts'
import classes from './Live.module.css'
import type { Where } from './LiveScreen.tsx'
import type { Live } from './useLive.ts'
import { liveWords } from './words.ts'

type Act = 'pause' | 'resume' | 'stop' | 'cut'

interface ControlsProps {
  readonly where: Where
  readonly live: Live
  readonly onDone: (live: Live) => void
}

export function LiveControls({ where, live, onDone }: ControlsProps): ReactNode {
  const say = useWords(liveWords)
  const { may } = useOrganisation()
  const [asked, setAsked] = useState<Act>()
  const doing = useMutation({
    mutationFn: (act: Act) => doIt(where, act),
    onSuccess: (now, act) => {
      onDone(now)
      announce(say.done[act], act === 'cut' ? 'urgent' : 'polite')
    },
  })
  const act = (chosen: Act): void => {
    setAsked(undefined)
    doing.mutate(chosen)
  }
  const canStop = may('campaign.stop') && (live.state === 'running' || live.state === 'paused')
  const canResume = may('campaign.launch') && live.state === 'paused'
  if (!canStop && !canResume) return null
  return (
    <div className={classes['controls']}>
      {asked === undefined ? (
        <div className={classes['acts']}>
          {canResume && (
            <Button
              size="md"
              leftSection={<IconPlayerPlay size={18} aria-hidden />}
              loading={doing.isPending}
              onClick={() => act('resume')}
            >
              {say.acts.resume}
            </Button>
          )}
          {canStop && <StopActs live={live} isBusy={doing.isPending} onAsk={setAsked} />}
        </div>
      ) : (
        <Confirm act={asked} live={live} onDo={() => act(asked)} onNo={() => setAsked(undefined)} />
      )}
      {doing.error && doing.variables && (
        <ErrorState what={say.notDone[doing.variables]} error={doing.error} />
      )}
    </div>
  )
}

function StopActs(props: {
  readonly live: Live
  readonly isBusy: boolean
  readonly onAsk: (act: Act) => void
}): ReactNode {
  const say = useWords(liveWords)
  const { live, isBusy, onAsk } = props
  return (
    <>
      {live.state === 'running' && (
        <Button
          size="md"
          leftSection={<IconPlayerPause size={18} aria-hidden />}
          loading={isBusy}
          onClick={() => onAsk('pause')}
        >
          {say.acts.pause}
        </Button>
      )}
      <Button
        size="md"
        variant="default"
        data-rare
        leftSection={<IconSquare size={18} aria-hidden />}
        disabled={isBusy}
        onClick={() => onAsk('stop')}
      >
        {say.acts.stop}
      </Button>
      <Button
        size="md"
        color="rouge"
        leftSection={<IconPower size={18} aria-hidden />}
        disabled={isBusy || (live.state !== 'running' && live.callsUp === 0)}
        onClick={() => onAsk('cut')}
      >
        {say.acts.cut}
      </Button>
    </>
  )
}

function Confirm(props: {
  readonly act: Act
  readonly live: Live
  readonly onDo: () => void
  readonly onNo: () => void
}): ReactNode {
  const say = useWords(liveWords)
  const format = useFormat()
  const button = useRef<HTMLButtonElement>(null)
  const { act, live } = props
  useEffect(() => button.current?.focus(), [])
  const calls = format.number(live.callsUp)
  const left = format.number(live.remaining)
  return (
    <fieldset className={classes['asked']} data-act={act} aria-label={say.acts[act]}>
      <Text>{say.will(act, calls, left)}</Text>
      <Group gap="sm" mt="sm">
        <Button
          ref={button}
          size="md"
          {...(act === 'cut' || act === 'stop' ? { color: 'rouge' } : {})}
          onClick={props.onDo}
        >
          {say.acts[act]}
        </Button>
        <Button size="md" variant="default" onClick={props.onNo}>
          {say.cancel}
        </Button>
      </Group>
    </fieldset>
  )
}

async function doIt({ organisation, campaign }: Where, act: Act): Promise<Live> {
  const params = { path: { organisation, campaign } }
  const path = '/organisations/{organisation}/campaigns/{campaign}'
  switch (act) {
    case 'pause':
      return answer(api.POST(`${path}/pause`, { params, body: {} }))
    case 'resume':
      return answer(api.POST(`${path}/resume`, { params }))
    case 'stop':
      return answer(api.POST(`${path}/stop`, { params, body: {} }))
    case 'cut':
      return (await answer(api.POST(`${path}/cut`, { params }))).live
  }
}
