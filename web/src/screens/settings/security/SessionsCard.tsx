/** Where one is signed in: end one session, or all the others. */
import { Button } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { answer, api } from '../../../api/client.ts'
import type { components } from '../../../api/schema.gen.ts'
import { Card } from '../../../parts/Card.tsx'
import { ConfirmButton } from '../../../parts/ConfirmButton.tsx'
import { ErrorState } from '../../../parts/ErrorState.tsx'
import { QueryView } from '../../../parts/QueryView.tsx'
import { useFormat } from '../../../words/format.ts'
import { useWords } from '../../../words/words.ts'
import classes from '../team/Team.module.css'
import { browserOf } from './browserOf.ts'
import { securityWords } from './words.ts'

type Session = components['schemas']['Session']

const sessionsKey = ['me', 'sessions']

export function SessionsCard(): ReactNode {
  const { sessions: say } = useWords(securityWords)
  const client = useQueryClient()
  const readAgain = (): void => void client.invalidateQueries({ queryKey: sessionsKey })
  const sessions = useQuery({
    queryKey: sessionsKey,
    queryFn: ({ signal }) => answer(api.GET('/me/sessions', { signal })),
  })
  const ending = useMutation({
    mutationFn: (session: number) =>
      answer(api.DELETE('/me/sessions/{session}', { params: { path: { session } } })),
    onSuccess: readAgain,
  })
  const endingOthers = useMutation({
    mutationFn: () => answer(api.POST('/me/sessions/end-others', {})),
    onSuccess: readAgain,
  })
  const failed = ending.error ?? endingOthers.error
  return (
    <QueryView query={sessions} failed={say.failed}>
      {({ items }) => (
        <Card title={say.title} flush>
          <ul className={classes['list']}>
            {items.map((session) => (
              <SessionRow
                key={session.id}
                session={session}
                onEnd={() => ending.mutate(session.id)}
              />
            ))}
            {(items.length > 1 || failed) && (
              <li className={classes['row']}>
                {failed && <ErrorState what={say.endFailed} error={failed} />}
                <ConfirmButton
                  variant="default"
                  label={say.endOthers}
                  sentence={say.endOthersSentence}
                  confirm={say.endOthers}
                  onConfirm={() => endingOthers.mutate()}
                />
              </li>
            )}
          </ul>
        </Card>
      )}
    </QueryView>
  )
}

interface SessionRowProps {
  readonly session: Session
  readonly onEnd: () => void
}

function SessionRow({ session, onEnd }: SessionRowProps): ReactNode {
  const { sessions: say } = useWords(securityWords)
  const format = useFormat()
  const { agent, address, current, lastSeenAt } = session
  const found = browserOf(agent)
  return (
    <li className={classes['row']}>
      <div className={classes['line']}>
        <div className={classes['about']}>
          <p>
            <strong>{found ? say.browser(found.browser, found.system) : say.unknown}</strong>
            {current && ` (${say.current})`}
          </p>
          <div className={classes['marks']}>
            <span>{say.from(address)}</span>
            <span>{say.seen(format.ago(Date.now() - Date.parse(lastSeenAt)))}</span>
          </div>
        </div>
        {!current && (
          <Button size="sm" variant="default" onClick={onEnd}>
            {say.end}
          </Button>
        )}
      </div>
    </li>
  )
}
