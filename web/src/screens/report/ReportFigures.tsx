/** What the team asks first: how many were reached, how many heard it all, who objected, what it cost. */
import type { ReactNode } from 'react'
import { useFormat } from '../../words/format.ts'
import { useWords } from '../../words/words.ts'
import classes from './Report.module.css'
import type { Report } from './terms.ts'
import { reportWords } from './words.ts'

export function ReportFigures({ report }: { readonly report: Report }): ReactNode {
  const say = useWords(reportWords)
  const format = useFormat()
  const { people, heardToEnd, objections, money, attempts, ringBacks } = report
  const share = (part: number | null): string => (part === null ? '–' : format.percent(part))
  const cost = format.euros(money.costMicroEuro)
  const each = money.perListenerMicroEuro
  const figures = [
    {
      name: say.peopleReached,
      value: format.number(people.reached),
      more: say.ofChosen(share(people.targets === 0 ? null : people.reached / people.targets)),
    },
    {
      name: say.heardToEnd,
      value: format.number(heardToEnd.people),
      more: say.ofReached(share(heardToEnd.ofReached)),
    },
    {
      name: say.objections,
      value: format.number(objections),
      more: say.ofReached(share(people.reached === 0 ? null : objections / people.reached)),
    },
    {
      name: say.cost,
      value: cost,
      more: money.priceKnown
        ? each === null
          ? say.billed(format.duration(money.billedMs))
          : say.perListener(format.euros(each))
        : say.noPrice,
    },
    {
      name: say.attempts,
      value: format.number(attempts.total),
      more: say.perPerson(
        people.targets === 0 ? '–' : format.number(attempts.total / people.targets, 1),
      ),
    },
    {
      name: say.ringBacks,
      value: format.number(ringBacks.calls),
      more: say.ringBacksHeard(
        format.number(ringBacks.heard),
        format.number(ringBacks.objections),
        format.number(ringBacks.refusedBusy),
      ),
    },
  ]
  return (
    <dl className={classes['figures']}>
      {figures.map(({ name, value, more }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>
            <strong>{value}</strong>
            <small>{more}</small>
          </dd>
        </div>
      ))}
    </dl>
  )
}
