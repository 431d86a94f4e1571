/** A test call over a trunk: which phone, which number shown; then what the call showed, in words. */
import { Alert, Button, Group, NativeSelect, Stack, Text, Title } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { type ReactNode, useEffect, useState } from 'react'
import { answer, api } from '../../../api/client.ts'
import { useOrganisation } from '../../../api/me.ts'
import type { components } from '../../../api/schema.gen.ts'
import { taskProblem } from '../../../api/useTask.ts'
import { ErrorState } from '../../../parts/ErrorState.tsx'
import { ButtonLink } from '../../../parts/Links.tsx'
import { announce } from '../../../parts/LiveRegion.tsx'
import { useLanguage } from '../../../words/language.ts'
import { useWords } from '../../../words/words.ts'
import { TestResult, type TrialResult } from './TestResult.tsx'
import classes from './TrunkTest.module.css'
import { type Trunk, usePhones } from './useTrunks.ts'
import { trunksWords } from './words.ts'

type Task = components['schemas']['Task']

const askEveryMs = 500

export function TrunkTest({ trunk }: { readonly trunk: Trunk }): ReactNode {
  const say = useWords(trunksWords).test
  const { id } = useOrganisation()
  const phones = usePhones()
  const [phone, setPhone] = useState('')
  const [callerId, setCallerId] = useState(trunk.callerIds[0]?.number ?? '')
  const isPractice = trunk.kind === 'practice'
  const chosen = phone || (phones.data?.items[0]?.id ?? '')
  const trial = useTrial(id, trunk.id, {
    ...(isPractice ? {} : { phone: chosen }),
    ...(callerId === '' ? {} : { callerId }),
  })
  const missing =
    trunk.callerIds.length === 0
      ? say.noCallerId
      : !isPractice && phones.data?.items.length === 0
        ? say.noPhone
        : null
  return (
    <section className={classes['test']} aria-label={say.title}>
      <Title order={3}>{say.title}</Title>
      <Text c="dimmed">{isPractice ? say.leadPractice : say.lead}</Text>
      {missing !== null ? (
        <Alert color="ambre" title={missing}>
          <ButtonLink to={`/o/${id}/settings/numbers` as '/'} variant="default" size="compact-md">
            {say.toPhones}
          </ButtonLink>
        </Alert>
      ) : (
        <Group gap="md" align="flex-end">
          {!isPractice && (
            <NativeSelect
              label={say.phone}
              value={chosen}
              data={(phones.data?.items ?? []).map((each) => ({
                value: each.id,
                label: `${each.label} · ${each.shown}`,
              }))}
              onChange={(event) => setPhone(event.currentTarget.value)}
            />
          )}
          <NativeSelect
            label={say.callerId}
            value={callerId}
            data={trunk.callerIds.map(({ number, shown }) => ({ value: number, label: shown }))}
            onChange={(event) => setCallerId(event.currentTarget.value)}
          />
          <Button onClick={trial.start} disabled={trial.running}>
            {trial.result ? say.again : say.start}
          </Button>
        </Group>
      )}
      <TrialState trial={trial} isPractice={isPractice} />
    </section>
  )
}

interface TrialStateProps {
  readonly trial: ReturnType<typeof useTrial>
  readonly isPractice: boolean
}

function TrialState({ trial, isPractice }: TrialStateProps): ReactNode {
  const say = useWords(trunksWords).test
  const { error, running, seconds, result, start } = trial
  return (
    <Stack gap="md">
      {error !== null && <ErrorState what={say.failed} error={error} onRetry={start} />}
      {running && <Text>{isPractice ? say.runningPractice(seconds) : say.running(seconds)}</Text>}
      {result && !running && <TestResult result={result} />}
    </Stack>
  )
}

/** Starts the task and follows it until it has ended. */
function useTrial(
  organisation: number,
  trunk: string,
  body: { readonly phone?: string; readonly callerId?: string },
) {
  const language = useLanguage()
  const starting = useMutation({
    mutationFn: () =>
      answer(
        api.POST('/organisations/{organisation}/trunks/{trunk}/test', {
          params: { path: { organisation, trunk } },
          body,
        }),
      ),
  })
  const task = starting.data?.id
  const following = useQuery<Task>({
    queryKey: ['task', organisation, task],
    enabled: task !== undefined,
    refetchInterval: ({ state }) => (isOver(state.data?.state) ? false : askEveryMs),
    queryFn: ({ signal }) =>
      answer(
        api.GET('/organisations/{organisation}/tasks/{task}', {
          params: { path: { organisation, task: task ?? 0 } },
          signal,
        }),
      ),
  })
  const state = following.data?.state
  const result = state === 'done' ? (following.data?.result as TrialResult) : null
  const sentence = result?.diagnosis.say[language]
  useEffect(() => {
    if (sentence) announce(sentence)
  }, [sentence])
  return {
    start: () => starting.mutate(),
    running: starting.isPending || (task !== undefined && !isOver(state)),
    seconds: following.data?.done ?? 0,
    result,
    error:
      starting.error ??
      following.error ??
      (following.data?.failure ? taskProblem(following.data.failure) : null),
  }
}

const isOver = (state: string | undefined): boolean =>
  state === 'done' || state === 'failed' || state === 'cancelled'
