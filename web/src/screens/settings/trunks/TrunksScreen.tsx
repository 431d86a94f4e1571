/** Carrier accounts: each with its limits, numbers and price; add, change, remove, and a test call. */
import { Button, Stack } from '@mantine/core'
import IconPlugConnected from '@tabler/icons-react/icons/IconPlugConnected'
import IconPlus from '@tabler/icons-react/icons/IconPlus'
import { type ReactNode, useState } from 'react'
import { useOrganisation } from '../../../api/me.ts'
import { Card } from '../../../parts/Card.tsx'
import { EmptyState } from '../../../parts/EmptyState.tsx'
import { Page } from '../../../parts/Page.tsx'
import { QueryView } from '../../../parts/QueryView.tsx'
import { useWords } from '../../../words/words.ts'
import { TrunkCard } from './TrunkCard.tsx'
import { TrunkForm } from './TrunkForm.tsx'
import { useTrunks } from './useTrunks.ts'
import { trunksWords } from './words.ts'

export function TrunksScreen(): ReactNode {
  const say = useWords(trunksWords)
  const { may } = useOrganisation()
  const trunks = useTrunks()
  const [adding, setAdding] = useState(false)
  const add = (
    <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={() => setAdding(true)}>
      {say.add}
    </Button>
  )
  const canAdd = may('trunk.write') && !adding
  return (
    <Page title={say.title} lead={say.lead} acts={canAdd && add}>
      {adding && <TrunkForm trunk={null} onDone={() => setAdding(false)} />}
      <QueryView query={trunks} failed={say.failed}>
        {({ items }) =>
          items.length === 0 && !adding ? (
            <Card>
              <EmptyState
                icon={IconPlugConnected}
                sentence={say.empty}
                example={say.emptyExample}
              />
            </Card>
          ) : (
            <Stack gap="lg">
              {items.map((trunk) => (
                <TrunkCard key={trunk.id} trunk={trunk} />
              ))}
            </Stack>
          )
        }
      </QueryView>
    </Page>
  )
}
