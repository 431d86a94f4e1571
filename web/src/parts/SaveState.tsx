/** « Enregistré à 10 h 41 »: where a screen saves by itself, it says that it did. */
import { Text } from '@mantine/core'
import IconAlertTriangle from '@tabler/icons-react/icons/IconAlertTriangle'
import IconCheck from '@tabler/icons-react/icons/IconCheck'
import type { ReactNode } from 'react'
import { useFormat } from '../words/format.ts'
import { useWords } from '../words/words.ts'
import { partsWords } from './words.ts'

interface SaveStateProps {
  readonly saving: boolean
  readonly failed?: boolean
  /** When it was last saved; null: not yet in this visit. */
  readonly savedAt: number | null
}

export function SaveState({ saving, failed = false, savedAt }: SaveStateProps): ReactNode {
  const say = useWords(partsWords)
  const format = useFormat()
  if (!saving && !failed && savedAt === null) return null
  const Icon = failed ? IconAlertTriangle : IconCheck
  return (
    <Text
      size="sm"
      c={failed ? 'var(--pv-bad)' : 'dimmed'}
      role="status"
      component="span"
      style={{ display: 'inline-flex', alignItems: 'center', gap: 6 }}
    >
      {!saving && <Icon size={16} aria-hidden />}
      {failed ? say.notSaved : saving ? say.saving : say.savedAt(format.time(savedAt ?? 0))}
    </Text>
  )
}
