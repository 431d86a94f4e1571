/** Before the first campaign: two cards, the trial first. */
import { Button, SimpleGrid, Text, Title } from '@mantine/core'
import IconFileUpload from '@tabler/icons-react/icons/IconFileUpload'
import IconPlayerPlay from '@tabler/icons-react/icons/IconPlayerPlay'
import IconSpeakerphone from '@tabler/icons-react/icons/IconSpeakerphone'
import type { ReactNode } from 'react'
import { useOrganisation } from '../../api/me.ts'
import { EmptyState } from '../../parts/EmptyState.tsx'
import { ErrorState } from '../../parts/ErrorState.tsx'
import { ButtonLink } from '../../parts/Links.tsx'
import { useWords } from '../../words/words.ts'
import classes from './FirstSteps.module.css'
import { useSample } from './useSample.ts'
import { dashboardWords } from './words.ts'

export function FirstSteps(): ReactNode {
  const say = useWords(dashboardWords).first
  const { id, may } = useOrganisation()
  const sample = useSample()
  if (!may('campaign.write')) return <EmptyState icon={IconSpeakerphone} sentence={say.observer} />
  return (
    <section aria-label={say.title}>
      <Text mb="md" size="lg">
        {say.lead}
      </Text>
      {sample.error && <ErrorState what={say.failed} error={sample.error} />}
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="lg">
        <div className={classes['card']} data-first>
          <span className={classes['icon']}>
            <IconPlayerPlay size={26} stroke={1.7} aria-hidden />
          </span>
          <Title order={2}>{say.try}</Title>
          <Text>{say.tryLead}</Text>
          <Button
            size="md"
            loading={sample.isPending}
            loaderProps={{ type: 'dots' }}
            onClick={() => sample.mutate()}
          >
            {say.tryAct}
          </Button>
        </div>
        <div className={classes['card']}>
          <span className={classes['icon']}>
            <IconFileUpload size={26} stroke={1.7} aria-hidden />
          </span>
          <Title order={2}>{say.own}</Title>
          <Text>{say.ownLead}</Text>
          <ButtonLink to={`/o/${id}/campaigns/new` as '/'} size="md" variant="default">
            {say.ownAct}
          </ButtonLink>
        </div>
      </SimpleGrid>
    </section>
  )
}
