/** Which roles a member holds. */
import { Button, Group, Stack } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { roles as allRoles } from '../../../../../src/access/permission.ts'
import { answer, api } from '../../../api/client.ts'
import { useOrganisation } from '../../../api/me.ts'
import { problemOf } from '../../../api/problem.ts'
import { ErrorState } from '../../../parts/ErrorState.tsx'
import { useWords } from '../../../words/words.ts'
import { accessWords } from '../accessWords.ts'
import { ChoiceList } from '../ChoiceList.tsx'
import classes from './Team.module.css'
import { type Member, type Role, useTeamAgain } from './useTeam.ts'
import { teamWords } from './words.ts'

interface RolesFormProps {
  readonly member: Member
  readonly onDone: () => void
}

export function RolesForm({ member, onDone }: RolesFormProps): ReactNode {
  const say = useWords(teamWords)
  const { roles } = useWords(accessWords)
  const { id } = useOrganisation()
  const readAgain = useTeamAgain()
  const [chosen, setChosen] = useState<readonly Role[]>(member.roles)
  const [wrong, setWrong] = useState<string | null>(null)
  const saving = useMutation({
    mutationFn: () =>
      answer(
        api.PUT('/organisations/{organisation}/members/{user}', {
          params: { path: { organisation: id, user: member.user } },
          body: { roles: [...chosen] },
        }),
      ),
    onSuccess: () => {
      readAgain()
      onDone()
    },
  })
  const save = (): void => {
    setWrong(chosen.length === 0 ? say.missing.roles : null)
    if (chosen.length > 0) saving.mutate()
  }
  const isLastOwner = saving.error !== null && problemOf(saving.error).code === 'refused'
  return (
    <Stack gap="md" className={classes['roles'] ?? ''}>
      <ChoiceList
        id={`roles-${member.user}`}
        label={say.changeOf(member.name)}
        error={wrong}
        choices={allRoles.map((role) => ({
          ...{ value: role, label: roles[role][0], hint: roles[role][1] },
        }))}
        chosen={chosen}
        onChange={setChosen}
      />
      {saving.error && (
        <ErrorState
          what={isLastOwner ? say.lastOwner : say.changeFailed}
          {...(isLastOwner ? {} : { error: saving.error })}
        />
      )}
      <Group gap="sm">
        <Button onClick={save} loading={saving.isPending} loaderProps={{ type: 'dots' }}>
          {say.save}
        </Button>
        <Button variant="default" onClick={onDone}>
          {say.cancel}
        </Button>
      </Group>
    </Stack>
  )
}
