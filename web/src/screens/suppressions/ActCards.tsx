/** Note an objection that came by word of mouth or post; lift one by the person's own act. */
import { Button, FileInput, Stack, Text, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, type ReactNode, useState } from 'react'
import { answer, api } from '../../api/client.ts'
import { useOrganisation } from '../../api/me.ts'
import { Card } from '../../parts/Card.tsx'
import { ErrorState } from '../../parts/ErrorState.tsx'
import { useWords } from '../../words/words.ts'
import { sendUpload } from '../people/sendUpload.ts'
import { suppressionsWords } from './words.ts'

export function AddCard(): ReactNode {
  const say = useWords(suppressionsWords).add
  const { id } = useOrganisation()
  const [number, setNumber] = useState('')
  const [why, setWhy] = useState('')
  const add = useMutation({
    mutationFn: () =>
      answer(
        api.POST('/organisations/{organisation}/suppressions', {
          params: { path: { organisation: id } },
          body: { number, why },
        }),
      ),
    onSuccess: () => {
      setNumber('')
      setWhy('')
    },
  })
  return (
    <Card title={say.title}>
      <Act onSubmit={() => add.mutate()}>
        <NumberField label={say.number} value={number} onValue={setNumber} />
        <TextInput
          label={say.why}
          value={why}
          required
          maxLength={300}
          onChange={(event) => setWhy(event.currentTarget.value)}
        />
        {add.error && <ErrorState what={say.failed} error={add.error} />}
        {add.data && <Text role="status">{say.done(add.data.reference)}</Text>}
        <Button type="submit" w="fit-content" loading={add.isPending}>
          {say.do}
        </Button>
      </Act>
    </Card>
  )
}

export function LiftCard(): ReactNode {
  const say = useWords(suppressionsWords).lift
  const { id } = useOrganisation()
  const [number, setNumber] = useState('')
  const [reference, setReference] = useState('')
  const [letter, setLetter] = useState<File | null>(null)
  const lift = useMutation({
    mutationFn: async () => {
      const proof = letter
        ? { letter: await sendUpload(id, letter).done }
        : { proof: `code:${reference.trim()}` }
      return await answer(
        api.POST('/organisations/{organisation}/suppressions/lift', {
          params: { path: { organisation: id } },
          body: { number, ...proof },
        }),
      )
    },
  })
  const hasProof = letter !== null || reference.trim() !== ''
  return (
    <Card title={say.title}>
      <Act onSubmit={() => hasProof && lift.mutate()}>
        <Text c="dimmed">{say.lead}</Text>
        <NumberField label={say.number} value={number} onValue={setNumber} />
        <TextInput
          label={say.proof}
          description={say.proofHint}
          value={reference}
          disabled={letter !== null}
          maxLength={20}
          onChange={(event) => setReference(event.currentTarget.value)}
        />
        <FileInput
          label={say.letter}
          description={say.letterHint}
          value={letter}
          onChange={setLetter}
          clearable
        />
        {!hasProof && <Text size="sm">{say.need}</Text>}
        {lift.error && <ErrorState what={say.failed} error={lift.error} />}
        {lift.data && <Text role="status">{say.done(lift.data.reference)}</Text>}
        <Button type="submit" w="fit-content" loading={lift.isPending} disabled={!hasProof}>
          {say.do}
        </Button>
      </Act>
    </Card>
  )
}

function Act({
  onSubmit,
  children,
}: {
  readonly onSubmit: () => void
  readonly children: ReactNode
}): ReactNode {
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    onSubmit()
  }
  return (
    <form onSubmit={submit}>
      <Stack gap="sm" maw="34rem">
        {children}
      </Stack>
    </form>
  )
}

function NumberField({
  label,
  value,
  onValue,
}: {
  readonly label: string
  readonly value: string
  readonly onValue: (value: string) => void
}): ReactNode {
  return (
    <TextInput
      label={label}
      value={value}
      required
      type="tel"
      autoComplete="off"
      maxLength={40}
      onChange={(event) => onValue(event.currentTarget.value)}
    />
  )
}
