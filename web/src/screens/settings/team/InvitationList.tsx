/** Invitations that were made: those that wait, and the last of those that do not. */
import { Button, Group } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { answer, api } from '../../../api/client.ts'
import { useOrganisation } from '../../../api/me.ts'
import { Card } from '../../../parts/Card.tsx'
import { ConfirmButton } from '../../../parts/ConfirmButton.tsx'
import { ErrorState } from '../../../parts/ErrorState.tsx'
import { QueryView } from '../../../parts/QueryView.tsx'
import { useFormat } from '../../../words/format.ts'
import { useWords } from '../../../words/words.ts'
import { accessWords } from '../accessWords.ts'
import classes from './Team.module.css'
import { type Invitation, useInvitations, useTeamAgain } from './useTeam.ts'
import { teamWords } from './words.ts'

interface InvitationListProps {
  readonly mayChange: boolean
  readonly onAgain: (email: string) => void
}

/** Older ones say nothing that the list of members does not. */
const shownMax = 20

export function InvitationList({ mayChange, onAgain }: InvitationListProps): ReactNode {
  const say = useWords(teamWords)
  const invitations = useInvitations()
  return (
    <QueryView query={invitations} failed={say.invitationsFailed}>
      {({ items }) => {
        const shown = items.filter(({ state }) => state !== 'accepted').slice(0, shownMax)
        if (shown.length === 0) return null
        return (
          <Card title={say.invitations} flush>
            <ul className={classes['list']}>
              {shown.map((invitation) => (
                <InvitationRow key={invitation.id} {...{ invitation, mayChange, onAgain }} />
              ))}
            </ul>
          </Card>
        )
      }}
    </QueryView>
  )
}

interface InvitationRowProps extends InvitationListProps {
  readonly invitation: Invitation
}

function InvitationRow({ invitation, mayChange, onAgain }: InvitationRowProps): ReactNode {
  const say = useWords(teamWords)
  const { roles } = useWords(accessWords)
  const format = useFormat()
  const { email, state, expiresAt } = invitation
  return (
    <li className={classes['row']}>
      <div className={classes['line']}>
        <div className={classes['about']}>
          <p>
            <strong>{email}</strong>{' '}
            <span className={classes['quiet']}>{say.states[state](format.date(expiresAt))}</span>
          </p>
          <p>{format.list(invitation.roles.map((role) => roles[role][0]))}</p>
        </div>
        {mayChange && (
          <Group gap="sm">
            {state === 'open' ? (
              <Revoke invitation={invitation} />
            ) : (
              <Button size="sm" variant="default" onClick={() => onAgain(email)}>
                {say.again}
              </Button>
            )}
          </Group>
        )}
      </div>
    </li>
  )
}

function Revoke({ invitation: { id, email } }: { readonly invitation: Invitation }): ReactNode {
  const say = useWords(teamWords)
  const { id: organisation } = useOrganisation()
  const readAgain = useTeamAgain()
  const revoking = useMutation({
    mutationFn: () =>
      answer(
        api.DELETE('/organisations/{organisation}/invitations/{invitation}', {
          params: { path: { organisation, invitation: id } },
        }),
      ),
    onSuccess: readAgain,
  })
  return (
    <>
      <ConfirmButton
        size="sm"
        variant="default"
        label={say.revoke}
        sentence={say.revokeSentence(email)}
        confirm={say.revoke}
        onConfirm={() => revoking.mutate()}
      />
      {revoking.error && <ErrorState what={say.revokeFailed} error={revoking.error} />}
    </>
  )
}
