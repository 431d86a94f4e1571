/** Phones of the organisation: masked, declared and taken off. */
import { Button, Group, Stack, Text, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import type { FormEvent, ReactNode } from 'react'
import { answer, api, idempotencyKey } from '../../../api/client.ts'
import { useOrganisation } from '../../../api/me.ts'
import { Card } from '../../../parts/Card.tsx'
import { ConfirmButton } from '../../../parts/ConfirmButton.tsx'
import { ErrorState } from '../../../parts/ErrorState.tsx'
import { FormErrors } from '../../../parts/FormErrors.tsx'
import { QueryView } from '../../../parts/QueryView.tsx'
import { Instant } from '../../../parts/Values.tsx'
import { useWords } from '../../../words/words.ts'
import { useEntryForm } from '../../entry/useEntryForm.ts'
import { type OwnPhone, usePhones, useReadAgain } from '../trunks/useTrunks.ts'
import classes from './PhonesCard.module.css'
import { numbersWords } from './words.ts'

export function PhonesCard(): ReactNode {
  const say = useWords(numbersWords)
  const { may, practice } = useOrganisation()
  const phones = usePhones()
  return (
    <Card title={say.phones}>
      <Stack gap="md">
        <Text c="dimmed" maw="46rem">
          {say.phonesLead} {practice && say.practice}
        </Text>
        <QueryView query={phones} failed={say.phonesFailed}>
          {({ items }) =>
            items.length === 0 ? (
              <Text>{say.noPhone}</Text>
            ) : (
              <ul className={classes['phones']}>
                {items.map((phone) => (
                  <PhoneRow key={phone.id} phone={phone} />
                ))}
              </ul>
            )
          }
        </QueryView>
        {may('trunk.write') && <NewPhone key={phones.dataUpdatedAt} />}
      </Stack>
    </Card>
  )
}

function PhoneRow({ phone }: { readonly phone: OwnPhone }): ReactNode {
  const say = useWords(numbersWords)
  const { id, may } = useOrganisation()
  const readAgain = useReadAgain()
  const removing = useMutation({
    mutationFn: () =>
      answer(
        api.DELETE('/organisations/{organisation}/phones/{phone}', {
          params: { path: { organisation: id, phone: phone.id } },
        }),
      ),
    onSuccess: readAgain,
  })
  return (
    <li>
      <div>
        <Text fw={600}>{phone.label}</Text>
        <Text size="sm" c="dimmed">
          <span className="pv-figures">{phone.shown}</span> · {say.since}{' '}
          <Instant at={phone.addedAt} show="date" />
        </Text>
      </div>
      {may('trunk.write') && (
        <ConfirmButton
          variant="default"
          size="compact-md"
          label={say.remove}
          sentence={say.removeSentence(phone.label)}
          confirm={say.removeConfirm}
          onConfirm={() => removing.mutate()}
        />
      )}
      {removing.error && <ErrorState what={say.removeFailed} error={removing.error} />}
    </li>
  )
}

function NewPhone(): ReactNode {
  const say = useWords(numbersWords)
  const { id } = useOrganisation()
  const form = useEntryForm({
    initial: { label: '', number: '' },
    check: ({ label, number }) => ({
      ...(label.trim() === '' ? { label: say.missing.label } : {}),
      ...(number.trim() === '' ? { number: say.missing.number } : {}),
    }),
    send: (body) =>
      answer(
        api.POST('/organisations/{organisation}/phones', {
          params: {
            path: { organisation: id },
            header: { 'Idempotency-Key': idempotencyKey() },
          },
          body,
        }),
      ),
    onDone: useReadAgain(),
  })
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    form.submit()
  }
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        <FormErrors fields={form.errors} />
        {form.failure !== null && <ErrorState what={say.addFailed} error={form.failure} />}
        <Group gap="md" align="flex-end">
          <TextInput
            label={say.label}
            description={say.labelHint}
            autoComplete="off"
            {...form.field('label')}
          />
          <TextInput label={say.phone} type="tel" autoComplete="off" {...form.field('number')} />
          <Button
            type="submit"
            variant="default"
            loading={form.busy}
            loaderProps={{ type: 'dots' }}
          >
            {say.addPhone}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
