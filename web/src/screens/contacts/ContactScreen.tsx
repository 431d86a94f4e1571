/** Everything about one number: may we call it, why, and all that was ever decided. */
import IconChevronLeft from '@tabler/icons-react/icons/IconChevronLeft'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { answer, api } from '../../api/client.ts'
import { useOrganisation } from '../../api/me.ts'
import { AnchorLink } from '../../parts/Links.tsx'
import { Page } from '../../parts/Page.tsx'
import { QueryView } from '../../parts/QueryView.tsx'
import { useWords } from '../../words/words.ts'
import { ContactFile } from './ContactFile.tsx'
import { contactsWords } from './words.ts'

export function ContactScreen(): ReactNode {
  const say = useWords(contactsWords)
  const { id: organisation } = useOrganisation()
  const { contact } = useParams({ strict: false }) as { contact?: string }
  const [campaign, setCampaign] = useState<string>()
  const path = { organisation, contact: Number(contact) }
  const query = useQuery({
    queryKey: ['contact', organisation, contact, campaign],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) =>
      answer(
        api.GET('/organisations/{organisation}/contacts/{contact}', {
          params: { path, query: campaign === undefined ? {} : { campaign } },
          signal,
        }),
      ),
  })
  return (
    <Page title={query.data?.phone ?? say.title} width="wide">
      <AnchorLink
        to="/o/$organisation/contacts"
        params={{ organisation: String(organisation) }}
        size="sm"
      >
        <IconChevronLeft size={16} aria-hidden /> {say.one.back}
      </AnchorLink>
      <QueryView query={query} failed={say.one.failed}>
        {(file) => (
          <ContactFile
            file={file}
            onCampaign={setCampaign}
            onChanged={() => void query.refetch()}
          />
        )}
      </QueryView>
    </Page>
  )
}
