/** Sign in: e-mail and passphrase, then the code of the second factor where there is one. */
import { Text, TextInput } from '@mantine/core'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { answer, api } from '../../api/client.ts'
import { type Me, rememberMe } from '../../api/me.ts'
import { BareLayout } from '../../app/BareLayout.tsx'
import { Page } from '../../parts/Page.tsx'
import { PassphraseField } from '../../parts/PassphraseField.tsx'
import { useWords } from '../../words/words.ts'
import { CodeForm } from './CodeForm.tsx'
import { EntryForm } from './EntryForm.tsx'
import { useEntryForm } from './useEntryForm.ts'
import { useSignInRefusal } from './useSignInRefusal.ts'
import { entryWords } from './words.ts'

interface Credentials {
  readonly email: string
  readonly password: string
}

export function SignInScreen(): ReactNode {
  const [given, setGiven] = useState<Credentials>()
  const come = useComeIn()
  return (
    <BareLayout>
      {given ? (
        <CodeForm credentials={given} onDone={come} onBack={() => setGiven(undefined)} />
      ) : (
        <PassphraseForm onDone={come} onCodeNeeded={setGiven} />
      )}
    </BareLayout>
  )
}

interface PassphraseFormProps {
  readonly onDone: (me: Me) => void
  readonly onCodeNeeded: (given: Credentials) => void
}

function PassphraseForm({ onDone, onCodeNeeded }: PassphraseFormProps): ReactNode {
  const say = useWords(entryWords)
  const refusal = useSignInRefusal()
  const form = useEntryForm({
    initial: { email: '', password: '' },
    check: ({ email, password }) => ({
      ...(/^\S+@\S+$/.test(email.trim()) ? {} : { email: say.missing.email }),
      ...(password === '' ? { password: say.missing.passphrase } : {}),
    }),
    send: ({ email, password }) =>
      answer(api.POST('/sign-in', { body: { email: email.trim(), password } })),
    onDone: ({ needs, me }) => {
      if (needs === 'code') {
        onCodeNeeded({ email: form.values.email.trim(), password: form.values.password })
      } else if (me) onDone(me)
    },
    wrongBy: (thrown) => refusal(thrown, 'password', say.signIn.wrong),
  })
  return (
    <Page title={say.signIn.title} width="form">
      <EntryForm {...form} failed={say.signIn.failed} act={say.signIn.act} onSubmit={form.submit}>
        <TextInput
          {...form.field('email')}
          label={say.email}
          type="email"
          autoComplete="username"
          size="md"
        />
        <PassphraseField
          {...form.field('password')}
          label={say.passphrase}
          autoComplete="current-password"
          size="md"
        />
      </EntryForm>
      <Text size="sm" c="dimmed">
        {say.signIn.forgotten}
      </Text>
    </Page>
  )
}

/** Remembers who came in and goes where they wanted to. */
function useComeIn(): (me: Me) => void {
  const navigate = useNavigate()
  const { next } = useSearch({ strict: false })
  return (me) => {
    rememberMe(me)
    // Only our own paths: an address in `next` cannot lead elsewhere.
    const to = next?.startsWith('/') && !next.startsWith('//') ? next : '/'
    void navigate({ to: to.replace(/^\/app(?=\/|$)/, '') || '/' })
  }
}
