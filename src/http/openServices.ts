/** Opens what the routes share, in order, and closes it in the opposite one. */
import type { Clock } from '../base/clock.ts'
import { maskNumbersIn } from '../base/redact.ts'
import { type Engine, type EngineOptions, openEngine } from '../engine/engine.ts'
import type { AccessStore } from '../store/accessStore.ts'
import type { Database } from '../store/database.ts'
import type { Store } from '../store/store.ts'
import { tenantDatabase } from '../store/tenant.ts'
import { openListenDesk } from '../telephony/browser/listenDesk.ts'
import { openTelephony } from '../telephony/telephony.ts'
import { openTrunkMedia } from '../telephony/trunkMedia.ts'
import { timeoutAlarm } from '../telephony/wakeUps.ts'
import { startWebhookWorker } from '../webhooks/worker.ts'
import type { PhoneRinger } from './api/approvalCalls.ts'
import { type EventHub, openEventHub } from './api/eventHub.ts'
import { startLongWork } from './api/longWork.ts'
import type { Services } from './api/services.ts'
import { approvalRinger } from './approvalRinger.ts'
import { tellCampaigns } from './campaignNews.ts'

export interface ServicesOptions {
  readonly system: Database
  readonly store: Store
  readonly access: AccessStore
  readonly clock: Clock
  /** Where uploads and the files of tasks lie. */
  readonly filesFolder: string
  /** Receivers of webhooks may stand in the own network. */
  readonly privateWebhooks?: boolean
  /** How this server calls; absent: it calls nobody. */
  readonly calling?: Pick<EngineOptions, 'media' | 'rtpengine' | 'version' | 'journal' | 'sipPort'>
  /** One line for what must be looked at; numbers are masked. */
  readonly log: (line: string) => void
}

export interface OpenServices {
  readonly services: Services
  /** The database as one organisation sees it. */
  readonly tenant: (organisation: number) => Database
  close(): Promise<void>
}

export async function openServices(options: ServicesOptions): Promise<OpenServices> {
  const { system, store, access, clock, filesFolder, log } = options
  const tenant = tenants(system)
  const events = openEventHub(clock.epoch())
  const work = startLongWork({ system, tenant, events, clock, log, folder: filesFolder })
  const privateNetworks = options.privateWebhooks ?? false
  const webhooks = startWebhookWorker({
    ...{ system, clock, privateNetworks },
    failed: (error) => log(`webhooks were not delivered: ${maskNumbersIn(String(error))}`),
  })
  const news = await tellCampaigns({ system, store, events, log })
  const engine = await engineOf(options, events)
  const phones = phonesOf(options)
  const listen = openListenDesk({ now: clock.mono, alarm: timeoutAlarm(clock.mono) })
  return {
    services: {
      ...{ system, access, events, listen },
      ...{ tasks: work.tasks, uploads: work.uploads },
      webhooks: { privateNetworks },
      ...(engine && { engine }),
      ...(phones && { phones }),
    },
    tenant,
    async close() {
      await listen.close()
      await engine?.close()
      await news.close()
      await webhooks.close()
      await work.close()
      events.close()
    },
  }
}

async function engineOf(
  { system, access, calling, log }: ServicesOptions,
  events: EventHub,
): Promise<Engine | undefined> {
  if (calling === undefined) return undefined
  return openEngine({
    ...{ system, ...calling },
    log: (line) => log(maskNumbersIn(line)),
    rulesOf: async (organisation) => (await access.organisation(organisation))?.effective ?? {},
    publish: (organisation, event) => events.publish(organisation, event),
    isWatched: (organisation) => events.isHeard(organisation),
  })
}

/** Each approval call has a line of its own: it rings once in a while, and for a minute. */
function phonesOf({
  system,
  store,
  clock,
  calling,
  log,
}: ServicesOptions): PhoneRinger | undefined {
  if (calling === undefined) return undefined
  const { version } = calling
  return approvalRinger({
    ...{ database: system, store, clock },
    log: (line) => log(maskNumbersIn(line)),
    openLine: async (trunk) =>
      openTelephony({
        ...{ trunks: [trunk], clock, version },
        media: await openTrunkMedia([trunk], calling, log),
      }),
  })
}

/** One view a tenant, made when it is first asked for: they share their connections. */
function tenants(system: Database): (organisation: number) => Database {
  const made = new Map<number, Database>()
  return (organisation) => {
    const known = made.get(organisation) ?? tenantDatabase(system, organisation)
    made.set(organisation, known)
    return known
  }
}
