/**
 * The sum that closes: chosen = reached + not reached + refused + not called, with the parts of the last
 * and the rules behind the refusals; each term leads to its list.
 */
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { entriesOf, groupOf } from '../../../../src/report/tally.ts'
import { outcomeWords } from '../../../../src/report/words.ts'
import { useFormat } from '../../words/format.ts'
import { useLanguage } from '../../words/language.ts'
import { useWords } from '../../words/words.ts'
import classes from './Report.module.css'
import { countOf, type PeopleTerm, type Report, type Where } from './terms.ts'
import { reportWords } from './words.ts'

interface SumsProps {
  readonly where: Where
  readonly report: Report
}

export function ReportSums({ where, report }: SumsProps): ReactNode {
  const say = useWords(reportWords)
  const format = useFormat()
  const { people, notCalledBecause } = report
  const open = { where, report }
  return (
    <div className={classes['sums']}>
      <p className={classes['whole']}>
        <strong>{format.number(people.targets)}</strong> {say.terms.targets}
      </p>
      <ul className={classes['terms']}>
        <li>
          <Term {...open} term="reached" inner />
          <Outcomes report={report} group="reached" />
        </li>
        <li>
          <Term {...open} term="notReached" inner />
          <Outcomes report={report} group="notReached" />
        </li>
        <li>
          <Term {...open} term="refused" inner />
          <Refusals report={report} />
        </li>
        <li>
          <span className={classes['term']}>
            <strong>{format.number(people.notCalled)}</strong> {say.terms.notCalled}
          </span>
          {people.notCalled > 0 && (
            <ul className={classes['parts']}>
              <Term {...open} term="waiting" />
              <Term {...open} term="reachedOnOtherNumber" />
              <Term {...open} term="notPlaced" />
              {notCalledBecause.callUnderWay > 0 && (
                <li>
                  <strong>{format.number(notCalledBecause.callUnderWay)}</strong>{' '}
                  {say.terms.callUnderWay}
                </li>
              )}
            </ul>
          )}
        </li>
      </ul>
    </div>
  )
}

function Term({
  where,
  report,
  term,
  inner = false,
}: SumsProps & { readonly term: PeopleTerm; readonly inner?: boolean }): ReactNode {
  const say = useWords(reportWords)
  const format = useFormat()
  const count = countOf(report, term)
  const text = (
    <>
      <strong>{format.number(count)}</strong> {say.terms[term]}
    </>
  )
  const shown =
    count === 0 ? (
      <span className={classes['term']}>{text}</span>
    ) : (
      <Link
        to={`/o/${where.organisation}/campaigns/${where.campaign}/report` as '/'}
        search={{ people: term } as never}
        className={classes['term'] ?? ''}
        resetScroll={false}
      >
        {text}
      </Link>
    )
  return inner ? shown : <li>{shown}</li>
}

/** Each person once, by how their last call ended: the parts of the term. */
function Outcomes({
  report,
  group,
}: {
  readonly report: Report
  readonly group: 'reached' | 'notReached'
}): ReactNode {
  const format = useFormat()
  const language = useLanguage()
  const parts = entriesOf(report.lastOutcomes).filter(([outcome]) => groupOf(outcome) === group)
  if (parts.length === 0) return null
  return (
    <ul className={classes['parts']}>
      {parts.map(([outcome, count]) => (
        <li key={outcome}>
          <strong>{format.number(count)}</strong> {outcomeWords[outcome][language]}
        </li>
      ))}
    </ul>
  )
}

function Refusals({ report }: { readonly report: Report }): ReactNode {
  const format = useFormat()
  const language = useLanguage()
  if (report.refusedBy.length === 0) return null
  return (
    <ul className={classes['parts']}>
      {report.refusedBy.map(({ rule, people, reason }) => (
        <li key={rule}>
          <strong>{format.number(people)}</strong> {reason[language]}
        </li>
      ))}
    </ul>
  )
}
