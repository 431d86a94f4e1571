/** What a campaign may spend: typed, then saved by its button; whoever keeps the money may change it. */
import { Button, Group, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, type ReactNode, useEffect, useState } from 'react'
import { budgetMicroEuroMax } from '../../../../src/money/budget.ts'
import { answer, api } from '../../api/client.ts'
import { ErrorState } from '../../parts/ErrorState.tsx'
import { eurosText, microEuroIn } from '../../parts/euros.ts'
import { announce } from '../../parts/LiveRegion.tsx'
import { useWords } from '../../words/words.ts'
import { budgetWords } from './budgetWords.ts'

interface BudgetFormProps {
  readonly organisation: number
  readonly campaign: string
  readonly budgetMicroEuro: number | null
  readonly onSaved: (budgetMicroEuro: number | null) => void
}

export function BudgetForm({
  organisation,
  campaign,
  budgetMicroEuro,
  onSaved,
}: BudgetFormProps): ReactNode {
  const say = useWords(budgetWords)
  const known = budgetMicroEuro === null ? '' : eurosText(budgetMicroEuro)
  const [written, setWritten] = useState(known)
  const [isWrong, setWrong] = useState(false)
  useEffect(() => setWritten(known), [known])
  const saving = useMutation({
    mutationFn: (budget: number | null) =>
      answer(
        api.PUT('/organisations/{organisation}/campaigns/{campaign}/budget', {
          params: { path: { organisation, campaign } },
          body: { budgetMicroEuro: budget },
        }),
      ),
    onSuccess: (saved) => {
      announce(say.saved)
      onSaved(saved.budgetMicroEuro)
    },
  })
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    const budget = microEuroIn(written, budgetMicroEuroMax)
    setWrong(budget === undefined)
    if (budget !== undefined) saving.mutate(budget)
  }
  return (
    <form onSubmit={submit} noValidate>
      <Group gap="sm" align="flex-end">
        <TextInput
          label={say.label}
          description={say.hint}
          inputMode="decimal"
          maw="20rem"
          value={written}
          error={isWrong ? say.wrong : undefined}
          onChange={(event) => setWritten(event.currentTarget.value)}
        />
        <Button type="submit" variant="default" loading={saving.isPending}>
          {say.save}
        </Button>
      </Group>
      {saving.error && <ErrorState what={say.failed} error={saving.error} />}
    </form>
  )
}
