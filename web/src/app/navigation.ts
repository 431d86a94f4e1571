/** The entries of the navigation, each with the right it needs. */
import type { TablerIcon } from '@tabler/icons-react'
import IconBuildings from '@tabler/icons-react/icons/IconBuildings'
import IconHandStop from '@tabler/icons-react/icons/IconHandStop'
import IconInbox from '@tabler/icons-react/icons/IconInbox'
import IconLayoutDashboard from '@tabler/icons-react/icons/IconLayoutDashboard'
import IconSettings from '@tabler/icons-react/icons/IconSettings'
import IconShieldCheck from '@tabler/icons-react/icons/IconShieldCheck'
import IconSpeakerphone from '@tabler/icons-react/icons/IconSpeakerphone'
import IconUsers from '@tabler/icons-react/icons/IconUsers'
import type { Permission } from '../../../src/access/permission.ts'

export interface NavigationEntry {
  readonly name:
    | 'dashboard'
    | 'campaigns'
    | 'contacts'
    | 'suppressions'
    | 'rights'
    | 'evidence'
    | 'organisations'
    | 'settings'
  /** Below /o/$organisation; '' is the dashboard itself. */
  readonly path: string
  readonly icon: TablerIcon
  readonly needs: Permission
}

export const navigation: readonly NavigationEntry[] = [
  { name: 'dashboard', path: '', icon: IconLayoutDashboard, needs: 'campaign.read' },
  { name: 'campaigns', path: '/campaigns', icon: IconSpeakerphone, needs: 'campaign.read' },
  { name: 'contacts', path: '/contacts', icon: IconUsers, needs: 'people.read' },
  { name: 'suppressions', path: '/suppressions', icon: IconHandStop, needs: 'suppression.read' },
  { name: 'rights', path: '/rights', icon: IconInbox, needs: 'rights.read' },
  { name: 'evidence', path: '/evidence', icon: IconShieldCheck, needs: 'evidence.read' },
  {
    name: 'organisations',
    path: '/organisations',
    icon: IconBuildings,
    needs: 'organisation.write',
  },
  { name: 'settings', path: '/settings', icon: IconSettings, needs: 'team.read' },
]
