/** The first time: with the single-use link of the server, its owner is created. */
import { Text, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { type ReactNode, useEffect, useState } from 'react'
import { answer, api } from '../../api/client.ts'
import { rememberMe } from '../../api/me.ts'
import { problemOf } from '../../api/problem.ts'
import { BareLayout } from '../../app/BareLayout.tsx'
import { ButtonLink } from '../../parts/Links.tsx'
import { Page } from '../../parts/Page.tsx'
import { useFormat } from '../../words/format.ts'
import { useLanguage } from '../../words/language.ts'
import { useWords } from '../../words/words.ts'
import { checkNewcomer } from './checkNewcomer.ts'
import { EntryForm } from './EntryForm.tsx'
import { NewPassphrase } from './NewPassphrase.tsx'
import { useEntryForm } from './useEntryForm.ts'
import { entryWords } from './words.ts'

const askAgainMs = 1_000

export function FirstRunScreen(): ReactNode {
  const say = useWords(entryWords).firstRun
  const { token } = useSearch({ strict: false })
  const state = useQuery({
    queryKey: ['first-run'],
    queryFn: ({ signal }) => answer(api.GET('/first-run', { signal })),
    retry: (_, thrown) => problemOf(thrown).status === 0 || problemOf(thrown).status >= 502,
    retryDelay: askAgainMs,
  })
  if (!state.data) {
    return <BareLayout>{state.failureCount > 0 ? <Waiting /> : null}</BareLayout>
  }
  if (!state.data.open) {
    return (
      <BareLayout>
        <Page title={say.closed} lead={say.closedLead} width="form">
          <ButtonLink to="/sign-in">{say.toSignIn}</ButtonLink>
        </Page>
      </BareLayout>
    )
  }
  return (
    <BareLayout>
      {token ? (
        <OwnerForm token={token} isReset={state.data.isReset} />
      ) : (
        <Page title={say.noToken} lead={say.noTokenLead} width="form">
          {null}
        </Page>
      )}
    </BareLayout>
  )
}

/** The server is not ready: seconds are counted. */
function Waiting(): ReactNode {
  const say = useWords(entryWords).firstRun
  const format = useFormat()
  const [waitedMs, setWaitedMs] = useState(0)
  useEffect(() => {
    const since = Date.now()
    const count = setInterval(() => setWaitedMs(Date.now() - since), 1000)
    return () => clearInterval(count)
  }, [])
  return (
    <Page title={say.title} width="form">
      <Text>{say.waiting(format.duration(waitedMs))}</Text>
    </Page>
  )
}

interface OwnerFormProps {
  readonly token: string
  /** Of an owner who lost every way in: the organisation is there, and keeps its name. */
  readonly isReset: boolean
}

function OwnerForm({ token, isReset }: OwnerFormProps): ReactNode {
  const words = useWords(entryWords)
  const say = words.firstRun
  const language = useLanguage()
  const navigate = useNavigate()
  const form = useEntryForm({
    initial: { organisationName: '', name: '', email: '', password: '' },
    check: ({ organisationName, ...person }) =>
      checkNewcomer(isReset ? person : { ...person, organisationName }, words.missing),
    send: ({ organisationName, ...person }) =>
      answer(
        api.POST('/first-run', {
          body: {
            ...{ ...person, setupToken: token, language },
            organisationName: isReset ? null : organisationName,
          },
        }),
      ),
    onDone: (me) => {
      rememberMe(me)
      void navigate({ to: '/', replace: true })
    },
  })
  return (
    <Page title={say.title} lead={isReset ? say.resetLead : say.lead} width="form">
      <EntryForm {...form} failed={say.failed} act={say.act} onSubmit={form.submit}>
        {!isReset && (
          <TextInput
            {...form.field('organisationName')}
            label={words.organisation}
            description={words.organisationHint}
            autoComplete="organization"
            size="md"
          />
        )}
        <TextInput
          {...form.field('name')}
          label={words.name}
          description={words.nameHint}
          autoComplete="name"
          size="md"
        />
        <TextInput
          {...form.field('email')}
          label={words.email}
          type="email"
          autoComplete="username"
          size="md"
        />
        <NewPassphrase {...form.field('password')} />
      </EntryForm>
      <Text size="sm" c="dimmed">
        {say.time}
      </Text>
    </Page>
  )
}
