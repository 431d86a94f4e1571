/** One person of the team: name, roles, second factor, last visit; and what may be changed. */
import { Button, Group } from '@mantine/core'
import IconClock from '@tabler/icons-react/icons/IconClock'
import IconShieldCheck from '@tabler/icons-react/icons/IconShieldCheck'
import IconShieldOff from '@tabler/icons-react/icons/IconShieldOff'
import { type ReactNode, useState } from 'react'
import { useOrganisation } from '../../../api/me.ts'
import { useFormat } from '../../../words/format.ts'
import { useWords } from '../../../words/words.ts'
import { accessWords } from '../accessWords.ts'
import { RemoveMember } from './RemoveMember.tsx'
import { RolesForm } from './RolesForm.tsx'
import classes from './Team.module.css'
import type { Member } from './useTeam.ts'
import { teamWords } from './words.ts'

interface MemberRowProps {
  readonly member: Member
  readonly mayChange: boolean
}

export function MemberRow({ member, mayChange }: MemberRowProps): ReactNode {
  const say = useWords(teamWords)
  const { me } = useOrganisation()
  const [changing, setChanging] = useState(false)
  return (
    <li className={classes['row']}>
      <div className={classes['line']}>
        <Who member={member} isMe={member.user === me.user} />
        {mayChange && !member.inheritedFrom && !changing && (
          <Group gap="sm">
            <Button size="sm" variant="default" onClick={() => setChanging(true)}>
              {say.change}
            </Button>
            {member.user !== me.user && <RemoveMember member={member} />}
          </Group>
        )}
      </div>
      {changing && <RolesForm member={member} onDone={() => setChanging(false)} />}
    </li>
  )
}

function Who({ member, isMe }: { readonly member: Member; readonly isMe: boolean }): ReactNode {
  const say = useWords(teamWords)
  const { roles } = useWords(accessWords)
  const format = useFormat()
  return (
    <div className={classes['who']}>
      <span className={classes['initials']} aria-hidden>
        {initialsOf(member.name)}
      </span>
      <div className={classes['about']}>
        <p>
          <strong>{member.name}</strong>
          {isMe && ` (${say.you})`} <span className={classes['quiet']}>{member.email}</span>
        </p>
        <p>{format.list(member.roles.map((role) => roles[role][0]))}</p>
        <div className={classes['marks']}>
          {member.inheritedFrom && <span>{say.inherited(member.inheritedFrom.name)}</span>}
          <Marks member={member} />
        </div>
      </div>
    </div>
  )
}

function Marks({ member }: { readonly member: Member }): ReactNode {
  const say = useWords(teamWords)
  const format = useFormat()
  const Shield = member.hasSecondFactor ? IconShieldCheck : IconShieldOff
  const { lastSeenAt } = member
  return (
    <>
      <span className={classes['mark']}>
        <Shield size={16} aria-hidden />
        {member.hasSecondFactor ? say.secondFactor : say.noSecondFactor}
      </span>
      <span className={classes['mark']}>
        <IconClock size={16} aria-hidden />
        {lastSeenAt === null
          ? say.neverSeen
          : say.lastSeen(format.ago(Date.now() - Date.parse(lastSeenAt)))}
      </span>
    </>
  )
}

const initialsOf = (name: string): string =>
  name
    .split(/\s+/)
    .slice(0, 2)
    .map((part) => part.charAt(0).toUpperCase())
    .join('')
