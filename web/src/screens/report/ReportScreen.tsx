/** The report: who was reached, who was not and why, cost; then listening, territories, and the lists. */
import { useQuery } from '@tanstack/react-query'
import { useParams, useSearch } from '@tanstack/react-router'
import { type ReactNode, useEffect, useRef } from 'react'
import { drawnCounts } from '../../../../src/report/drawnCounts.ts'
import { answer, api } from '../../api/client.ts'
import { useLiveEvent } from '../../api/live.ts'
import { useOrganisation } from '../../api/me.ts'
import { ListenCurve } from '../../drawings/ListenCurve.tsx'
import { OutcomeBar } from '../../drawings/OutcomeBar.tsx'
import { Card } from '../../parts/Card.tsx'
import { EmptyState } from '../../parts/EmptyState.tsx'
import { ButtonLink } from '../../parts/Links.tsx'
import { Page } from '../../parts/Page.tsx'
import { QueryView } from '../../parts/QueryView.tsx'
import { useLanguage } from '../../words/language.ts'
import { useWords } from '../../words/words.ts'
import { AnswererCard } from '../answerers/AnswererCard.tsx'
import { sharesOf } from '../live/LiveCharts.tsx'
import { Places } from '../live/Places.tsx'
import { GroupLink } from './GroupLink.tsx'
import { ReportExports } from './ReportExports.tsx'
import { ReportFigures } from './ReportFigures.tsx'
import { ReportList } from './ReportList.tsx'
import { ReportSums } from './ReportSums.tsx'
import type { Report, ReportSearch, Where } from './terms.ts'
import { reportWords } from './words.ts'

export function ReportScreen(): ReactNode {
  const say = useWords(reportWords)
  const params = useParams({ strict: false })
  const { may } = useOrganisation()
  const where = {
    organisation: Number(params.organisation),
    campaign: String((params as { campaign?: string }).campaign),
  }
  const report = useQuery({
    queryKey: ['report', where.organisation, where.campaign],
    queryFn: ({ signal }) =>
      answer(
        api.GET('/organisations/{organisation}/campaigns/{campaign}/report', {
          params: { path: where },
          signal,
        }),
      ),
  })
  useLiveEvent('campaign', (event) => {
    if (event['campaign'] === where.campaign) void report.refetch()
  })
  const name = report.data?.campaign.name
  return (
    <Page
      title={name === undefined ? say.title : say.titleOf(name)}
      width="wide"
      lead={report.data && <Lead report={report.data} />}
    >
      <QueryView query={report} failed={say.failed}>
        {(data) => (
          <>
            <ReportView where={where} report={data} />
            {may('report.export') && <ReportExports where={where} />}
          </>
        )}
      </QueryView>
    </Page>
  )
}

function Lead({ report }: { readonly report: Report }): ReactNode {
  const say = useWords(reportWords)
  const language = useLanguage()
  const { state, why, practice } = report.campaign
  return (
    <>
      {say.states[state]}
      {why[language] && ` ${say.because(why[language])}`}
      {practice && ` ${say.practice}`}
    </>
  )
}

function ReportView({
  where,
  report,
}: {
  readonly where: Where
  readonly report: Report
}): ReactNode {
  const say = useWords(reportWords)
  const search = useSearch({ strict: false }) as ReportSearch
  if (report.people.targets === 0) {
    return (
      <EmptyState
        sentence={say.nobody}
        act={
          <ButtonLink to={`/o/${where.organisation}/campaigns/${where.campaign}/people` as '/'}>
            {say.toPeople}
          </ButtonLink>
        }
      />
    )
  }
  return (
    <>
      <ReportFigures report={report} />
      <Card title={say.people}>
        <ReportSums where={where} report={report} />
      </Card>
      <Card title={say.outcomes}>
        <OutcomeBar
          counts={drawnCounts(report.attempts.byOutcome)}
          linkOf={(group, word) => <GroupLink {...{ where, group, word }} />}
        />
      </Card>
      <List where={where} search={search} />
      <Card title={say.listening}>
        <ListenCurve shares={sharesOf(report.heardAtLeast)} />
      </Card>
      <AnswererCard where={where} />
      <Places areas={report.areas} />
    </>
  )
}

/** Opened from a sum: it comes into view, below the sums it belongs to. */
function List({
  where,
  search,
}: {
  readonly where: Where
  readonly search: ReportSearch
}): ReactNode {
  const place = useRef<HTMLDivElement>(null)
  const { group, people } = search
  useEffect(() => {
    if (group ?? people) place.current?.scrollIntoView({ block: 'nearest' })
  }, [group, people])
  if (!group && !people) return null
  return (
    <div ref={place} id="list">
      <ReportList key={`${group} ${people}`} where={where} search={search} />
    </div>
  )
}
