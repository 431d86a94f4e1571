/** The organisation: its name, practice or production, its rules, what was administered. */
import type { ReactNode } from 'react'
import { useOrganisation } from '../../../api/me.ts'
import { Page } from '../../../parts/Page.tsx'
import { QueryView } from '../../../parts/QueryView.tsx'
import { useWords } from '../../../words/words.ts'
import { JournalCard } from './JournalCard.tsx'
import { ModeCard } from './ModeCard.tsx'
import { NameCard } from './NameCard.tsx'
import { RulesCard } from './RulesCard.tsx'
import { useOrganisationRecord } from './useOrganisationRecord.ts'
import { organisationWords } from './words.ts'

export function OrganisationScreen(): ReactNode {
  const say = useWords(organisationWords)
  const { may } = useOrganisation()
  const record = useOrganisationRecord()
  return (
    <Page title={say.title} lead={say.lead}>
      <QueryView query={record} failed={say.failed}>
        {(organisation) => (
          <>
            {may('organisation.write') && <NameCard name={organisation.name} />}
            <ModeCard mode={organisation.mode} />
            <RulesCard organisation={organisation} />
          </>
        )}
      </QueryView>
      {may('audit.read') && <JournalCard />}
    </Page>
  )
}
