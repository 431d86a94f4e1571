/** What the handlers of messages share: the campaign of the path, who acts, what others are told. */

import { z } from 'zod'
import { actorName } from '../../../access/actor.ts'
import type { CampaignId } from '../../../base/ids.ts'
import type { Reviewer } from '../../../campaign/approval.ts'
import type { ApiCall } from '../route.ts'

export const campaignPath = z.object({ campaign: z.string().min(1).max(64) })

export type AnyCall = Pick<
  ApiCall<{ readonly campaign: string }, unknown, unknown>,
  'database' | 'store' | 'params'
>

type Acting = Pick<ApiCall<unknown, unknown, unknown>, 'actor' | 'services' | 'organisation'>

/** As changes of a campaign name them. */
export const whoIn = ({ actor }: Pick<Acting, 'actor'>): string => actorName(actor)

export function reviewerIn({ actor }: Pick<Acting, 'actor'>): Reviewer {
  return actor.is === 'user'
    ? { user: actor.user, name: actor.name, email: actor.email }
    : { user: null, name: actorName(actor), email: null }
}

/** Whoever looks at this message looks again. */
export function tellChanged({ services, organisation }: Acting, campaign: CampaignId): void {
  services.events.publish(organisation, { kind: 'changed', what: 'message', campaign })
}
