/** Whom of the contacts the campaign calls: everybody, or by place, language, polling district, figure. */
import { Button, Group, Radio, Stack, Text } from '@mantine/core'
import {
  keepPreviousData,
  type UseQueryResult,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { answer, api } from '../../api/client.ts'
import type { components } from '../../api/schema.gen.ts'
import { Card } from '../../parts/Card.tsx'
import { ErrorState } from '../../parts/ErrorState.tsx'
import { QueryView } from '../../parts/QueryView.tsx'
import { useFormat } from '../../words/format.ts'
import { useLanguage } from '../../words/language.ts'
import { useWords } from '../../words/words.ts'
import { useCampaignAddress } from '../campaign/useCampaign.ts'
import { AudienceFields } from './AudienceFields.tsx'
import { audienceWords } from './audienceWords.ts'
import classes from './People.module.css'

export type Audience = components['schemas']['Audience']
export type Selection = components['schemas']['Selection']
type Counts = components['schemas']['AudienceCounts']

interface AudienceCardProps {
  readonly audience: UseQueryResult<Audience>
  readonly mayChange: boolean
}

export function AudienceCard({ audience, mayChange }: AudienceCardProps): ReactNode {
  const say = useWords(audienceWords)
  return (
    <Card title={say.title}>
      <QueryView query={audience} failed={say.failed}>
        {(data) => <Choosing key={data.version} audience={data} mayChange={mayChange} />}
      </QueryView>
    </Card>
  )
}

const nobodyLeftOut: Selection = {
  ...{ areas: [], conditions: [], pollingDistricts: [], languages: [] },
}

const isEverybody = (selection: Selection): boolean =>
  Object.values(selection).every((part) => part.length === 0)

/** What the server keeps beside a condition is its own. */
const selectionIn = ({ selection }: Audience): Selection => ({
  areas: selection.areas,
  conditions: selection.conditions.map(({ table, figure, comparison, value }) => ({
    ...{ table, figure, comparison, value },
  })),
  pollingDistricts: selection.pollingDistricts,
  languages: selection.languages,
})

function Choosing({
  audience,
  mayChange,
}: {
  readonly audience: Audience
  readonly mayChange: boolean
}): ReactNode {
  const say = useWords(audienceWords)
  const [selection, setSelection] = useState(() => selectionIn(audience))
  const [some, setSome] = useState(!isEverybody(selection))
  const save = useSave()
  const asked = some ? selection : nobodyLeftOut
  const isSame = JSON.stringify(asked) === JSON.stringify(selectionIn(audience))
  const counted = useCounts(asked, isSame ? audience : undefined)
  return (
    <Stack gap="md">
      {mayChange && (
        <Radio.Group
          aria-label={say.title}
          value={some ? 'some' : 'everybody'}
          onChange={(value) => setSome(value === 'some')}
        >
          <Group gap="lg">
            <Radio value="everybody" label={say.everybody} />
            <Radio value="some" label={say.some} />
          </Group>
        </Radio.Group>
      )}
      {mayChange && some && <AudienceFields selection={selection} onSelection={setSelection} />}
      {counted.data && <Figures counts={counted.data} />}
      {counted.error && <ErrorState what={say.failed} error={counted.error} />}
      {save.error && <ErrorState what={say.failed} error={save.error} />}
      {mayChange && (
        <Group gap="md">
          <Button disabled={isSame} loading={save.isPending} onClick={() => save.mutate(asked)}>
            {say.save}
          </Button>
          {!isSame && <Text role="status">{say.unsaved}</Text>}
          {isSame && audience.version > 0 && <Text role="status">{say.saved}</Text>}
        </Group>
      )}
    </Stack>
  )
}

function useSave() {
  const path = useCampaignAddress()
  const cache = useQueryClient()
  return useMutation({
    mutationFn: (selection: Selection) =>
      answer(
        api.PUT('/organisations/{organisation}/campaigns/{campaign}/audience', {
          params: { path },
          body: selection,
        }),
      ),
    onSuccess: (audience) => {
      cache.setQueryData(['audience', path.organisation, path.campaign], audience)
      void cache.invalidateQueries({ queryKey: ['campaign', path.organisation, path.campaign] })
    },
  })
}

/** `known`: counted already. */
function useCounts(selection: Selection, known: Counts | undefined) {
  const { organisation } = useCampaignAddress()
  const query = useQuery({
    queryKey: ['audienceCounts', organisation, selection],
    enabled: known === undefined,
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) =>
      answer(
        api.POST('/organisations/{organisation}/audience/count', {
          params: { path: { organisation } },
          body: selection,
          signal,
        }),
      ),
  })
  return known === undefined ? query : { data: known, error: null }
}

function Figures({ counts }: { readonly counts: Counts }): ReactNode {
  const say = useWords(audienceWords)
  const format = useFormat()
  const language = useLanguage()
  const { chosen, contacts, leftOut, sentences } = counts
  return (
    <div role="status">
      <p className={classes['count']}>
        {say.chosen(chosen, format.number(chosen), format.number(contacts))}
      </p>
      <ul>
        {Object.entries(leftOut).map(([criterion, { people }]) => (
          <li key={criterion}>
            {format.number(people)} {say.leftOut[criterion as keyof typeof say.leftOut]}
          </li>
        ))}
      </ul>
      <details>
        <summary>{say.notice}</summary>
        {sentences.map((sentence) => (
          <p key={sentence.en}>{sentence[language]}</p>
        ))}
      </details>
    </div>
  )
}
