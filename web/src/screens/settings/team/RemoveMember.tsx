/** Takes a person out of the team, once the sentence was read. */
import { useMutation } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { answer, api } from '../../../api/client.ts'
import { useOrganisation } from '../../../api/me.ts'
import { ConfirmButton } from '../../../parts/ConfirmButton.tsx'
import { ErrorState } from '../../../parts/ErrorState.tsx'
import { useWords } from '../../../words/words.ts'
import { type Member, useTeamAgain } from './useTeam.ts'
import { teamWords } from './words.ts'

export function RemoveMember({ member }: { readonly member: Member }): ReactNode {
  const say = useWords(teamWords)
  const { id } = useOrganisation()
  const readAgain = useTeamAgain()
  const removing = useMutation({
    mutationFn: () =>
      answer(
        api.DELETE('/organisations/{organisation}/members/{user}', {
          params: { path: { organisation: id, user: member.user } },
        }),
      ),
    onSuccess: readAgain,
  })
  return (
    <>
      <ConfirmButton
        size="sm"
        variant="default"
        label={say.remove}
        sentence={say.removeSentence(member.name)}
        confirm={say.removeConfirm(member.name)}
        onConfirm={() => removing.mutate()}
      />
      {removing.error && <ErrorState what={say.removeFailed} error={removing.error} />}
    </>
  )
}
