/** One number as a person reads it: the verdict first; an unknown one in the same layout. */
import { NativeSelect, Stack, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { measuredIn } from '../../../../src/report/measuredWords.ts'
import { answer, api } from '../../api/client.ts'
import { useOrganisation } from '../../api/me.ts'
import type { components } from '../../api/schema.gen.ts'
import { Card } from '../../parts/Card.tsx'
import { AnchorLink } from '../../parts/Links.tsx'
import { MaskedNumber } from '../../parts/MaskedNumber.tsx'
import { useFormat } from '../../words/format.ts'
import { useLanguage } from '../../words/language.ts'
import { useWords } from '../../words/words.ts'
import { ContactActs } from './ContactActs.tsx'
import classes from './Contacts.module.css'
import { Decisions } from './Decisions.tsx'
import { FactsCard } from './FactsCard.tsx'
import { ConsentsCard, RingBacksCard, SuppressionsCard } from './LedgerCards.tsx'
import { contactsWords } from './words.ts'

export type ContactFileData = components['schemas']['ContactFile']

interface ContactFileProps {
  readonly file: ContactFileData
  readonly onCampaign?: (campaign: string) => void
  readonly onChanged: () => void
}

export function ContactFile({ file, onCampaign, onChanged }: ContactFileProps): ReactNode {
  const say = useWords(contactsWords).one
  const { contact } = file
  return (
    <Stack gap="lg">
      <NumberHead file={file} />
      {contact ? (
        <VerdictCard file={file} {...(onCampaign && { onCampaign })} />
      ) : (
        <Text fw={600} role="status">
          {say.unknown}
        </Text>
      )}
      {contact && <ContactActs contact={contact} onChanged={onChanged} />}
      <div className={classes['grid']}>
        <ConsentsCard consents={file.consents} />
        <SuppressionsCard file={file} />
      </div>
      <RingBacksCard ringBacks={file.ringBacks} />
      {contact && <FactsCard facts={file.facts} />}
      {contact && <Decisions contact={contact.id} />}
    </Stack>
  )
}

function NumberHead({ file: { phone, contact } }: Pick<ContactFileProps, 'file'>): ReactNode {
  const say = useWords(contactsWords).one
  const { id: organisation, may } = useOrganisation()
  const reveal = async (): Promise<string> => {
    const path = { organisation, contact: contact?.id ?? 0 }
    const shown = await answer(
      api.POST('/organisations/{organisation}/contacts/{contact}/reveal', { params: { path } }),
    )
    return shown.number
  }
  const named = [contact?.firstName, contact?.lastName].filter(Boolean).join(' ')
  return (
    <div>
      <MaskedNumber
        masked={phone}
        failed={say.revealFailed}
        {...(contact && may('people.reveal') && { reveal })}
      />
      {named !== '' && <Text fw={600}>{named}</Text>}
      {contact && contact.others.length > 0 && (
        <Text size="sm">
          {say.others} :{' '}
          {contact.others.map(({ id, phone: other }) => (
            <AnchorLink
              key={id}
              to="/o/$organisation/contacts/$contact"
              params={{ organisation: String(organisation), contact: String(id) }}
              mr="sm"
            >
              {other}
            </AnchorLink>
          ))}
        </Text>
      )}
    </div>
  )
}

function VerdictCard({
  file: { verdict, campaigns },
  onCampaign,
}: Pick<ContactFileProps, 'file' | 'onCampaign'>): ReactNode {
  const say = useWords(contactsWords).one
  const format = useFormat()
  const language = useLanguage()
  if (!verdict) {
    return (
      <Card title={say.verdict}>
        <Text>{say.noCampaign}</Text>
      </Card>
    )
  }
  const { allowed, askAgainAt, judgedAt, refusals, rulesRun } = verdict
  const mood = allowed ? 'good' : askAgainAt === null ? 'bad' : 'wait'
  const when = askAgainAt === null ? '' : `${format.day(askAgainAt)}, ${format.time(askAgainAt)}`
  return (
    <Card title={say.verdict}>
      <p className={classes['verdict']} data-mood={mood}>
        {allowed ? say.yes : askAgainAt === null ? say.never : say.later(when)}
      </p>
      <Text size="sm" c="dimmed">
        {say.judged(format.instant(judgedAt), rulesRun)}
      </Text>
      <ul className={classes['reasons']}>
        {refusals.map(({ rule, reason, measured, limit }) => (
          <li key={rule}>
            <Text>{reason?.[language] ?? say.unknownFact}</Text>
            <details>
              <summary>{rule}</summary>
              {measured !== null && (
                <Text size="sm" c="dimmed">
                  {say.measured} : {measuredIn(measured, language)} · {say.limit} :{' '}
                  {measuredIn(limit ?? '', language)}
                </Text>
              )}
            </details>
          </li>
        ))}
      </ul>
      {campaigns.length > 1 && onCampaign && (
        <NativeSelect
          mt="md"
          maw="24rem"
          label={say.forCampaign}
          value={verdict.campaign.id}
          data={campaigns.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(event) => onCampaign(event.currentTarget.value)}
        />
      )}
    </Card>
  )
}
