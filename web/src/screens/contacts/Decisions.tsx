/** Every call and every refusal there was for this number, the newest first. */
import { Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { Outcome } from '../../../../src/call/outcome.ts'
import { measuredIn } from '../../../../src/report/measuredWords.ts'
import { outcomeWords } from '../../../../src/report/words.ts'
import { answer, api } from '../../api/client.ts'
import { useOrganisation } from '../../api/me.ts'
import type { components } from '../../api/schema.gen.ts'
import { Card } from '../../parts/Card.tsx'
import { EmptyState } from '../../parts/EmptyState.tsx'
import { type Column, KeysetTable, useKeyset } from '../../parts/KeysetTable.tsx'
import { QueryView } from '../../parts/QueryView.tsx'
import { Instant } from '../../parts/Values.tsx'
import { useFormat } from '../../words/format.ts'
import { useLanguage } from '../../words/language.ts'
import type { Language } from '../../words/locales.ts'
import { useWords } from '../../words/words.ts'
import { contactsWords } from './words.ts'

type Decision = components['schemas']['Decision']

export function Decisions({ contact }: { readonly contact: number }): ReactNode {
  const say = useWords(contactsWords).one
  const { id: organisation } = useOrganisation()
  const keyset = useKeyset()
  const { after } = keyset
  const query = useQuery({
    queryKey: ['decisions', organisation, contact, after],
    queryFn: ({ signal }) =>
      answer(
        api.GET('/organisations/{organisation}/contacts/{contact}/decisions', {
          params: { path: { organisation, contact }, query: after === undefined ? {} : { after } },
          signal,
        }),
      ),
  })
  const columns: readonly Column<Decision>[] = [
    { key: 'at', title: say.decision.at, cell: ({ at }) => <Instant at={at} /> },
    { key: 'what', title: say.decision.what, cell: (decision) => <What decision={decision} /> },
    {
      key: 'campaign',
      title: say.decision.campaign,
      cell: ({ campaign }) =>
        campaign.practice ? `${campaign.name} (${say.practice})` : campaign.name,
    },
    { key: 'why', title: say.decision.why, cell: (decision) => <Why decision={decision} /> },
  ]
  return (
    <Card title={say.decisions} flush>
      <QueryView query={query} failed={say.decisionsFailed}>
        {({ items, next }) => (
          <KeysetTable
            caption={say.decisions}
            columns={columns}
            rows={items}
            keyOf={({ at, is, campaign }) => `${at} ${is} ${campaign.id}`}
            {...{ next, keyset }}
            empty={<EmptyState sentence={say.noDecision} />}
          />
        )}
      </QueryView>
    </Card>
  )
}

interface OneDecision {
  readonly decision: Decision
}

function What({ decision }: OneDecision): ReactNode {
  const say = useWords(contactsWords).one
  const format = useFormat()
  const language = useLanguage()
  const { is, outcome, heardMs, keys, standIn } = decision
  if (is === 'refusal') return say.refused
  return [
    say.called,
    ...(outcome === null ? [] : [outcomeWord(outcome, language)]),
    ...(heardMs === null || heardMs === 0 ? [] : [say.heard(format.number(heardMs / 1000))]),
    ...(keys === '' ? [] : [say.key(keys)]),
    ...(standIn ? [say.standIn] : []),
  ].join(' · ')
}

/** The words of the report: one outcome, one name. */
const outcomeWord = (outcome: string, language: Language): string =>
  outcome in outcomeWords ? outcomeWords[outcome as Outcome][language] : outcome

function Why({ decision: { refusals, rulesRun } }: OneDecision): ReactNode {
  const say = useWords(contactsWords).one
  const language = useLanguage()
  if (refusals.length === 0) return rulesRun === null ? '' : say.rulesOk(rulesRun)
  return refusals.map(({ rule, reason, measured, limit }) => (
    <div key={rule}>
      {reason?.[language] ?? say.unknownFact}
      {measured !== null && (
        <Text size="sm" c="dimmed">
          {measuredIn(measured, language)} · {measuredIn(limit ?? '', language)}
        </Text>
      )}
    </div>
  ))
}
