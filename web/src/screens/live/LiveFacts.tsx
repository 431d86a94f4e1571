/** Cost against the budget, the health of the trunk, objections and complaints, when it will be over. */
import type { ReactNode } from 'react'
import { Card } from '../../parts/Card.tsx'
import { useFormat } from '../../words/format.ts'
import { useWords } from '../../words/words.ts'
import classes from './Live.module.css'
import type { Live } from './useLive.ts'
import { liveWords } from './words.ts'

export function LiveFacts({ live }: { readonly live: Live }): ReactNode {
  const say = useWords(liveWords)
  return (
    <Card title={say.facts}>
      <dl className={classes['facts']}>
        {useFacts(live).map(({ name, value, more }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              {value}
              {more && <small>{more}</small>}
            </dd>
          </div>
        ))}
      </dl>
    </Card>
  )
}

interface Fact {
  readonly name: string
  readonly value: string
  readonly more?: string | undefined
}

function useFacts(live: Live): readonly Fact[] {
  const say = useWords(liveWords)
  const format = useFormat()
  const { money, trunk, firstAudioMs, complaints, objectionShare, expectedEnd, ringBacks } = live
  const spent = format.euros(money.spentMicroEuro)
  return [
    {
      name: say.cost,
      value:
        money.budgetMicroEuro === null
          ? spent
          : say.spentOf(spent, format.euros(money.budgetMicroEuro)),
      more: money.priceKnown ? say.billed(format.duration(money.billedMs)) : say.noPrice,
    },
    {
      name: say.trunk(trunk.id),
      value: trunkWord(live, say),
      more:
        trunk.answeredShare === null
          ? undefined
          : say.answered(format.percent(trunk.answeredShare)),
    },
    {
      name: say.firstAudio,
      value:
        firstAudioMs === null
          ? '–'
          : say.ms(format.number(firstAudioMs.p99, digitsOf(firstAudioMs.p99))),
      more:
        firstAudioMs === null
          ? undefined
          : say.median(format.number(firstAudioMs.p50, digitsOf(firstAudioMs.p50))),
    },
    {
      name: say.objections,
      value: format.number(live.objections),
      more: objectionShare === null ? undefined : say.ofAnswers(format.percent(objectionShare, 1)),
    },
    { name: say.complaints, value: format.number(complaints) },
    {
      name: say.ringBacks,
      value: format.number(ringBacks.calls),
      more: say.ringBacksHeard(
        format.number(ringBacks.heard),
        format.number(ringBacks.objections),
        format.number(ringBacks.refusedBusy),
      ),
    },
    {
      name: say.end,
      value: expectedEnd === null ? '–' : format.instant(expectedEnd),
      more: say.deadline(format.instant(live.deadline)),
    },
  ]
}

const digitsOf = (value: number): number => (value < 10 ? 1 : 0)

function trunkWord(live: Live, say: (typeof liveWords)['fr']): string {
  if (live.trunk.heldUntil !== null) return say.trunkHeld
  if (live.trunk.answeredShare === null) return say.trunkUnknown
  return (live.trunk.refusedShare ?? 0) > 0.05 ? say.trunkPoor : say.trunkGood
}
