/** A link for a second person: shown once, to be handed on; and what became of those sent before. */
import { Button, Stack, Text } from '@mantine/core'
import IconLink from '@tabler/icons-react/icons/IconLink'
import type { ReactNode } from 'react'
import { CopyField } from '../../parts/CopyField.tsx'
import { ErrorState } from '../../parts/ErrorState.tsx'
import { useFormat } from '../../words/format.ts'
import { useWords } from '../../words/words.ts'
import { useLinks, useVersionActs } from './useMessage.ts'
import { versionWords } from './versionWords.ts'

interface AskApprovalProps {
  readonly version: number
  /** Then the author may answer too: asking is the second way. */
  readonly practice: boolean
}

export function AskApproval({ version, practice }: AskApprovalProps): ReactNode {
  const say = useWords(versionWords)
  const format = useFormat()
  const { ask } = useVersionActs()
  const links = useLinks(version)
  const made = ask.data
  const others = links.data?.items ?? []
  return (
    <>
      {!made && (
        <Button
          variant={practice ? 'default' : 'filled'}
          leftSection={<IconLink size={18} aria-hidden />}
          loading={ask.isPending}
          onClick={() => ask.mutate(version)}
        >
          {say.ask}
        </Button>
      )}
      {ask.error && <ErrorState what={say.notAsked} error={ask.error} />}
      {(made || others.length > 0) && (
        <Stack gap="xs" w="100%">
          {made && (
            <>
              <Text>{say.asked}</Text>
              <CopyField label={say.link} value={`${window.location.origin}${made.path}`} />
            </>
          )}
          {others.length > 0 && (
            <Text size="sm" c="dimmed">
              {say.links} :{' '}
              {format.list(
                others.map(
                  ({ askedAt, state, expiresAt }) =>
                    `${format.instant(askedAt)} (${say.linkStates[state](format.date(expiresAt))})`,
                ),
              )}
            </Text>
          )}
        </Stack>
      )}
    </>
  )
}
