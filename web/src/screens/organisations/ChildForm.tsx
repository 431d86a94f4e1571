/** A new organisation below this one, with the two quotas that are asked for most. */
import { Button, Group, Stack, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import type { FormEvent, ReactNode } from 'react'
import { answer, api, idempotencyKey } from '../../api/client.ts'
import { meQuery, useOrganisation } from '../../api/me.ts'
import { problemOf } from '../../api/problem.ts'
import { Card } from '../../parts/Card.tsx'
import { ErrorState } from '../../parts/ErrorState.tsx'
import { FormErrors } from '../../parts/FormErrors.tsx'
import { useWords } from '../../words/words.ts'
import { useEntryForm, type Wrong } from '../entry/useEntryForm.ts'
import { rulesIn, textsOf } from '../settings/organisation/ruleValues.ts'
import { organisationsWords } from './words.ts'

const initial = { name: '', callsPerSecondMax: '', budgetMicroEuroMax: '' }
type Values = typeof initial
const quotas = ['callsPerSecondMax', 'budgetMicroEuroMax'] as const

export function ChildForm({ onDone }: { readonly onDone: () => void }): ReactNode {
  const say = useWords(organisationsWords)
  const { name } = useOrganisation()
  const form = useChildForm(onDone)
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    form.submit()
  }
  return (
    <Card title={say.newTitle(name)}>
      <form onSubmit={submit} noValidate>
        <Stack gap="lg" maw="36rem">
          <FormErrors fields={form.errors} />
          {form.failure !== null && <ErrorState what={say.createFailed} error={form.failure} />}
          <TextInput
            {...form.field('name')}
            label={say.name}
            description={say.nameHint}
            autoComplete="off"
          />
          <Group gap="md" align="flex-start" grow preventGrowOverflow={false}>
            <TextInput
              {...form.field('callsPerSecondMax')}
              label={say.callsPerSecond}
              description={say.optional}
              inputMode="decimal"
            />
            <TextInput
              {...form.field('budgetMicroEuroMax')}
              label={say.budget}
              description={say.optional}
              inputMode="decimal"
            />
          </Group>
          <Group gap="sm">
            <Button type="submit" loading={form.busy} loaderProps={{ type: 'dots' }}>
              {say.make}
            </Button>
            <Button variant="default" onClick={onDone}>
              {say.cancel}
            </Button>
          </Group>
        </Stack>
      </form>
    </Card>
  )
}

function useChildForm(onDone: () => void) {
  const say = useWords(organisationsWords)
  const { id } = useOrganisation()
  const client = useQueryClient()
  const typed = (values: Values) => rulesIn({ ...textsOf({}), ...values })
  return useEntryForm<Values, unknown>({
    initial,
    check: (values): Wrong<Values> => {
      const { wrong } = typed(values)
      const numbers = quotas.filter((name) => wrong[name] !== undefined)
      return {
        ...(values.name.trim() === '' ? { name: say.missing } : {}),
        ...Object.fromEntries(numbers.map((name) => [name, say.notANumber])),
      }
    },
    send: (values) =>
      answer(
        api.POST('/organisations/{organisation}/children', {
          params: { path: { organisation: id }, header: { 'Idempotency-Key': idempotencyKey() } },
          body: { name: values.name.trim(), rules: typed(values).rules },
        }),
      ),
    onDone: () => {
      void client.invalidateQueries({ queryKey: ['organisation', id, 'tree'] })
      void client.invalidateQueries({ queryKey: meQuery.queryKey })
      onDone()
    },
    wrongBy: (thrown) => {
      const { code, fields, limit } = problemOf(thrown)
      if (code === 'conflict') return { name: say.taken }
      const looser = fields.flatMap(({ field }) =>
        quotas.filter((name) => field === `rules.${name}`),
      )
      if (looser.length === 0) return undefined
      return Object.fromEntries(looser.map((name) => [name, say.looser(shown(name, limit))]))
    },
  })
}

/** The limit as the server tells it, in the unit of the field. */
function shown(name: (typeof quotas)[number], limit: string | undefined): string {
  const value = Number(limit)
  if (limit === undefined || Number.isNaN(value)) return '–'
  return textsOf({ [name]: value })[name]
}
