/** /settings without a screen: leads to the first one that this person may see. */
import { Navigate } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useOrganisation } from '../../api/me.ts'
import { settingsEntries } from './entries.ts'

export function SettingsStart(): ReactNode {
  const { id, may } = useOrganisation()
  const first = settingsEntries.find(({ needs }) => may(needs)) ?? settingsEntries[0]
  return <Navigate to={`/o/${id}/settings/${first.name}` as '/'} replace />
}
