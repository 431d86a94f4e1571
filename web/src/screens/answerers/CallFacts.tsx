/** What is known of a call to be judged, but its verdict: when, how long, keys, its first seconds, measures. */
import type { ReactNode } from 'react'
import { outcomeWords } from '../../../../src/report/words.ts'
import type { components } from '../../api/schema.gen.ts'
import { useFormat } from '../../words/format.ts'
import { useLanguage } from '../../words/language.ts'
import { useWords } from '../../words/words.ts'
import classes from './Answerers.module.css'
import { FirstSecondsDrawing } from './FirstSecondsDrawing.tsx'
import { firstSeconds } from './firstSeconds.ts'
import { answererWords } from './words.ts'

export type JudgedCall = components['schemas']['AnswererCall']

export function CallFacts({ call }: { readonly call: JudgedCall }): ReactNode {
  const say = useWords(answererWords)
  const format = useFormat()
  const language = useLanguage()
  const lasted = (ms: number | null): string =>
    ms === null ? '–' : ms < 10_000 ? `${format.number(ms / 1000, 1)}\u00a0s` : format.duration(ms)
  const facts = [
    [say.at, call.placedAt === null ? '–' : format.instant(call.placedAt)],
    [say.rang, lasted(call.ringMs)],
    [say.talked, lasted(call.talkMs)],
    [say.heard, lasted(call.heardMs)],
    [say.keys, call.keys === '' ? say.noKeys : [...call.keys].join(' ')],
    [say.ended, outcomeWords[call.outcome][language]],
  ] as const
  return (
    <>
      <FirstSecondsDrawing seconds={firstSeconds(call)} />
      <dl className={classes['facts']} aria-label={say.known}>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <Features features={call.features} />
    </>
  )
}

const durations = [
  ...(['onsetMs', 'speechMs', 'firstSpurtMs', 'longestSpurtMs', 'longestPauseMs'] as const),
  ...(['silenceMs', 'overOursMs'] as const),
] as const
const counts = ['words', 'beeps', 'ringing', 'busy', 'special', 'fax'] as const
/** When the ear gave its verdict: that would tell it. */
const hidden = ['atMs']

/** In plain words what words there are for; everything else by its name, for who knows the detector. */
function Features({ features }: { readonly features: JudgedCall['features'] }): ReactNode {
  const say = useWords(answererWords).features
  const format = useFormat()
  const shown = [
    ...durations
      .filter((name) => (features[name] ?? 0) > 0)
      .map(
        (name) => [say[name], `${format.number((features[name] ?? 0) / 1000, 2)}\u00a0s`] as const,
      ),
    ...counts
      .filter((name) => (features[name] ?? 0) > 0)
      .map((name) => [say[name], format.number(features[name] ?? 0)] as const),
  ]
  const all = Object.entries(features).filter(([name]) => !hidden.includes(name))
  if (all.length === 0) return null
  return (
    <div>
      <h3 className={classes['sub']}>{say.title}</h3>
      <dl className={classes['facts']}>
        {shown.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <details className={classes['more']}>
        <summary>{say.more}</summary>
        <table>
          <thead>
            <tr>
              <th scope="col">{say.name}</th>
              <th scope="col">{say.value}</th>
            </tr>
          </thead>
          <tbody>
            {all.map(([name, value]) => (
              <tr key={name}>
                <th scope="row" translate="no">
                  {name}
                </th>
                <td>{format.number(value, Number.isInteger(value) ? 0 : 2)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </div>
  )
}
