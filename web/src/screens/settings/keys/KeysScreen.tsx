/** Keys of programs: those in force, those that are over; make one, take one back. */
import { Anchor, Button } from '@mantine/core'
import IconKey from '@tabler/icons-react/icons/IconKey'
import IconPlus from '@tabler/icons-react/icons/IconPlus'
import { type ReactNode, useState } from 'react'
import { Card } from '../../../parts/Card.tsx'
import { EmptyState } from '../../../parts/EmptyState.tsx'
import { Page } from '../../../parts/Page.tsx'
import { QueryView } from '../../../parts/QueryView.tsx'
import { useWords } from '../../../words/words.ts'
import classes from '../team/Team.module.css'
import { KeyForm } from './KeyForm.tsx'
import { KeyRow } from './KeyRow.tsx'
import { type ApiKey, isOver, useKeys } from './useKeys.ts'
import { keysWords } from './words.ts'

export function KeysScreen(): ReactNode {
  const say = useWords(keysWords)
  const keys = useKeys()
  const [adding, setAdding] = useState(false)
  return (
    <Page
      title={say.title}
      lead={
        <>
          {say.lead}{' '}
          <Anchor href="/api/v1/reference" underline="always">
            {say.reference}
          </Anchor>
        </>
      }
      acts={
        !adding && (
          <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={() => setAdding(true)}>
            {say.add}
          </Button>
        )
      }
    >
      {adding && <KeyForm onDone={() => setAdding(false)} />}
      <QueryView query={keys} failed={say.failed}>
        {({ items }) => !(adding && items.length === 0) && <KeyLists keys={items} />}
      </QueryView>
    </Page>
  )
}

function KeyLists({ keys }: { readonly keys: readonly ApiKey[] }): ReactNode {
  const say = useWords(keysWords)
  const now = Date.now()
  const over = keys.filter((key) => isOver(key, now))
  const inForce = keys.filter((key) => !over.includes(key))
  return (
    <>
      {inForce.length === 0 ? (
        <Card>
          <EmptyState icon={IconKey} sentence={say.empty} example={say.emptyExample} />
        </Card>
      ) : (
        <List title={say.inForce} keys={inForce} />
      )}
      {over.length > 0 && <List title={say.over} keys={over} />}
    </>
  )
}

interface ListProps {
  readonly title: string
  readonly keys: readonly ApiKey[]
}

const List = ({ title, keys }: ListProps): ReactNode => (
  <Card title={title} flush>
    <ul className={classes['list']}>
      {keys.map((key) => (
        <KeyRow key={key.id} apiKey={key} />
      ))}
    </ul>
  </Card>
)
