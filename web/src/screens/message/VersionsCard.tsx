/** Versions, the newest first: what is heard of each, and who answered for it. */
import { Badge, Button, Group, Stack, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { useOrganisation } from '../../api/me.ts'
import { Card } from '../../parts/Card.tsx'
import { ErrorState } from '../../parts/ErrorState.tsx'
import { QueryView } from '../../parts/QueryView.tsx'
import { useFormat } from '../../words/format.ts'
import { useWords } from '../../words/words.ts'
import { AskApproval } from './AskApproval.tsx'
import { HeardPlayer } from './HeardPlayer.tsx'
import { type MessageVersion, useVersionActs, useVersions } from './useMessage.ts'
import classes from './VersionsCard.module.css'
import { versionWords } from './versionWords.ts'

export function VersionsCard({ practice }: { readonly practice: boolean }): ReactNode {
  const say = useWords(versionWords)
  const versions = useVersions()
  return (
    <Card title={say.title}>
      <QueryView query={versions} failed={say.failed}>
        {({ items }) =>
          items.length === 0 ? (
            <Text c="dimmed">{say.none}</Text>
          ) : (
            <ol className={classes['versions']}>
              {items.map((version, place) => (
                <li key={version.version}>
                  <Version version={version} before={items[place + 1]} practice={practice} />
                </li>
              ))}
            </ol>
          )
        }
      </QueryView>
    </Card>
  )
}

interface VersionProps {
  readonly version: MessageVersion
  readonly before: MessageVersion | undefined
  readonly practice: boolean
}

function Version({ version, before, practice }: VersionProps): ReactNode {
  const say = useWords(versionWords)
  const format = useFormat()
  const { hash, author, addedAt, isNewest, approval, heard } = version
  const lostApproval = isNewest && !approval && before?.approval
  return (
    <Stack gap="sm">
      <Group gap="sm" align="baseline">
        <Text fw={680} size="lg">
          {say.name(version.version)}
        </Text>
        <StateBadge version={version} />
        <Text size="sm" c="dimmed">
          {author && say.by(author, format.instant(addedAt))} · {say.sound(shortHash(hash))} ·{' '}
          {isNewest ? say.newest : say.old}
        </Text>
      </Group>
      {version.reviews
        .filter(({ answer }) => answer !== 'approved')
        .slice(0, 1)
        .map(({ by, reason, answer, at }) => (
          <Text key={at} className={classes['reason']}>
            {(answer === 'returned' ? say.returned : say.rejected)(by)}
            {reason ? ` : « ${reason} »` : ''}
          </Text>
        ))}
      {isNewest && (
        <div className={classes['heard']}>
          {heard.map((each) => (
            <HeardPlayer key={each.name} heard={each} version={version.version} />
          ))}
        </div>
      )}
      {lostApproval && <Text c="var(--pv-warn)">{say.changed(lostApproval.by)}</Text>}
      {isNewest && !approval && <Answering version={version} practice={practice} />}
    </Stack>
  )
}

/** « a3f9…c2 »: enough to compare by eye. */
export const shortHash = (hash: string): string => `${hash.slice(0, 4)}…${hash.slice(-2)}`

function StateBadge({ version }: { readonly version: MessageVersion }): ReactNode {
  const say = useWords(versionWords)
  const format = useFormat()
  const { approval, reviews, isNewest } = version
  const last = reviews[0]
  if (approval) {
    const phone = reviews.find(({ how, number }) => how === 'phone' && number)?.number
    return (
      <Badge color="vert" variant="light" size="lg" className={classes['badge'] ?? ''}>
        ✔ {say.approved(approval.by, format.instant(approval.at))}
        {phone ? `, ${say.phone(phone)}` : ''}
      </Badge>
    )
  }
  if (last?.answer === 'returned' || last?.answer === 'rejected') {
    return (
      <Badge color="rouge" variant="light" size="lg" className={classes['badge'] ?? ''}>
        ✗ {(last.answer === 'returned' ? say.returned : say.rejected)(last.by)}
      </Badge>
    )
  }
  if (!isNewest) return null
  return (
    <Badge color="ambre" variant="light" size="lg" className={classes['badge'] ?? ''}>
      ! {say.toApprove}
    </Badge>
  )
}

function Answering({ version, practice }: Omit<VersionProps, 'before'>): ReactNode {
  const say = useWords(versionWords)
  const { may } = useOrganisation()
  const { approve } = useVersionActs()
  return (
    <Stack gap="sm">
      <Text>{practice ? say.practice : say.second}</Text>
      {approve.error && <ErrorState what={say.notApproved} error={approve.error} />}
      <Group gap="sm" align="flex-end">
        {version.mayApprove && (
          <Button loading={approve.isPending} onClick={() => approve.mutate(version)}>
            {say.self}
          </Button>
        )}
        {may('message.write') && <AskApproval version={version.version} practice={practice} />}
      </Group>
    </Stack>
  )
}
