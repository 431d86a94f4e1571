/** What a team may do for this person: note their objection, correct what they say, write to them, erase. */
import { Button, Group, Stack, Text, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, type ReactNode, useState } from 'react'
import { answer, api, apiBase } from '../../api/client.ts'
import { useOrganisation } from '../../api/me.ts'
import { Card } from '../../parts/Card.tsx'
import { ErrorState } from '../../parts/ErrorState.tsx'
import { ButtonLink } from '../../parts/Links.tsx'
import { useLanguage } from '../../words/language.ts'
import { useWords } from '../../words/words.ts'
import type { ContactFileData } from './ContactFile.tsx'
import { CorrectForm } from './CorrectForm.tsx'
import { contactsWords } from './words.ts'

export type KnownContact = NonNullable<ContactFileData['contact']>

interface ContactActsProps {
  readonly contact: KnownContact
  readonly onChanged: () => void
}

export function ContactActs({ contact, onChanged }: ContactActsProps): ReactNode {
  const say = useWords(contactsWords).one.acts
  const { id: organisation, may } = useOrganisation()
  const language = useLanguage()
  const [open, setOpen] = useState<'object' | 'correct' | null>(null)
  const [done, setDone] = useState<string>()
  const finish = (sentence: string): void => {
    setOpen(null)
    setDone(sentence)
    onChanged()
  }
  return (
    <Stack gap="md">
      <Group gap="sm">
        {may('suppression.write') && (
          <Button variant="default" onClick={() => setOpen('object')}>
            {say.object}
          </Button>
        )}
        {may('people.write') && (
          <Button variant="default" onClick={() => setOpen('correct')}>
            {say.correct}
          </Button>
        )}
        {may('people.reveal') && (
          <Button
            component="a"
            variant="default"
            href={`${apiBase}/organisations/${organisation}/contacts/${contact.id}/letter?language=${language}`}
          >
            {say.letter}
          </Button>
        )}
        {may('suppression.write') && <AskErasure contact={contact} onDone={finish} />}
      </Group>
      {done !== undefined && <Text role="status">{done}</Text>}
      {open === 'object' && <ObjectForm contact={contact} onDone={finish} />}
      {open === 'correct' && <CorrectForm contact={contact} onDone={finish} />}
    </Stack>
  )
}

export interface ActProps {
  readonly contact: KnownContact
  readonly onDone: (sentence: string) => void
}

function ObjectForm({ contact, onDone }: ActProps): ReactNode {
  const say = useWords(contactsWords).one.acts
  const { id: organisation } = useOrganisation()
  const [why, setWhy] = useState('')
  const object = useMutation({
    mutationFn: () =>
      answer(
        api.POST('/organisations/{organisation}/contacts/{contact}/objections', {
          params: { path: { organisation, contact: contact.id } },
          body: { why },
        }),
      ),
    onSuccess: ({ reference }) => onDone(say.objected(reference)),
  })
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    object.mutate()
  }
  return (
    <Card title={say.object}>
      <form onSubmit={submit}>
        <Stack gap="sm">
          <TextInput
            label={say.objectWhy}
            value={why}
            maxLength={300}
            required
            onChange={(event) => setWhy(event.currentTarget.value)}
          />
          {object.error && <ErrorState what={say.failed} error={object.error} />}
          <Button type="submit" w="fit-content" loading={object.isPending}>
            {say.objectDo}
          </Button>
        </Stack>
      </form>
    </Card>
  )
}

function AskErasure({ contact, onDone }: ActProps): ReactNode {
  const say = useWords(contactsWords).one.acts
  const { id: organisation } = useOrganisation()
  const ask = useMutation({
    mutationFn: () =>
      answer(
        api.POST('/organisations/{organisation}/rights', {
          params: { path: { organisation } },
          body: { kind: 'erase', contact: contact.id },
        }),
      ),
    onSuccess: ({ reference }) => onDone(say.erased(reference)),
  })
  return (
    <>
      <Button variant="default" loading={ask.isPending} onClick={() => ask.mutate()}>
        {say.erase}
      </Button>
      {ask.data && (
        <ButtonLink
          to="/o/$organisation/rights/$reference"
          params={{ organisation: String(organisation), reference: ask.data.reference }}
        >
          {say.answer}
        </ButtonLink>
      )}
      {ask.error && <ErrorState what={say.failed} error={ask.error} />}
    </>
  )
}
