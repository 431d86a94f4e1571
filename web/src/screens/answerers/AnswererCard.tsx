/** In the report: how often each verdict was given, and how often it is wrong, as far as people judged calls. */
import type { ReactNode } from 'react'
import { useOrganisation } from '../../api/me.ts'
import type { components } from '../../api/schema.gen.ts'
import { Card } from '../../parts/Card.tsx'
import { ButtonLink } from '../../parts/Links.tsx'
import { QueryView } from '../../parts/QueryView.tsx'
import { useFormat } from '../../words/format.ts'
import { useWords } from '../../words/words.ts'
import type { Where } from '../report/terms.ts'
import classes from './Answerers.module.css'
import { useAnswererFigures } from './useJudging.ts'
import { answererWords } from './words.ts'

type Figures = components['schemas']['AnswererFigures']
type Rate = components['schemas']['MeasuredRate']

export function AnswererCard({ where }: { readonly where: Where }): ReactNode {
  const say = useWords(answererWords)
  const figures = useAnswererFigures(where)
  return (
    <Card title={say.title}>
      <QueryView query={figures} failed={say.failed}>
        {(known) => <Shown where={where} figures={known} />}
      </QueryView>
    </Card>
  )
}

function Shown(props: { readonly where: Where; readonly figures: Figures }): ReactNode {
  const { where, figures } = props
  const say = useWords(answererWords).figures
  const { may } = useOrganisation()
  if (figures.measured.calls === 0) return <p className={classes['help']}>{say.none}</p>
  return (
    <div className={classes['card']}>
      <p className={classes['help']}>{say.lead}</p>
      <Verdicts figures={figures} />
      <Measured figures={figures} />
      {may('campaign.write') && (
        <div>
          <ButtonLink
            variant="default"
            to={`/o/${where.organisation}/campaigns/${where.campaign}/answerers` as '/'}
          >
            {say.judge}
          </ButtonLink>
        </div>
      )}
    </div>
  )
}

function Verdicts({ figures }: { readonly figures: Figures }): ReactNode {
  const { figures: say, verdicts: names } = useWords(answererWords)
  const format = useFormat()
  return (
    <table className={classes['verdicts']}>
      <caption className="pv-visually-hidden">{say.caption}</caption>
      <thead>
        <tr>
          <th scope="col">{say.verdict}</th>
          <th scope="col">{say.calls}</th>
          <th scope="col">{say.judged}</th>
        </tr>
      </thead>
      <tbody>
        {figures.verdicts.map(({ verdict, calls, labelled }) => (
          <tr key={verdict}>
            <th scope="row">{names[verdict]}</th>
            <td>{format.number(calls)}</td>
            <td>{format.number(labelled)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

const rates = ['humansCalledMachine', 'machinesCalledHuman', 'accuracy'] as const

function Measured({ figures: { measured } }: { readonly figures: Figures }): ReactNode {
  const say = useWords(answererWords).figures
  const format = useFormat()
  const { labelled, cannotTell, unmeasured } = measured
  if (labelled === 0) return <p className={classes['help']}>{say.notYet}</p>
  return (
    <>
      <dl className={classes['rates']}>
        {rates.map((name) => (
          <div key={name}>
            <dt>{say[name]}</dt>
            <dd>
              <RateShown rate={measured[name]} />
            </dd>
          </div>
        ))}
      </dl>
      <p className={classes['help']}>
        {say.labelled(format.number(labelled), labelled === 1)}
        {cannotTell > 0 && `, ${say.cannotTell(format.number(cannotTell))}`}.{' '}
        {unmeasured > 0 && say.unmeasured(format.number(unmeasured))}
      </p>
    </>
  )
}

function RateShown({ rate }: { readonly rate: Rate }): ReactNode {
  const say = useWords(answererWords).figures
  const format = useFormat()
  if (rate === null) return <small>{say.unknownRate}</small>
  const share = (part: number): string => format.percent(part, 1)
  return (
    <>
      <strong>{share(rate.rate)}</strong>
      <small>
        {rate.low === rate.high ? say.exact : say.between(share(rate.low), share(rate.high))}
      </small>
    </>
  )
}
