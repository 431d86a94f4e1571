/** The list behind one term: people, or calls that ended so; page by page, numbers masked. */
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { outcomeWords } from '../../../../src/report/words.ts'
import { answer, api } from '../../api/client.ts'
import type { components } from '../../api/schema.gen.ts'
import { drawingWords } from '../../drawings/words.ts'
import { Card } from '../../parts/Card.tsx'
import { type Column, type Keyset, KeysetTable, useKeyset } from '../../parts/KeysetTable.tsx'
import { QueryView } from '../../parts/QueryView.tsx'
import { Instant } from '../../parts/Values.tsx'
import { useFormat } from '../../words/format.ts'
import { useLanguage } from '../../words/language.ts'
import { useWords } from '../../words/words.ts'
import classes from './Report.module.css'
import type { PeopleTerm, ReportSearch, Where } from './terms.ts'
import { reportWords } from './words.ts'

interface ListProps {
  readonly where: Where
  readonly search: ReportSearch
}

export function ReportList({ where, search }: ListProps): ReactNode {
  const say = useWords(reportWords)
  const { outcomes } = useWords(drawingWords)
  const keyset = useKeyset()
  const navigate = useNavigate()
  const { group, people } = search
  const title = people ? say.listOf[people] : group ? say.callsOf(outcomes.of[group]) : ''
  const close = (): void => {
    const to = `/o/${where.organisation}/campaigns/${where.campaign}/report` as '/'
    void navigate({ to, search: {} as never, resetScroll: false })
  }
  return (
    <Card
      flush
      title={title}
      acts={
        <Button variant="default" size="compact-md" onClick={close}>
          {say.closeList}
        </Button>
      }
    >
      {people ? (
        <People where={where} term={people} keyset={keyset} />
      ) : (
        group && <Calls where={where} group={group} keyset={keyset} />
      )}
    </Card>
  )
}

type Person = components['schemas']['ReportPerson']
type Call = components['schemas']['ReportAttempt']

function People(props: {
  readonly where: Where
  readonly term: PeopleTerm
  readonly keyset: Keyset
}): ReactNode {
  const { where, term, keyset } = props
  const say = useWords(reportWords)
  const language = useLanguage()
  const page = useQuery({
    queryKey: ['reportPeople', where.organisation, where.campaign, term, keyset.after],
    queryFn: ({ signal }) =>
      answer(
        api.GET('/organisations/{organisation}/campaigns/{campaign}/report/people', {
          params: {
            path: where,
            query: { group: term, ...(keyset.after && { after: keyset.after }) },
          },
          signal,
        }),
      ),
  })
  const columns: readonly Column<Person>[] = [
    {
      ...{ key: 'number', title: say.number },
      cell: ({ contact, number }) => <Who where={where} contact={contact} number={number} />,
    },
    { key: 'area', title: say.area, cell: ({ area }) => area || say.nowhere },
    {
      ...{ key: 'why', title: say.why },
      cell: ({ outcome, refusals, dueAt }) => (
        <>
          {outcome && outcomeWords[outcome][language]}
          {!outcome &&
            refusals.map(({ rule, reason }) => <p key={rule}>{reason?.[language] ?? rule}</p>)}
          {!outcome && dueAt && (
            <span>
              {say.nextTry} <Instant at={dueAt} />
            </span>
          )}
        </>
      ),
    },
    { key: 'tries', title: say.tries, numeric: true, cell: ({ attempts }) => attempts },
  ]
  return (
    <QueryView query={page} failed={say.listFailed}>
      {({ items, next }) => (
        <KeysetTable
          caption={say.listOf[term]}
          {...{ columns, keyset, next }}
          rows={items}
          keyOf={({ target }) => target}
          empty={<p className={classes['none']}>{say.noneHere}</p>}
        />
      )}
    </QueryView>
  )
}

function Calls(props: {
  readonly where: Where
  readonly group: NonNullable<ReportSearch['group']>
  readonly keyset: Keyset
}): ReactNode {
  const { where, group, keyset } = props
  const say = useWords(reportWords)
  const columns = useCallColumns(where)
  const page = useQuery({
    queryKey: ['reportAttempts', where.organisation, where.campaign, group, keyset.after],
    queryFn: ({ signal }) =>
      answer(
        api.GET('/organisations/{organisation}/campaigns/{campaign}/report/attempts', {
          params: { path: where, query: { group, ...(keyset.after && { after: keyset.after }) } },
          signal,
        }),
      ),
  })
  return (
    <QueryView query={page} failed={say.listFailed}>
      {({ items, next }) => (
        <KeysetTable
          caption={say.callsCaption}
          {...{ columns, keyset, next }}
          rows={items}
          keyOf={({ attempt }) => attempt}
          empty={<p className={classes['none']}>{say.noneHere}</p>}
        />
      )}
    </QueryView>
  )
}

function useCallColumns(where: Where): readonly Column<Call>[] {
  const say = useWords(reportWords)
  const format = useFormat()
  const language = useLanguage()
  const duration = (lastsMs: number | null): string =>
    lastsMs === null ? '–' : format.duration(lastsMs)
  return [
    {
      ...{ key: 'number', title: say.number },
      cell: ({ contact, number }) => <Who where={where} contact={contact} number={number} />,
    },
    { key: 'how', title: say.outcome, cell: ({ outcome }) => outcomeWords[outcome][language] },
    {
      ...{ key: 'at', title: say.at },
      cell: ({ placedAt }) => (placedAt === null ? '–' : <Instant at={placedAt} />),
    },
    { key: 'talk', title: say.lasted, numeric: true, cell: ({ talkMs }) => duration(talkMs) },
    { key: 'heard', title: say.heard, numeric: true, cell: ({ heardMs }) => duration(heardMs) },
    { key: 'keys', title: say.keys, cell: ({ keys }) => keys || '–' },
    { key: 'try', title: say.try, numeric: true, cell: ({ attemptNumber }) => attemptNumber },
  ]
}

function Who(props: {
  readonly where: Where
  readonly contact: number | null
  readonly number: string
}): ReactNode {
  const say = useWords(reportWords)
  const { where, contact, number } = props
  if (contact === null) return say.erased
  return <Link to={`/o/${where.organisation}/contacts/${contact}` as '/'}>{number}</Link>
}
