/** The rules an organisation gives itself, beside what holds above: only stricter ones are taken. */
import { Button, Group, Stack, Text } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, type ReactNode, useState } from 'react'
import { answer, api } from '../../../api/client.ts'
import { useOrganisation } from '../../../api/me.ts'
import { problemOf } from '../../../api/problem.ts'
import { Card } from '../../../parts/Card.tsx'
import { ErrorState } from '../../../parts/ErrorState.tsx'
import { FormErrors } from '../../../parts/FormErrors.tsx'
import { useWords } from '../../../words/words.ts'
import classes from './Organisation.module.css'
import { HoursField, NumberField } from './RuleFields.tsx'
import { numberNames, type RuleName, rulesIn, shownRule, textsOf } from './ruleValues.ts'
import { type OrganisationRecord, useRecordAgain } from './useOrganisationRecord.ts'
import { organisationWords } from './words.ts'

export type WrongSentences = Partial<Record<RuleName, string>>

export function RulesCard({
  organisation,
}: {
  readonly organisation: OrganisationRecord
}): ReactNode {
  const { rules: say } = useWords(organisationWords)
  const { may } = useOrganisation()
  const form = useRules(organisation)
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    form.submit()
  }
  const mayChange = may('organisation.write')
  const shared = { ...form, organisation, disabled: !mayChange }
  return (
    <Card title={say.title}>
      <form onSubmit={submit} noValidate>
        <Stack gap="lg">
          <Text c="dimmed" maw="44rem">
            {say.lead}
          </Text>
          <FormErrors fields={form.errors} />
          {form.failure && <ErrorState what={say.failed} error={form.failure} />}
          <div className={classes['rules']}>
            <HoursField {...shared} />
            {numberNames.map((name) => (
              <NumberField key={name} name={name} {...shared} />
            ))}
          </div>
          {mayChange && (
            <Group gap="md">
              <Button type="submit" loading={form.busy} loaderProps={{ type: 'dots' }}>
                {say.save}
              </Button>
              {form.saved && <Text role="status">{say.saved}</Text>}
            </Group>
          )}
        </Stack>
      </form>
    </Card>
  )
}

function useRules({ rules, parentEffective }: OrganisationRecord) {
  const { rules: say } = useWords(organisationWords)
  const { id } = useOrganisation()
  const readAgain = useRecordAgain()
  const [texts, setTexts] = useState(() => textsOf(rules))
  const [wrong, setWrong] = useState<WrongSentences>({})
  const [errors, setErrors] = useState<{ id: string; sentence: string }[]>([])
  const refuse = (found: WrongSentences): void => {
    setWrong(found)
    setErrors(Object.entries(found).map(([name, sentence]) => ({ id: name, sentence })))
  }
  const saving = useMutation({
    mutationFn: (body: typeof rules) =>
      answer(
        api.PATCH('/organisations/{organisation}', {
          params: { path: { organisation: id } },
          body: { rules: body },
        }),
      ),
    onSuccess: readAgain,
    onError: (thrown) => {
      const looser = problemOf(thrown).fields.flatMap(({ field }) => {
        const name = field.replace(/^rules\./, '') as RuleName
        const limit = shownRule(name, parentEffective)
        return limit === undefined ? [] : [[name, say.looser(limit)]]
      })
      refuse(Object.fromEntries(looser) as WrongSentences)
    },
  })
  const submit = (): void => {
    const found = rulesIn(texts)
    refuse(
      Object.fromEntries(
        Object.entries(found.wrong).map(([name, what]) => [name, say[what]]),
      ) as WrongSentences,
    )
    saving.reset()
    if (Object.keys(found.wrong).length === 0) saving.mutate(found.rules)
  }
  return {
    ...{ texts, setTexts, wrong, errors, submit },
    busy: saving.isPending,
    saved: saving.isSuccess,
    failure: errors.length > 0 ? null : saving.error,
  }
}
