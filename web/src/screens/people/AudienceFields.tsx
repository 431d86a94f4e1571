/** The criteria: places by name, what people gave of themselves, a public figure of their commune. */
import { ActionIcon, Button, Group, Stack, Text, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import IconX from '@tabler/icons-react/icons/IconX'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { answer, api } from '../../api/client.ts'
import { useWords } from '../../words/words.ts'
import { useCampaignAddress } from '../campaign/useCampaign.ts'
import type { Selection } from './AudienceCard.tsx'
import { audienceWords } from './audienceWords.ts'
import { FigureFields } from './FigureFields.tsx'
import classes from './People.module.css'

export interface AudienceFieldsProps {
  readonly selection: Selection
  readonly onSelection: (selection: Selection) => void
}

type Area = Selection['areas'][number]
const waitMs = 250

export function AudienceFields(props: AudienceFieldsProps): ReactNode {
  const { selection, onSelection } = props
  const say = useWords(audienceWords)
  const listOf = (text: string): string[] =>
    text
      .split(',')
      .map((part) => part.trim())
      .filter((part) => part !== '')
  return (
    <Stack gap="md">
      <Places {...props} />
      <div className={classes['pair']}>
        <TextInput
          label={say.languages}
          description={say.languageHint}
          defaultValue={selection.languages.join(', ')}
          onBlur={(event) =>
            onSelection({ ...selection, languages: listOf(event.currentTarget.value) })
          }
        />
        <TextInput
          label={say.districts}
          description={say.districtHint}
          defaultValue={selection.pollingDistricts.join(', ')}
          onBlur={(event) =>
            onSelection({ ...selection, pollingDistricts: listOf(event.currentTarget.value) })
          }
        />
      </div>
      <FigureFields {...props} />
    </Stack>
  )
}

function Places({ selection, onSelection }: AudienceFieldsProps): ReactNode {
  const say = useWords(audienceWords)
  const [text, setText] = useState('')
  const [wanted] = useDebouncedValue(text.trim(), waitMs)
  const found = usePlaces(wanted)
  const { areas } = selection
  const has = ({ is, code }: Area): boolean =>
    areas.some((area) => area.is === is && area.code === code)
  return (
    <div>
      <TextInput
        label={say.places}
        description={say.placesHint}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        autoComplete="off"
      />
      <ul className={classes['chips']} style={{ marginTop: 8 }}>
        {found
          .filter((area) => !has(area))
          .map((area) => (
            <li key={`${area.is}${area.code}`}>
              <Button
                variant="default"
                size="compact-md"
                aria-label={say.addPlace(`${area.name} (${area.code}) · ${say.kinds[area.is]}`)}
                onClick={() => {
                  onSelection({ ...selection, areas: [...areas, area] })
                  setText('')
                }}
              >
                {area.name} ({area.code}) · {say.kinds[area.is]}
              </Button>
            </li>
          ))}
      </ul>
      {wanted !== '' && found.length === 0 && <Text size="sm">{say.noPlace}</Text>}
      <ul className={classes['chips']} style={{ marginTop: 8 }}>
        {areas.map((area) => (
          <li key={`${area.is}${area.code}`}>
            <Group gap={4} component="span">
              <Text span fw={600}>
                {area.name} ({area.code})
              </Text>
              <ActionIcon
                variant="default"
                size="sm"
                aria-label={say.remove(area.name)}
                onClick={() =>
                  onSelection({ ...selection, areas: areas.filter((each) => each !== area) })
                }
              >
                <IconX size={14} aria-hidden />
              </ActionIcon>
            </Group>
          </li>
        ))}
      </ul>
    </div>
  )
}

function usePlaces(text: string): readonly Area[] {
  const { organisation } = useCampaignAddress()
  const { data } = useQuery({
    queryKey: ['places', text],
    enabled: text !== '',
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) =>
      answer(
        api.GET('/organisations/{organisation}/places', {
          params: { path: { organisation }, query: { text } },
          signal,
        }),
      ),
  })
  return text === '' ? [] : (data?.items ?? [])
}
