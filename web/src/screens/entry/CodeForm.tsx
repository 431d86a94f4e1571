/** The second factor: the code of the app, or a recovery code. */
import { Anchor, TextInput } from '@mantine/core'
import type { ReactNode } from 'react'
import { answer, api } from '../../api/client.ts'
import type { Me } from '../../api/me.ts'
import { Page } from '../../parts/Page.tsx'
import { useWords } from '../../words/words.ts'
import { EntryForm } from './EntryForm.tsx'
import { useEntryForm } from './useEntryForm.ts'
import { useSignInRefusal } from './useSignInRefusal.ts'
import { entryWords } from './words.ts'

interface CodeFormProps {
  readonly credentials: { readonly email: string; readonly password: string }
  readonly onDone: (me: Me) => void
  readonly onBack: () => void
}

export function CodeForm({ credentials, onDone, onBack }: CodeFormProps): ReactNode {
  const say = useWords(entryWords)
  const refusal = useSignInRefusal()
  const form = useEntryForm({
    initial: { code: '' },
    check: ({ code }): { code?: string } =>
      code.trim().length < 6 ? { code: say.missing.code } : {},
    send: ({ code }) =>
      answer(api.POST('/sign-in', { body: { ...credentials, code: code.replace(/\s/g, '') } })),
    onDone: ({ me }) => me && onDone(me),
    wrongBy: (thrown) => refusal(thrown, 'code', say.signIn.codeWrong),
  })
  return (
    <Page title={say.signIn.codeTitle} lead={say.signIn.codeLead} width="form">
      <EntryForm
        {...form}
        failed={say.signIn.failed}
        act={say.signIn.codeAct}
        onSubmit={form.submit}
      >
        <TextInput
          {...form.field('code')}
          label={say.signIn.code}
          description={say.signIn.codeHint}
          autoComplete="one-time-code"
          inputMode="numeric"
          size="md"
        />
      </EntryForm>
      <Anchor component="button" type="button" onClick={onBack} ta="left">
        {say.signIn.back}
      </Anchor>
    </Page>
  )
}
