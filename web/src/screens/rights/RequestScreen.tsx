/** One request: what was asked, by when, whom to answer, and a reply that is already written. */
import { Button, Group, Stack, Text } from '@mantine/core'
import IconChevronLeft from '@tabler/icons-react/icons/IconChevronLeft'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { answer, api, apiBase } from '../../api/client.ts'
import { useOrganisation } from '../../api/me.ts'
import type { components } from '../../api/schema.gen.ts'
import { Card } from '../../parts/Card.tsx'
import { AnchorLink } from '../../parts/Links.tsx'
import { MaskedNumber } from '../../parts/MaskedNumber.tsx'
import { Page } from '../../parts/Page.tsx'
import { QueryView } from '../../parts/QueryView.tsx'
import { useFormat } from '../../words/format.ts'
import { useLanguage } from '../../words/language.ts'
import { useWords } from '../../words/words.ts'
import { DaysLeft } from './DaysLeft.tsx'
import { ReplyCard } from './ReplyCard.tsx'
import classes from './Rights.module.css'
import { rightsWords } from './words.ts'

export type RequestFile = components['schemas']['RightsRequestFile']

export function RequestScreen(): ReactNode {
  const words = useWords(rightsWords)
  const say = words.one
  const { id: organisation, may } = useOrganisation()
  const { reference = '' } = useParams({ strict: false }) as { reference?: string }
  const query = useQuery({
    queryKey: ['right', organisation, reference],
    queryFn: ({ signal }) =>
      answer(
        api.GET('/organisations/{organisation}/rights/{reference}', {
          params: { path: { organisation, reference } },
          signal,
        }),
      ),
  })
  const title = query.data ? `${words.kinds[query.data.kind]} · ${reference}` : reference
  return (
    <Page title={title}>
      <AnchorLink
        to="/o/$organisation/rights"
        params={{ organisation: String(organisation) }}
        size="sm"
      >
        <IconChevronLeft size={16} aria-hidden /> {say.back}
      </AnchorLink>
      <QueryView query={query} failed={say.failed}>
        {(file) => (
          <Stack gap="lg">
            <About file={file} />
            {file.state === 'open' && may('rights.answer') && (
              <ReplyCard file={file} onAnswered={() => void query.refetch()} />
            )}
            {file.answer !== null && (
              <Card title={say.yourAnswer}>
                <blockquote className={classes['quote']}>{file.answer}</blockquote>
              </Card>
            )}
          </Stack>
        )}
      </QueryView>
    </Page>
  )
}

function About({ file }: { readonly file: RequestFile }): ReactNode {
  const words = useWords(rightsWords)
  const say = words.one
  const format = useFormat()
  const { id: organisation, may } = useOrganisation()
  const { reference, phone, openedAt, dueAt, daysLeft, channel, proof, answeredAt } = file
  const reveal = async (): Promise<string> => {
    const path = { organisation, reference }
    const shown = await answer(
      api.POST('/organisations/{organisation}/rights/{reference}/reveal', { params: { path } }),
    )
    return shown.number
  }
  return (
    <Card title={say.about}>
      <Stack gap="sm">
        <Text>{say.received(format.date(openedAt), words.channels[channel])}</Text>
        {daysLeft !== null && (
          <Group gap="md">
            <Text>{say.due(format.date(dueAt))}</Text>
            <DaysLeft days={daysLeft} />
          </Group>
        )}
        {answeredAt !== null && <Text>{say.answered(format.instant(answeredAt))}</Text>}
        <Text>{proof === 'code' ? say.proved : say.unproved}</Text>
        {phone === null ? (
          <Text c="dimmed">{say.forgotten}</Text>
        ) : (
          <MaskedNumber
            masked={phone}
            failed={say.revealFailed}
            {...(may('people.reveal') && { reveal })}
          />
        )}
        {file.words !== null && (
          <div>
            <Text fw={600}>{say.words}</Text>
            <blockquote className={classes['quote']}>{file.words}</blockquote>
          </div>
        )}
        {phone !== null && may('people.reveal') && <Letters reference={reference} />}
      </Stack>
    </Card>
  )
}

function Letters({ reference }: { readonly reference: string }): ReactNode {
  const say = useWords(rightsWords).one
  const language = useLanguage()
  const { id } = useOrganisation()
  const letter = `${apiBase}/organisations/${id}/rights/${reference}/letter?language=${language}`
  return (
    <Group gap="sm">
      <Button component="a" variant="default" href={letter}>
        {say.letter}
      </Button>
      <Button component="a" variant="default" href={`${letter}&as=json`}>
        {say.data}
      </Button>
    </Group>
  )
}
