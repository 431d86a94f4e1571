/** Step 2, « Personnes »: a file becomes contacts with provenance; then whom of them the campaign calls. */
import { Button, Stack, Text } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { answer, api } from '../../api/client.ts'
import { useOrganisation } from '../../api/me.ts'
import { ErrorState } from '../../parts/ErrorState.tsx'
import { FileDrop } from '../../parts/FileDrop.tsx'
import { StepHeader } from '../../parts/StepHeader.tsx'
import { useFormat } from '../../words/format.ts'
import { useWords } from '../../words/words.ts'
import { StepFoot } from '../campaign/StepFoot.tsx'
import { isDraft, numberOf, stepsCounted } from '../campaign/steps.ts'
import { useCampaign, useCampaignAddress } from '../campaign/useCampaign.ts'
import { AudienceCard } from './AudienceCard.tsx'
import { Importer } from './Importer.tsx'
import { ImportsCard, useImports } from './ImportsCard.tsx'
import classes from './People.module.css'
import { useFileImport } from './useFileImport.ts'
import { peopleWords } from './words.ts'

export function PeopleStep(): ReactNode {
  const say = useWords(peopleWords)
  const { may } = useOrganisation()
  const { organisation, campaign } = useCampaignAddress()
  const { data } = useCampaign()
  const cache = useQueryClient()
  const refresh = (): void => {
    for (const what of ['audience', 'sources', 'imports']) {
      void cache.invalidateQueries({ queryKey: [what, organisation] })
    }
    void cache.invalidateQueries({ queryKey: ['campaign', organisation, campaign] })
  }
  const imports = useImports(organisation, refresh)
  const coming = useFileImport(organisation, refresh)
  const audience = useAudience()
  const contacts = audience.data?.contacts ?? 0
  const writes = may('people.write')
  return (
    <StepHeader
      step={numberOf('people')}
      of={stepsCounted}
      title={say.title}
      lead={contacts === 0 ? say.lead : undefined}
    >
      {writes &&
        (coming.file ? (
          <Importer coming={coming} controller={data?.controller ?? ''} />
        ) : (
          <WaysIn contacts={contacts} onFile={coming.choose} onPractice={refresh} />
        ))}
      <ImportsCard organisation={organisation} imports={imports} />
      {!coming.file && contacts > 0 && data && (
        <AudienceCard audience={audience} mayChange={isDraft(data) && may('campaign.write')} />
      )}
      {!coming.file && <StepFoot step="people" />}
    </StepHeader>
  )
}

export function useAudience() {
  const path = useCampaignAddress()
  return useQuery({
    queryKey: ['audience', path.organisation, path.campaign],
    queryFn: ({ signal }) =>
      answer(
        api.GET('/organisations/{organisation}/campaigns/{campaign}/audience', {
          params: { path },
          signal,
        }),
      ),
  })
}

function WaysIn({
  contacts,
  onFile,
  onPractice,
}: {
  readonly contacts: number
  readonly onFile: (file: File) => void
  readonly onPractice: () => void
}): ReactNode {
  const say = useWords(peopleWords)
  const format = useFormat()
  const { id, practice } = useOrganisation()
  const invent = useMutation({
    mutationFn: () =>
      answer(
        api.POST('/organisations/{organisation}/practice-people', {
          params: { path: { organisation: id } },
        }),
      ),
    onSuccess: onPractice,
  })
  return (
    <Stack gap="sm">
      <FileDrop
        title={say.drop}
        hint={say.dropHint}
        accept=".csv,.txt,.tsv,.xlsx"
        onFile={onFile}
      />
      {contacts > 0 && <Text>{say.oldContacts(format.number(contacts))}</Text>}
      {practice && (
        <div className={classes['or']}>
          <Button variant="default" onClick={() => invent.mutate()} loading={invent.isPending}>
            {say.practice}
          </Button>
          <Text size="sm" c="dimmed">
            {say.practiceHint}
          </Text>
        </div>
      )}
      {invent.error && <ErrorState what={say.failed.start} error={invent.error} />}
    </Stack>
  )
}
