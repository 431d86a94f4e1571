/** Who may be called now, later, never, and why not: sums that close. */
import { Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { Card } from '../../parts/Card.tsx'
import { SumLine } from '../../parts/SumLine.tsx'
import { useFormat } from '../../words/format.ts'
import { useWords } from '../../words/words.ts'
import classes from './Check.module.css'
import type { Check } from './CheckStep.tsx'
import { checkWords } from './checkWords.ts'

type People = NonNullable<Check['people']>

export function CheckPeople({ check: { people } }: { readonly check: Check }): ReactNode {
  const say = useWords(checkWords)
  if (people === null) {
    return (
      <Card title={say.who}>
        <Text>{say.noTrunk}</Text>
      </Card>
    )
  }
  return (
    <Card title={say.who}>
      <SumLine
        total={{ count: people.people, word: say.total }}
        terms={[
          { count: people.now, word: say.now },
          { count: people.later, word: say.later },
          { count: people.never, word: say.never },
          ...(people.unknown > 0 ? [{ count: people.unknown, word: say.unknown }] : []),
        ]}
      />
      <Reasons people={people} />
      <Later people={people} />
    </Card>
  )
}

function Reasons({ people: { reasons } }: { readonly people: People }): ReactNode {
  const say = useWords(checkWords)
  const format = useFormat()
  if (reasons.length === 0) return null
  const most = Math.max(...reasons.map(({ people }) => people))
  return (
    <>
      <h3 className={classes['heading']}>{say.whyNot}</h3>
      <Text size="sm" c="dimmed" mb="xs">
        {say.firstReason}
      </Text>
      <table className={classes['reasons']}>
        <caption className="pv-visually-hidden">{say.whyNot}</caption>
        <tbody>
          {reasons.map(({ rule, title, article, people }) => (
            <tr key={rule}>
              <td className="pv-figures">{format.number(people)}</td>
              <th scope="row">
                {title[format.language]}
                {article && <span className={classes['article']}>{article}</span>}
                <span
                  aria-hidden
                  className={classes['bar']}
                  style={{ width: `${Math.max(1, (people / most) * 100)}%` }}
                />
              </th>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}

/** By the day in Paris: hours are in the schedule. */
function Later({ people: { laterFrom } }: { readonly people: People }): ReactNode {
  const say = useWords(checkWords)
  const format = useFormat()
  if (laterFrom.length === 0) return null
  const byDay = [...Map.groupBy(laterFrom, ({ at }) => format.day(at))]
  return (
    <>
      <h3 className={classes['heading']}>{say.laterFrom}</h3>
      <ul className={classes['days']}>
        {byDay.map(([day, hours]) => (
          <li key={day}>
            <span>{day}</span>
            <span className="pv-figures">
              {format.number(hours.reduce((sum, { people }) => sum + people, 0))}
            </span>
          </li>
        ))}
      </ul>
    </>
  )
}
