/** A campaign as it went: sums, the lists behind them, and exports made in the background. */
import { z } from 'zod'
import type { CampaignId } from '../../base/ids.ts'
import { epochMs } from '../../base/units.ts'
import { type Outcome, outcomes } from '../../call/outcome.ts'
import { drawnOutcomeOf } from '../../report/drawnCounts.ts'
import { groupOf } from '../../report/tally.ts'
import { listAttempts, listPeople, type PeopleGroup } from '../../store/postgres/reportLists.ts'
import { ringBackPage } from '../../store/postgres/ringBackLists.ts'
import { nameOf } from './callerName.ts'
import { ofCampaign } from './campaignShapes.ts'
import { cursorOf, keyAfter, pageQuery } from './cursor.ts'
import { campaignReport } from './reportOf.ts'
import {
  attemptsPage,
  drawnGroup,
  exportFormats,
  oneOutcome,
  peopleGroup,
  peoplePage,
  reportShape,
  ringBackPageShape,
} from './reportShapes.ts'
import { exportKind } from './reportTasks.ts'
import { type AnyRoute, route } from './route.ts'
import { taskReply, taskShape } from './taskRoutes.ts'
import { isoOf, isoOrNull } from './times.ts'

const tag = 'Report'
const path = '/organisations/:organisation/campaigns/:campaign/report'
const named = Object.keys(outcomes) as Outcome[]

const read = route({
  ...{ name: 'getReport', method: 'GET', path, tag, access: 'report.read' },
  summary: 'Who was reached, who was not and why, what it cost: sums that close.',
  params: ofCampaign,
  reply: reportShape,
  handle: ({ database, store, params }) =>
    campaignReport({ database, store }, params.campaign as CampaignId),
})

const attemptKey = z.object({ armedAt: z.number().int(), attempt: z.uuid() })

const attempts = route({
  ...{ name: 'listReportAttempts', method: 'GET', path: `${path}/attempts`, tag },
  access: 'report.read',
  summary:
    'Calls that ended so, in the order they were made. A page may be short and have a next one.',
  params: ofCampaign,
  query: pageQuery.extend({
    outcome: oneOutcome.optional(),
    group: drawnGroup.optional().describe('Outcomes as they are drawn together.'),
  }),
  reply: attemptsPage,
  async handle({ database, store, params, query }) {
    const { id } = await store.campaign(params.campaign as CampaignId)
    const wanted = named.filter(
      (outcome) =>
        (query.outcome === undefined || outcome === query.outcome) &&
        (query.group === undefined || drawnOutcomeOf[outcome] === query.group),
    )
    const after = keyAfter(query.after, attemptKey)
    const { rows, next } = await listAttempts(database, id, {
      ...{ outcomes: wanted, after, limit: query.limit },
    })
    return {
      items: rows.map((row) => ({
        ...row,
        placedAt: isoOrNull(row.placedAt === null ? null : epochMs(row.placedAt)),
      })),
      next: next === null ? null : cursorOf(next),
    }
  },
})

const people = route({
  ...{ name: 'listReportPeople', method: 'GET', path: `${path}/people`, tag },
  access: 'report.read',
  summary: 'The people behind one term of the sum. A page may be short and have a next one.',
  params: ofCampaign,
  query: pageQuery.extend({ group: peopleGroup }),
  reply: peoplePage,
  async handle({ database, store, params, query }) {
    const { id } = await store.campaign(params.campaign as CampaignId)
    const after = keyAfter(query.after, z.number().int())
    const { rows, next } = await listPeople(database, id, {
      ...{ group: query.group, outcomes: outcomesOf(query.group), after, limit: query.limit },
    })
    return {
      items: rows.map((row) => ({
        ...row,
        refusals: row.refusals.map((refusal) => ({ ...refusal })),
        dueAt: row.dueAt === null ? null : isoOf(epochMs(row.dueAt)),
      })),
      next: next === null ? null : cursorOf(next),
    }
  },
})

const ringBacks = route({
  ...{ name: 'listRingBacks', method: 'GET', path: `${path}/ring-backs`, tag },
  access: 'report.read',
  summary: 'Calls of people who rang back, newest first.',
  params: ofCampaign,
  query: pageQuery,
  reply: ringBackPageShape,
  async handle({ database, store, params, query }) {
    const { id } = await store.campaign(params.campaign as CampaignId)
    const before = keyAfter(query.after, z.number().int())
    const { rows, next } = await ringBackPage(database, {
      ...{ campaign: id, before, limit: query.limit },
    })
    return {
      items: rows.map((row) => ({ ...row, at: isoOf(row.at) })),
      next: next === null ? null : cursorOf(next),
    }
  },
})

function outcomesOf(group: PeopleGroup): readonly Outcome[] {
  if (group === 'notPlaced') return ['notPlaced']
  return named.filter((outcome) => groupOf(outcome) === group)
}

const exported = route({
  ...{ name: 'exportReport', method: 'POST', path: `${path}/exports`, tag },
  access: 'report.export',
  summary: 'Makes a file in the background: every call as CSV or XLSX, or the report as PDF.',
  params: ofCampaign,
  body: z.object({ format: z.enum(exportFormats), language: z.enum(['fr', 'en']).default('fr') }),
  reply: taskShape,
  status: 202,
  creates: true,
  async handle(call) {
    const { store, params, body, services, organisation } = call
    const { id } = await store.campaign(params.campaign as CampaignId)
    const task = await services.tasks.add(exportKind, {
      ...{ organisation, by: nameOf(call), subject: `${id} ${body.format} ${body.language}` },
      input: { campaign: id, ...body },
      once: true,
    })
    return taskReply(task)
  },
})

export const reportRoutes: readonly AnyRoute[] = [read, attempts, people, ringBacks, exported]
