/** What the person allowed, with the words they agreed to; and what they refused, with its receipt. */
import { Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { suppressionReasonIn } from '../../../../src/report/suppressionReasons.ts'
import { useOrganisation } from '../../api/me.ts'
import { Card } from '../../parts/Card.tsx'
import { AnchorLink } from '../../parts/Links.tsx'
import { useFormat } from '../../words/format.ts'
import { useLanguage } from '../../words/language.ts'
import { useWords } from '../../words/words.ts'
import type { ContactFileData } from './ContactFile.tsx'
import classes from './Contacts.module.css'
import { contactsWords } from './words.ts'

export function ConsentsCard({ consents }: Pick<ContactFileData, 'consents'>): ReactNode {
  const say = useWords(contactsWords).one
  const format = useFormat()
  const language = useLanguage()
  const channels: Readonly<Record<string, string>> = say.channels
  return (
    <Card title={say.consents}>
      {consents.length === 0 && <Text>{say.noConsent}</Text>}
      <ul className={classes['list']}>
        {consents.map((consent) => (
          <li key={`${consent.at} ${consent.kind} ${consent.controller}`}>
            <Text fw={600}>
              {consent.kind === 'given' ? say.given : say.withdrawn} · {format.instant(consent.at)}
            </Text>
            <Text size="sm">
              {[
                consent.controller,
                channels[consent.channel] ?? consent.channel,
                consent.slots[language],
              ]
                .filter((part) => part !== '')
                .join(' · ')}
            </Text>
            {consent.wording !== null && (
              <details>
                <summary>{say.wording(consent.wordingVersion ?? '–')}</summary>
                <blockquote className={classes['quote']}>{consent.wording}</blockquote>
              </details>
            )}
          </li>
        ))}
      </ul>
    </Card>
  )
}

export function RingBacksCard({
  ringBacks,
}: {
  readonly ringBacks: ContactFileData['ringBacks']
}): ReactNode {
  const say = useWords(contactsWords).one
  const format = useFormat()
  if (ringBacks.length === 0) return null
  return (
    <Card title={say.ringBacks}>
      <ul className={classes['list']}>
        {ringBacks.map(({ at, outcome, campaignName }) => (
          <li key={at}>
            <Text fw={600}>{format.instant(at)}</Text>
            <Text size="sm">
              {[outcome === null ? say.ringBackGoesOn : say.ringBackOutcome[outcome], campaignName]
                .filter((part) => part !== null)
                .join(' · ')}
            </Text>
          </li>
        ))}
      </ul>
    </Card>
  )
}

export function SuppressionsCard({ file }: { readonly file: ContactFileData }): ReactNode {
  const say = useWords(contactsWords).one
  const language = useLanguage()
  const format = useFormat()
  const { id } = useOrganisation()
  const { suppressions, requests } = file
  return (
    <Card title={say.suppressions}>
      {suppressions.length === 0 && <Text>{say.noSuppression}</Text>}
      <ul className={classes['list']}>
        {suppressions.map(({ at, reason, reference, scope, controller }) => (
          <li key={`${at} ${reason} ${scope}`}>
            <Text fw={600}>{format.instant(at)}</Text>
            <Text size="sm">
              {[
                suppressionReasonIn(reason, language),
                controller ?? scope,
                reference === null ? '' : say.receipt(reference),
              ]
                .filter((part) => part !== '')
                .join(' · ')}
            </Text>
          </li>
        ))}
      </ul>
      {requests.length > 0 && (
        <>
          <Text fw={600} mt="md">
            {say.requests}
          </Text>
          <ul className={classes['list']}>
            {requests.map(({ reference, openedAt }) => (
              <li key={reference}>
                <AnchorLink
                  to="/o/$organisation/rights/$reference"
                  params={{ organisation: String(id), reference }}
                >
                  {reference}
                </AnchorLink>{' '}
                · {format.date(openedAt)}
              </li>
            ))}
          </ul>
        </>
      )}
    </Card>
  )
}
