/** Name, then the key: 1 approves (once the whole was heard), 3 returns with a reason. */
import { Button, Group, Stack, Text, Textarea, TextInput } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { problemOf } from '../../api/problem.ts'
import { ErrorState } from '../../parts/ErrorState.tsx'
import { useWords } from '../../words/words.ts'
import classes from './ApproveScreen.module.css'
import { approveWords } from './approveWords.ts'
import { type Answering, useAnswer } from './useApproval.ts'

interface AnswerFormProps {
  readonly token: string
  readonly hash: string
  readonly mayApprove: boolean
  /** Where real phones ring, an approval is the key at the end of a call. */
  readonly returnsOnly?: boolean
}

const shortestName = 2

export function AnswerForm({ token, hash, mayApprove, returnsOnly = false }: AnswerFormProps) {
  const say = useWords(approveWords)
  const send = useAnswer(token, hash)
  const [name, setName] = useState('')
  const [asked, setAsked] = useState(false)
  const [returns, setReturns] = useState(false)
  const signed = name.trim().length >= shortestName
  const answer = (said: Omit<Answering, 'name'>): void => {
    setAsked(true)
    if (signed) send.mutate({ ...said, name: name.trim() })
  }
  return (
    <Stack gap="md">
      {send.error && (
        <ErrorState
          what={problemOf(send.error).limit === 'another person' ? say.author : say.failed}
          error={send.error}
        />
      )}
      <TextInput
        label={say.name}
        description={say.nameHint}
        autoComplete="name"
        size="md"
        value={name}
        error={asked && !signed ? say.needName : undefined}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      {returns ? (
        <Returning busy={send.isPending} onSend={answer} onCancel={() => setReturns(false)} />
      ) : (
        <fieldset className={classes['keys']} style={{ border: 0, padding: 0, margin: 0 }}>
          <legend className="pv-visually-hidden">{say.keys}</legend>
          {!returnsOnly && (
            <Button
              size="lg"
              className={classes['key'] ?? ''}
              disabled={!mayApprove}
              loading={send.isPending}
              onClick={() => answer({ answer: 'approved' })}
            >
              <Key digit="1" act={say.approve} />
            </Button>
          )}
          <Button
            size="lg"
            variant="default"
            className={classes['key'] ?? ''}
            onClick={() => setReturns(true)}
          >
            {returnsOnly ? say.return : <Key digit="3" act={say.return} />}
          </Button>
        </fieldset>
      )}
    </Stack>
  )
}

/** As on a telephone: the digit large, what it does below. */
function Key({ digit, act }: { readonly digit: string; readonly act: string }): ReactNode {
  return (
    <span className={classes['digit']}>
      <b>{digit}</b>
      {act}
    </span>
  )
}

interface ReturningProps {
  readonly busy: boolean
  readonly onSend: (said: Omit<Answering, 'name'>) => void
  readonly onCancel: () => void
}

function Returning({ busy, onSend, onCancel }: ReturningProps): ReactNode {
  const say = useWords(approveWords)
  const [reason, setReason] = useState('')
  const [asked, setAsked] = useState(false)
  const said = reason.trim()
  const send = (answer: 'returned' | 'rejected'): void => {
    setAsked(true)
    if (said !== '') onSend({ answer, reason: said })
  }
  return (
    <>
      <Textarea
        label={say.reason}
        autosize
        minRows={3}
        size="md"
        value={reason}
        error={asked && said === '' ? say.needReason : undefined}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <Group gap="sm">
        <Button loading={busy} onClick={() => send('returned')}>
          {say.sendBack}
        </Button>
        <Button variant="default" disabled={busy} onClick={() => send('rejected')}>
          {say.rejectAct}
        </Button>
        <Button variant="subtle" onClick={onCancel}>
          <Text span>{say.cancel}</Text>
        </Button>
      </Group>
    </>
  )
}
