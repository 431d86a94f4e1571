/** An invitation link: whose team, as what; a newcomer gives a name and a passphrase, others sign in. */
import { Button, TextInput } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { answer, api } from '../../api/client.ts'
import { meQuery, rememberMe } from '../../api/me.ts'
import { problemOf } from '../../api/problem.ts'
import { BareLayout } from '../../app/BareLayout.tsx'
import { ErrorState } from '../../parts/ErrorState.tsx'
import { ButtonLink } from '../../parts/Links.tsx'
import { Loading } from '../../parts/Loading.tsx'
import { Page } from '../../parts/Page.tsx'
import { useFormat } from '../../words/format.ts'
import { useLanguage } from '../../words/language.ts'
import { useWords } from '../../words/words.ts'
import { checkNewcomer } from './checkNewcomer.ts'
import { EntryForm } from './EntryForm.tsx'
import { NewPassphrase } from './NewPassphrase.tsx'
import { useEntryForm } from './useEntryForm.ts'
import { entryWords } from './words.ts'

export function InvitationScreen(): ReactNode {
  const say = useWords(entryWords).invitation
  const token = useParams({ strict: false }).token ?? ''
  const invitation = useInvitation(token)
  const { data, error } = invitation
  if (error && problemOf(error).code !== 'notFound') {
    return (
      <BareLayout>
        <Page title={say.unreadable} width="form">
          <ErrorState
            what={say.unreadable}
            error={error}
            onRetry={() => void invitation.refetch()}
          />
        </Page>
      </BareLayout>
    )
  }
  if (error) return <Closed state="unknown" />
  if (!data) {
    return (
      <BareLayout>
        <Loading />
      </BareLayout>
    )
  }
  if (data.state !== 'open') return <Closed state={data.state} />
  return (
    <BareLayout>
      <Offer token={token} />
    </BareLayout>
  )
}

function useInvitation(token: string) {
  return useQuery({
    queryKey: ['invitation', token],
    queryFn: ({ signal }) =>
      answer(api.GET('/invitations/{token}', { params: { path: { token } }, signal })),
  })
}

function Closed({ state }: { readonly state: 'expired' | 'revoked' | 'accepted' | 'unknown' }) {
  const words = useWords(entryWords)
  const [title, lead] = words.invitation.states[state]
  return (
    <BareLayout>
      <Page title={title ?? ''} lead={lead} width="form">
        {state === 'accepted' && <ButtonLink to="/sign-in">{words.signIn.act}</ButtonLink>}
      </Page>
    </BareLayout>
  )
}

/** The open invitation: for a newcomer a form, for a known person one button. */
function Offer({ token }: { readonly token: string }): ReactNode {
  const words = useWords(entryWords)
  const format = useFormat()
  const { data: invitation } = useInvitation(token)
  const { data: me } = useQuery({ ...meQuery, retry: false })
  if (!invitation) return null
  const say = words.invitation
  const roles = format.list(invitation.roles.map((role) => words.roles[role]))
  return (
    <Page
      title={say.title(invitation.organisationName)}
      lead={
        <>
          {say.lead(invitation.invitedBy, roles)}
          {invitation.known && !me ? ` ${say.known}` : ''}
        </>
      }
      width="form"
    >
      {me ? (
        <AcceptButton token={token} />
      ) : invitation.known ? (
        <ButtonLink to="/sign-in" search={{ next: `/invitation/${token}` }}>
          {say.signIn}
        </ButtonLink>
      ) : (
        <NewcomerForm token={token} email={invitation.email} />
      )}
    </Page>
  )
}

function useAccept(token: string) {
  const language = useLanguage()
  return (newcomer: { name?: string; password?: string }) =>
    answer(
      api.POST('/invitations/{token}', {
        params: { path: { token } },
        body: { ...newcomer, language },
      }),
    )
}

function AcceptButton({ token }: { readonly token: string }): ReactNode {
  const say = useWords(entryWords).invitation
  const navigate = useNavigate()
  const accept = useAccept(token)
  const accepting = useMutation({
    mutationFn: () => accept({}),
    onSuccess: (me) => {
      rememberMe(me)
      void navigate({ to: '/' })
    },
  })
  return (
    <>
      {accepting.error && <ErrorState what={say.failed} error={accepting.error} />}
      <Button size="md" onClick={() => accepting.mutate()} loading={accepting.isPending}>
        {say.accept}
      </Button>
    </>
  )
}

function NewcomerForm({ token, email }: { readonly token: string; readonly email: string }) {
  const words = useWords(entryWords)
  const navigate = useNavigate()
  const accept = useAccept(token)
  const form = useEntryForm({
    initial: { name: '', password: '' },
    check: (values) => checkNewcomer(values, words.missing),
    send: accept,
    onDone: (me) => {
      rememberMe(me)
      void navigate({ to: '/' })
    },
  })
  return (
    <EntryForm
      {...form}
      failed={words.invitation.failed}
      act={words.invitation.act}
      onSubmit={form.submit}
    >
      <TextInput label={words.email} value={email} readOnly autoComplete="username" size="md" />
      <TextInput
        {...form.field('name')}
        label={words.name}
        description={words.nameHint}
        autoComplete="name"
        size="md"
      />
      <NewPassphrase {...form.field('password')} />
    </EntryForm>
  )
}
