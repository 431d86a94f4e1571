/** An election that is not among the known ones: where and when people vote. Kept at once, or not at all. */
import { Button, Checkbox, NativeSelect, Radio, SimpleGrid, Stack, TextInput } from '@mantine/core'
import { type FormEvent, type ReactNode, useState } from 'react'
import { useWords } from '../../words/words.ts'
import {
  type ElectionKind,
  electionKinds,
  noElection,
  type OwnElection,
  type OwnElectionField,
  sentElection,
  writtenElection,
  wrongFields,
} from './ownElection.ts'
import { ownElectionWords } from './ownElectionWords.ts'
import { useSaving } from './saving.tsx'
import type { Campaign } from './useCampaign.ts'

export function OwnElectionForm({ campaign }: { readonly campaign: Campaign }): ReactNode {
  const say = useWords(ownElectionWords)
  const { save } = useSaving()
  const [written, setWritten] = useState(writtenElection(campaign.election) ?? noElection)
  const [wrong, setWrong] = useState<readonly OwnElectionField[]>([])
  const change = (part: Partial<OwnElection>): void => setWritten({ ...written, ...part })
  const errorOf = (field: OwnElectionField) => wrong.includes(field) && say.wrong[field]
  const keep = (event: FormEvent): void => {
    event.preventDefault()
    const found = wrongFields(written)
    setWrong(found)
    if (found.length === 0) save({ purpose: 'electoral', election: sentElection(written) })
  }
  return (
    <form onSubmit={keep} noValidate>
      <Stack gap="md" pl={{ base: 0, sm: 32 }}>
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          <TextInput
            label={say.name}
            placeholder={say.nameExample}
            value={written.name}
            error={errorOf('name')}
            onChange={(event) => change({ name: event.currentTarget.value })}
          />
          <NativeSelect
            label={say.kind}
            value={written.kind}
            data={electionKinds.map((kind) => ({ value: kind, label: say.kinds[kind] }))}
            onChange={(event) => change({ kind: event.currentTarget.value as ElectionKind })}
          />
          <Day
            label={say.firstRound}
            value={written.firstRound}
            error={errorOf('firstRound')}
            onChange={(firstRound) => change({ firstRound })}
          />
          <Day
            label={say.secondRound}
            value={written.secondRound}
            error={errorOf('secondRound')}
            onChange={(secondRound) => change({ secondRound })}
          />
        </SimpleGrid>
        <Where written={written} error={errorOf('places')} onChange={change} />
        <Checkbox
          label={say.decreed}
          checked={written.isDecreed}
          onChange={(event) => change({ isDecreed: event.currentTarget.checked })}
        />
        <Button type="submit" variant="default" style={{ alignSelf: 'start' }}>
          {say.keep}
        </Button>
      </Stack>
    </form>
  )
}

interface WhereProps {
  readonly written: OwnElection
  readonly error: string | false
  readonly onChange: (part: Partial<OwnElection>) => void
}

function Where({ written, error, onChange }: WhereProps): ReactNode {
  const say = useWords(ownElectionWords)
  return (
    <>
      <Radio.Group
        label={say.where}
        value={written.isEverywhere ? 'everywhere' : 'here'}
        onChange={(where) => onChange({ isEverywhere: where === 'everywhere' })}
      >
        <Stack gap="xs" mt="xs">
          <Radio value="here" label={say.here} />
          <Radio value="everywhere" label={say.everywhere} />
        </Stack>
      </Radio.Group>
      {!written.isEverywhere && (
        <TextInput
          label={say.places}
          description={say.placesHelp}
          value={written.places}
          error={error}
          onChange={(event) => onChange({ places: event.currentTarget.value })}
        />
      )}
    </>
  )
}

interface DayProps {
  readonly label: string
  readonly value: string
  readonly error: string | false
  readonly onChange: (day: string) => void
}

function Day({ onChange, ...rest }: DayProps): ReactNode {
  return (
    <TextInput type="date" {...rest} onChange={(event) => onChange(event.currentTarget.value)} />
  )
}
