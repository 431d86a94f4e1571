/** What needs a person now: why it paused itself, the deadline, the budget, a trunk that refuses. */
import { Alert, Text } from '@mantine/core'
import IconAlertTriangle from '@tabler/icons-react/icons/IconAlertTriangle'
import { useQueryClient } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useOrganisation } from '../../api/me.ts'
import { ButtonLink } from '../../parts/Links.tsx'
import { useFormat } from '../../words/format.ts'
import { useWords } from '../../words/words.ts'
import { BudgetForm } from '../campaign/BudgetForm.tsx'
import type { Where } from './LiveScreen.tsx'
import type { Live } from './useLive.ts'
import { liveWords } from './words.ts'

/** From this share of refused calls on the carrier is named. */
const refusedShareShown = 0.05

export function LiveAlerts({
  live,
  where,
}: {
  readonly live: Live
  readonly where: Where
}): ReactNode {
  const say = useWords(liveWords)
  return (
    <>
      {useWarnings(live).map(({ key, sentence, tone }) => (
        <Alert key={key} color={tone} icon={<IconAlertTriangle size={20} aria-hidden />}>
          <Text>{sentence}</Text>
        </Alert>
      ))}
      <Budget live={live} where={where} />
      {(live.state === 'completed' || live.state === 'stopped') && (
        <div>
          <ButtonLink
            size="md"
            to={`/o/${where.organisation}/campaigns/${where.campaign}/report` as '/'}
          >
            {say.toReport}
          </ButtonLink>
        </div>
      )}
    </>
  )
}

/** It paused because the money was spent, or soon will be: raised here, it goes on from here. */
function Budget({ live, where }: { readonly live: Live; readonly where: Where }): ReactNode {
  const { may } = useOrganisation()
  const say = useWords(liveWords)
  const cache = useQueryClient()
  const { budget, budgetMicroEuro } = live.money
  if (live.state !== 'paused' || (budget !== 'reached' && budget !== 'warned')) return null
  return (
    <Alert color="ambre" title={say.raiseBudget}>
      {may('money.write') ? (
        <BudgetForm
          {...where}
          budgetMicroEuro={budgetMicroEuro}
          onSaved={() =>
            void cache.invalidateQueries({ queryKey: ['live', where.organisation, where.campaign] })
          }
        />
      ) : (
        <Text>{say.askTreasurer}</Text>
      )}
    </Alert>
  )
}

interface Warning {
  readonly key: string
  readonly sentence: string
  readonly tone: 'ambre' | 'rouge'
}

function useWarnings(live: Live): readonly Warning[] {
  const say = useWords(liveWords)
  const format = useFormat()
  const { notCalledInTime, money, trunk, callsPerSecond, state } = live
  const warnings: Warning[] = []
  if (notCalledInTime !== null && notCalledInTime > 0) {
    const sentence = say.tooLate(format.number(notCalledInTime), format.instant(live.deadline))
    warnings.push({ key: 'late', sentence, tone: 'ambre' })
  }
  if (money.budget === 'warned' && money.budgetMicroEuro !== null) {
    const share = format.percent(money.spentMicroEuro / money.budgetMicroEuro)
    const sentence = say.budgetWarned(share, format.euros(money.budgetMicroEuro))
    warnings.push({ key: 'budget', sentence, tone: 'ambre' })
  }
  const slowed = callsPerSecond.allowed < callsPerSecond.limit * 0.99
  if (state === 'running' && (trunk.refusedShare ?? 0) >= refusedShareShown) {
    const share = format.percent(trunk.refusedShare ?? 0)
    const sentence = slowed
      ? say.trunkSlowed(share, format.number(callsPerSecond.allowed, 1))
      : say.trunkRefuses(share)
    warnings.push({ key: 'trunk', sentence, tone: 'ambre' })
  }
  if (state === 'running' && !live.runsHere) {
    warnings.push({ key: 'elsewhere', sentence: say.elsewhere, tone: 'ambre' })
  }
  return warnings
}
