/** One key: its name and first signs, what it may do, until when, when it was last used. */
import { Code } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { answer, api } from '../../../api/client.ts'
import { useOrganisation } from '../../../api/me.ts'
import { ConfirmButton } from '../../../parts/ConfirmButton.tsx'
import { ErrorState } from '../../../parts/ErrorState.tsx'
import { useFormat } from '../../../words/format.ts'
import { useWords } from '../../../words/words.ts'
import { accessWords } from '../accessWords.ts'
import classes from '../team/Team.module.css'
import { type ApiKey, isOver, useKeysAgain } from './useKeys.ts'
import { keysWords } from './words.ts'

export function KeyRow({ apiKey }: { readonly apiKey: ApiKey }): ReactNode {
  const say = useWords(keysWords)
  const { permissions } = useWords(accessWords)
  const format = useFormat()
  const { name, prefix, scopes, createdBy, createdAt, lastUsedAt } = apiKey
  return (
    <li className={classes['row']}>
      <div className={classes['line']}>
        <div className={classes['about']}>
          <p>
            <strong>{name}</strong> <Code>{prefix}…</Code>
          </p>
          <div className={classes['marks']}>
            <span>{untilOf(apiKey, say, format.date)}</span>
            <span>
              {lastUsedAt === null
                ? say.neverUsed
                : say.lastUsed(format.ago(Date.now() - Date.parse(lastUsedAt)))}
            </span>
            <span>{say.madeBy(createdBy.replace(/ <.*>$/, ''), format.date(createdAt))}</span>
          </div>
          <details>
            <summary>{say.may(scopes.length)}</summary>
            <p>{format.list(scopes.map((scope) => permissions[scope]))}</p>
          </details>
        </div>
        {!isOver(apiKey, Date.now()) && <RevokeKey apiKey={apiKey} />}
      </div>
    </li>
  )
}

function untilOf(
  { revokedAt, expiresAt }: ApiKey,
  say: (typeof keysWords)['fr'],
  date: (at: string) => string,
): string {
  if (revokedAt !== null) return say.revoked(date(revokedAt))
  if (expiresAt === null) return say.endless
  return Date.parse(expiresAt) <= Date.now()
    ? say.expired(date(expiresAt))
    : say.until(date(expiresAt))
}

function RevokeKey({ apiKey: { id: key, name } }: { readonly apiKey: ApiKey }): ReactNode {
  const say = useWords(keysWords)
  const { id } = useOrganisation()
  const readAgain = useKeysAgain()
  const revoking = useMutation({
    mutationFn: () =>
      answer(
        api.DELETE('/organisations/{organisation}/keys/{key}', {
          params: { path: { organisation: id, key } },
        }),
      ),
    onSuccess: readAgain,
  })
  return (
    <div>
      <ConfirmButton
        size="sm"
        variant="default"
        label={say.revoke}
        sentence={say.revokeSentence(name)}
        confirm={say.revokeConfirm}
        onConfirm={() => revoking.mutate()}
      />
      {revoking.error && <ErrorState what={say.revokeFailed} error={revoking.error} />}
    </div>
  )
}
