/** The numbers that are shown, by trunk; and the organisation's own phones. */
import { Text } from '@mantine/core'
import IconHash from '@tabler/icons-react/icons/IconHash'
import type { ReactNode } from 'react'
import { useOrganisation } from '../../../api/me.ts'
import { Card } from '../../../parts/Card.tsx'
import { EmptyState } from '../../../parts/EmptyState.tsx'
import { KeysetTable } from '../../../parts/KeysetTable.tsx'
import { ButtonLink } from '../../../parts/Links.tsx'
import { Page } from '../../../parts/Page.tsx'
import { QueryView } from '../../../parts/QueryView.tsx'
import { useWords } from '../../../words/words.ts'
import { useTrunks } from '../trunks/useTrunks.ts'
import { PhonesCard } from './PhonesCard.tsx'
import { numbersWords } from './words.ts'

export function NumbersScreen(): ReactNode {
  const say = useWords(numbersWords)
  return (
    <Page title={say.title} lead={say.lead}>
      <ShownNumbers />
      <PhonesCard />
    </Page>
  )
}

function ShownNumbers(): ReactNode {
  const say = useWords(numbersWords)
  const { id } = useOrganisation()
  const trunks = useTrunks()
  const toTrunks = (
    <ButtonLink to={`/o/${id}/settings/trunks` as '/'} variant="default">
      {say.toTrunks}
    </ButtonLink>
  )
  return (
    <Card title={say.shown} acts={toTrunks} flush>
      <Text c="dimmed" px={20} pb="md" maw="46rem">
        {say.shownLead}
      </Text>
      <QueryView query={trunks} failed={say.failed}>
        {({ items }) => (
          <KeysetTable
            caption={say.shown}
            rows={items.flatMap((trunk) =>
              trunk.callerIds.map((number) => ({
                ...number,
                key: `${trunk.id} ${number.number}`,
                over: trunk.builtIn ? say.builtIn : trunk.label,
              })),
            )}
            keyOf={({ key }) => key}
            columns={[
              { key: 'number', title: say.number, cell: ({ shown }) => shown },
              { key: 'over', title: say.over, cell: ({ over }) => over },
              {
                key: 'kind',
                title: say.kind,
                cell: ({ automated }) => (automated ? say.automated : say.human),
              },
            ]}
            empty={<EmptyState icon={IconHash} sentence={say.noNumber} />}
          />
        )}
      </QueryView>
    </Card>
  )
}
