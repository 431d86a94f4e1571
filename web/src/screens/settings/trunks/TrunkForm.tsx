/** An account with an operator: its address, its login, its two limits, its numbers, its price. */
import { Button, Group, PasswordInput, Stack, Textarea, TextInput } from '@mantine/core'
import type { FormEvent, ReactNode } from 'react'
import { answer, api, idempotencyKey } from '../../../api/client.ts'
import { useOrganisation } from '../../../api/me.ts'
import { problemOf } from '../../../api/problem.ts'
import { Card } from '../../../parts/Card.tsx'
import { ErrorState } from '../../../parts/ErrorState.tsx'
import { FormErrors } from '../../../parts/FormErrors.tsx'
import { useFormat } from '../../../words/format.ts'
import { useWords } from '../../../words/words.ts'
import { useEntryForm, type Wrong } from '../../entry/useEntryForm.ts'
import { CarrierFields } from './CarrierFields.tsx'
import { carrierWords } from './carrierWords.ts'
import { bodyOf, emptyTrunk, microEuroOf, type TrunkValues, valuesOf } from './trunkValues.ts'
import { type Trunk, useReadAgain } from './useTrunks.ts'
import { trunksWords } from './words.ts'

interface TrunkFormProps {
  /** null: a new one. */
  readonly trunk: Trunk | null
  readonly onDone: () => void
}

export function TrunkForm({ trunk, onDone }: TrunkFormProps): ReactNode {
  const say = useWords(trunksWords).form
  const form = useTrunkForm(trunk, onDone)
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    form.submit()
  }
  return (
    <Card title={trunk ? say.editTitle(trunk.label) : say.newTitle}>
      <form onSubmit={submit} noValidate>
        <Stack gap="lg" maw="36rem">
          <FormErrors fields={form.errors} />
          {form.failure !== null && <ErrorState what={say.failed} error={form.failure} />}
          <TrunkFields form={form} trunk={trunk} />
          <Group gap="sm">
            <Button type="submit" loading={form.busy} loaderProps={{ type: 'dots' }}>
              {say.save}
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

interface FieldsProps {
  readonly form: ReturnType<typeof useTrunkForm>
  readonly trunk: Trunk | null
}

function TrunkFields({ form: { field }, trunk }: FieldsProps): ReactNode {
  const say = useWords(trunksWords).form
  const whole = { inputMode: 'numeric', style: { flex: '1 1 12rem' } } as const
  return (
    <>
      <TextInput label={say.label} description={say.labelHint} {...field('label')} />
      {!trunk?.builtIn && (
        <>
          <Group gap="md" align="flex-end">
            <TextInput
              label={say.host}
              description={say.hostHint}
              style={{ flex: '1 1 16rem' }}
              autoCapitalize="off"
              {...field('host')}
            />
            <TextInput label={say.port} w="6rem" inputMode="numeric" {...field('port')} />
          </Group>
          <TextInput
            label={say.user}
            description={say.userHint}
            autoComplete="off"
            {...field('user')}
          />
          <PasswordInput
            label={say.password}
            autoComplete="new-password"
            {...(trunk?.hasPassword ? { description: say.passwordKept } : {})}
            {...field('password')}
          />
        </>
      )}
      <Group gap="md" align="flex-end">
        <TextInput label={say.callsPerSecond} {...whole} {...field('callsPerSecond')} />
        <TextInput label={say.concurrentCalls} {...whole} {...field('concurrentCalls')} />
      </Group>
      <Textarea
        label={say.callerIds}
        description={say.callerIdsHint}
        rows={3}
        {...field('callerIds')}
      />
      <PriceFields field={field} isPractice={trunk?.kind === 'practice'} />
      {!trunk?.builtIn && <CarrierFields field={field} />}
    </>
  )
}

/** The minute is what everybody knows; the rest stands on the operator's price list, below a fold. */
function PriceFields({
  field,
  isPractice,
}: {
  readonly field: FieldsProps['form']['field']
  readonly isPractice: boolean
}): ReactNode {
  const say = useWords(trunksWords).form
  const third = { style: { flex: '1 1 10rem' } } as const
  return (
    <>
      <TextInput
        label={say.price}
        description={isPractice ? say.priceInPractice : say.priceHint}
        maw="20rem"
        inputMode="decimal"
        {...field('pricePerMinute')}
      />
      <details>
        <summary>{say.billing}</summary>
        <Group gap="md" align="flex-end" mt="sm">
          <TextInput
            label={say.perCall}
            inputMode="decimal"
            {...third}
            {...field('pricePerCall')}
          />
          <TextInput
            label={say.first}
            inputMode="numeric"
            {...third}
            {...field('firstIncrement')}
          />
          <TextInput label={say.step} inputMode="numeric" {...third} {...field('increment')} />
        </Group>
      </details>
    </>
  )
}

function useTrunkForm(trunk: Trunk | null, onDone: () => void) {
  const say = useWords(trunksWords).form
  const ways = useWords(carrierWords)
  const format = useFormat()
  const { id: organisation } = useOrganisation()
  const readAgain = useReadAgain()
  const check = (values: TrunkValues): Wrong<TrunkValues> => {
    const isWhole = (name: string, most: number): boolean =>
      /^\d+$/.test(values[name]?.trim() ?? '') &&
      Number(values[name]) >= 1 &&
      Number(values[name]) <= most
    const whole = (name: string, most: number): Wrong<TrunkValues> =>
      isWhole(name, most) ? {} : { [name]: say.whole(1, format.number(most)) }
    const price = (name: 'pricePerMinute' | 'pricePerCall'): Wrong<TrunkValues> =>
      microEuroOf(values[name]) === undefined ? { [name]: say.wrongPrice } : {}
    const seconds = (name: 'firstIncrement' | 'increment', least: number): Wrong<TrunkValues> => {
      const value = values[name].trim()
      const isOne = /^\d+$/.test(value) && Number(value) >= least && Number(value) <= 3600
      return isOne ? {} : { [name]: say.whole(least, format.number(3600)) }
    }
    return {
      ...(values.label.trim() === '' ? { label: say.missing.label } : {}),
      ...(values.host.trim() === '' ? { host: say.missing.host } : {}),
      ...(trunk?.builtIn ? {} : whole('port', 65_535)),
      ...whole('callsPerSecond', 1_000),
      ...whole('concurrentCalls', 50_000),
      ...price('pricePerMinute'),
      ...price('pricePerCall'),
      ...seconds('firstIncrement', 0),
      ...seconds('increment', 1),
      ...(isWithin(values.priority, 0, 65_535) ? {} : { priority: ways.wrongPriority }),
      ...(isWithin(values.weight, 1, 1_000) ? {} : { weight: ways.wrongWeight }),
      ...(values.protect === 'yes' && values.transport !== 'tls' ? { protect: ways.needsTls } : {}),
    }
  }
  return useEntryForm<TrunkValues, unknown>({
    initial: trunk ? valuesOf(trunk) : emptyTrunk,
    check,
    send: (values) => save(organisation, trunk, values),
    onDone: () => {
      readAgain()
      onDone()
    },
    wrongBy: (thrown) => {
      const [first] = problemOf(thrown).fields.filter(({ field }) => /^callerIds/.test(field))
      return first ? { callerIds: first.sentence } : undefined
    },
  })
}

const isWithin = (text: string, least: number, most: number): boolean =>
  /^\d+$/.test(text.trim()) && Number(text) >= least && Number(text) <= most

function save(organisation: number, trunk: Trunk | null, values: TrunkValues): Promise<Trunk> {
  const { host, port, ...body } = bodyOf(values, trunk?.profile ?? null)
  if (trunk === null) {
    return answer(
      api.POST('/organisations/{organisation}/trunks', {
        params: { path: { organisation }, header: { 'Idempotency-Key': idempotencyKey() } },
        body: { ...body, host, port },
      }),
    )
  }
  return answer(
    api.PATCH('/organisations/{organisation}/trunks/{trunk}', {
      params: { path: { organisation, trunk: trunk.id } },
      body: trunk.kind === 'practice' ? body : { ...body, host, port },
    }),
  )
}
