/** The screens of settings in their order, each with the right it needs. */
import type { Permission } from '../../../../src/access/permission.ts'

export const settingsEntries = [
  { name: 'team', needs: 'team.read' },
  { name: 'trunks', needs: 'trunk.read' },
  { name: 'numbers', needs: 'trunk.read' },
  { name: 'keys', needs: 'key.write' },
  { name: 'webhooks', needs: 'webhook.write' },
  { name: 'organisation', needs: 'campaign.read' },
  { name: 'security', needs: 'campaign.read' },
] as const satisfies readonly { readonly name: string; readonly needs: Permission }[]
