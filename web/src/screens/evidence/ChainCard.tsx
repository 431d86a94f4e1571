/** The last verification of the chain and its result; a break names its row. */
import { Button, Stack, Text } from '@mantine/core'
import IconShieldCheck from '@tabler/icons-react/icons/IconShieldCheck'
import { useMutation } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { answer, api } from '../../api/client.ts'
import { useOrganisation } from '../../api/me.ts'
import { isOpenTask, type Task, taskProblem, useLastTask } from '../../api/useTask.ts'
import { Card } from '../../parts/Card.tsx'
import { CopyField } from '../../parts/CopyField.tsx'
import { ErrorState } from '../../parts/ErrorState.tsx'
import { QueryView } from '../../parts/QueryView.tsx'
import { StatusSentence } from '../../parts/StatusSentence.tsx'
import { TaskProgress } from '../../parts/TaskProgress.tsx'
import { useFormat } from '../../words/format.ts'
import { useLanguage } from '../../words/language.ts'
import { useWords } from '../../words/words.ts'
import classes from './Evidence.module.css'
import { evidenceWords } from './words.ts'

/** What src/http/api/evidenceTasks.ts answers. */
interface ChainResult {
  readonly intact: boolean
  readonly entries: number
  readonly head: string | null
  readonly breaks: readonly { readonly fr: string; readonly en: string }[]
}

export function ChainCard(): ReactNode {
  const say = useWords(evidenceWords).chain
  const { id } = useOrganisation()
  const last = useLastTask(id, 'verifyLedger')
  const verify = useMutation({
    mutationFn: () =>
      answer(
        api.POST('/organisations/{organisation}/evidence/verifications', {
          params: { path: { organisation: id } },
        }),
      ),
    onSuccess: () => last.refetch(),
  })
  const isOpen = last.data ? isOpenTask(last.data) : false
  return (
    <Card title={say.title}>
      <Stack gap="md">
        <QueryView query={last} failed={say.failed}>
          {(task) => (task ? <Verified task={task} /> : <Text>{say.never}</Text>)}
        </QueryView>
        {verify.error && <ErrorState what={say.startFailed} error={verify.error} />}
        {!isOpen && (
          <Button w="fit-content" loading={verify.isPending} onClick={() => verify.mutate()}>
            {last.data ? say.again : say.verify}
          </Button>
        )}
      </Stack>
    </Card>
  )
}

function Verified({ task }: { readonly task: Task }): ReactNode {
  const say = useWords(evidenceWords).chain
  const language = useLanguage()
  const format = useFormat()
  const { done, total, rate, failure, endedAt, by } = task
  if (isOpenTask(task)) {
    return <TaskProgress name={say.running} unit={say.unit} {...{ done, total, rate }} />
  }
  if (failure) return <ErrorState what={say.failed} error={taskProblem(failure)} />
  const result = task.result as ChainResult | null
  if (!result) return <Text>{say.never}</Text>
  return (
    <>
      {result.intact ? (
        <p className={classes['intact']}>
          <IconShieldCheck size={26} stroke={1.8} aria-hidden />
          {say.intact(format.number(result.entries))}
        </p>
      ) : (
        <StatusSentence mood="bad" sentence={say.broken} />
      )}
      {result.breaks.length > 0 && (
        <ul>
          {result.breaks.map((sentence) => (
            <li key={sentence.en}>{sentence[language]}</li>
          ))}
        </ul>
      )}
      <Text size="sm" c="dimmed">
        {say.when(endedAt === null ? '' : format.instant(endedAt), by.replace(/ <.*>$/, ''))}
      </Text>
      {result.head !== null && (
        <div>
          <CopyField label={say.head} value={result.head} />
          <Text size="sm" c="dimmed">
            {say.headHint}
          </Text>
        </div>
      )}
    </>
  )
}
