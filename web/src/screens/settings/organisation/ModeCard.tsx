/** Practice or production: which it is, what production needs, and the change itself. */
import { Stack, Text } from '@mantine/core'
import IconCircleCheck from '@tabler/icons-react/icons/IconCircleCheck'
import IconCircleDashed from '@tabler/icons-react/icons/IconCircleDashed'
import { useMutation, useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { answer, api } from '../../../api/client.ts'
import { useOrganisation } from '../../../api/me.ts'
import { problemOf } from '../../../api/problem.ts'
import { Card } from '../../../parts/Card.tsx'
import { ConfirmButton } from '../../../parts/ConfirmButton.tsx'
import { ErrorState } from '../../../parts/ErrorState.tsx'
import { AnchorLink } from '../../../parts/Links.tsx'
import { QueryView } from '../../../parts/QueryView.tsx'
import { useWords } from '../../../words/words.ts'
import classes from './Organisation.module.css'
import { useRecordAgain } from './useOrganisationRecord.ts'
import { organisationWords } from './words.ts'

type Mode = 'practice' | 'production'
type Need = keyof (typeof organisationWords)['fr']['mode']['need']

/** Where each need is met. */
const places: Readonly<Record<Need, string>> = {
  realTrunk: 'trunks',
  ownPhone: 'numbers',
  dataProtectionOfficer: 'team',
  ownersHaveSecondFactor: 'security',
}

export function ModeCard({ mode }: { readonly mode: Mode }): ReactNode {
  const { mode: say } = useWords(organisationWords)
  const { id, may } = useOrganisation()
  const readAgain = useRecordAgain()
  const needs = useQuery({
    queryKey: ['organisation', id, 'needs'],
    enabled: mode === 'practice',
    queryFn: ({ signal }) =>
      answer(
        api.GET('/organisations/{organisation}/production-needs', {
          params: { path: { organisation: id } },
          signal,
        }),
      ),
  })
  const changing = useMutation({
    mutationFn: (to: Mode) =>
      answer(
        api.PUT('/organisations/{organisation}/mode', {
          params: { path: { organisation: id } },
          body: { mode: to },
        }),
      ),
    onSuccess: readAgain,
  })
  const isCalling = changing.error !== null && problemOf(changing.error).code === 'wrongState'
  return (
    <Card title={say.title}>
      <Stack gap="md">
        <Text>{mode === 'practice' ? say.practice : say.production}</Text>
        {changing.error && (
          <ErrorState
            what={isCalling ? say.calling : say.failed}
            {...(isCalling ? {} : { error: changing.error })}
          />
        )}
        {mode === 'practice' ? (
          <QueryView query={needs} failed={say.failed}>
            {({ items }) => <Needs needs={items} onGo={() => changing.mutate('production')} />}
          </QueryView>
        ) : (
          may('organisation.write') && (
            <ConfirmButton
              variant="default"
              label={say.toPractice}
              sentence={say.toPracticeSentence}
              confirm={say.toPractice}
              onConfirm={() => changing.mutate('practice')}
            />
          )
        )}
      </Stack>
    </Card>
  )
}

interface NeedsProps {
  readonly needs: readonly { readonly need: Need; readonly met: boolean }[]
  readonly onGo: () => void
}

function Needs({ needs, onGo }: NeedsProps): ReactNode {
  const { mode: say } = useWords(organisationWords)
  const { may } = useOrganisation()
  const isReady = needs.every(({ met }) => met)
  return (
    <>
      <div>
        <Text fw={600}>{say.needs}</Text>
        <ul className={classes['needs']}>
          {needs.map(({ need, met }) => (
            <NeedLine key={need} need={need} met={met} />
          ))}
        </ul>
      </div>
      {isReady && may('organisation.write') && (
        <ConfirmButton
          label={say.toProduction}
          sentence={say.toProductionSentence}
          confirm={say.toProduction}
          onConfirm={onGo}
        />
      )}
    </>
  )
}

function NeedLine({ need, met }: NeedsProps['needs'][number]): ReactNode {
  const { mode: say } = useWords(organisationWords)
  const { id } = useOrganisation()
  const Icon = met ? IconCircleCheck : IconCircleDashed
  return (
    <li data-met={met}>
      <Icon size={20} aria-hidden />
      <span>
        {met ? (
          say.need[need]
        ) : (
          <AnchorLink to={`/o/${id}/settings/${places[need]}` as '/'} underline="always">
            {say.need[need]}
          </AnchorLink>
        )}{' '}
        <span className={classes['state']}>({met ? say.met : say.missing})</span>
      </span>
    </li>
  )
}
