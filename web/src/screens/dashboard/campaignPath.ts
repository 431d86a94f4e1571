/** Where a campaign is continued: its first step while it is prepared, live while it calls, then its report. */
import type { components } from '../../api/schema.gen.ts'

export type DashboardCampaign = components['schemas']['DashboardCampaign']

export const screenOf = {
  draft: 'purpose',
  ready: 'launch',
  running: 'live',
  paused: 'live',
  completed: 'report',
  stopped: 'report',
} as const satisfies Record<DashboardCampaign['state'], string>
