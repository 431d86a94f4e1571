/** The team: who is in it with which roles, who is invited; invite, change, remove. */
import { Button } from '@mantine/core'
import IconUserPlus from '@tabler/icons-react/icons/IconUserPlus'
import { type ReactNode, useState } from 'react'
import { useOrganisation } from '../../../api/me.ts'
import { Card } from '../../../parts/Card.tsx'
import { Page } from '../../../parts/Page.tsx'
import { QueryView } from '../../../parts/QueryView.tsx'
import { useWords } from '../../../words/words.ts'
import { InvitationList } from './InvitationList.tsx'
import { InviteForm } from './InviteForm.tsx'
import { MemberRow } from './MemberRow.tsx'
import classes from './Team.module.css'
import { useMembers } from './useTeam.ts'
import { teamWords } from './words.ts'

export function TeamScreen(): ReactNode {
  const say = useWords(teamWords)
  const { may } = useOrganisation()
  const members = useMembers()
  /** The address to begin with; null: nobody is being invited. */
  const [inviting, setInviting] = useState<string | null>(null)
  const mayChange = may('team.write')
  return (
    <Page
      title={say.title}
      lead={say.lead}
      acts={
        mayChange &&
        inviting === null && (
          <Button
            leftSection={<IconUserPlus size={18} aria-hidden />}
            onClick={() => setInviting('')}
          >
            {say.invite}
          </Button>
        )
      }
    >
      {inviting !== null && (
        <InviteForm key={inviting} email={inviting} onDone={() => setInviting(null)} />
      )}
      <QueryView query={members} failed={say.failed}>
        {({ items }) => (
          <Card title={say.members} flush>
            <ul className={classes['list']}>
              {items.map((member) => (
                <MemberRow key={member.user} member={member} mayChange={mayChange} />
              ))}
            </ul>
            {items.length === 1 && mayChange && <p className={classes['alone']}>{say.alone}</p>}
          </Card>
        )}
      </QueryView>
      <InvitationList mayChange={mayChange} onAgain={setInviting} />
    </Page>
  )
}
