/** A screening that dies in the midst of it goes on where it was: no chunk is counted twice or left out. */
import assert from 'node:assert/strict'
import path from 'node:path'
import { test } from 'node:test'
import type { CampaignId } from '../../src/base/ids.ts'
import { hours } from '../../src/base/units.ts'
import { type Screening, screenCampaign } from '../../src/screening/screenCampaign.ts'
import { postgresStore } from '../../src/store/postgres/postgresStore.ts'
import { startChild } from '../support/child.ts'
import { openTestDatabase, urlOf } from '../support/database.ts'
import { aCampaign, aTrunk, tuesday } from '../support/dialling.ts'
import { fillForScreening } from '../support/screeningPeople.ts'

const SCRIPT = path.join(import.meta.dirname, '..', 'support', 'screeningChild.ts')
/** Three chunks, the last of a hundred persons. */
const PEOPLE = 40_100

/** From the second chunk on it waits for a lock of ours: it cannot end before it is killed. */
const LOCK = 7_260_399
const HOLD_UP = `
create function hold_up() returns trigger language plpgsql as $$
  begin
    if new.after_person > 0 then perform pg_advisory_xact_lock(${LOCK}); end if;
    return new;
  end $$;
create trigger hold_up before insert on screening_chunk for each row execute function hold_up();`
/** The server would only see that its client is gone once the lock is free. */
const END_THE_WAITING = `select pg_terminate_backend(pid, 30000) from pg_stat_activity
  where datname = current_database() and wait_event_type = 'Lock'`

test('kill -9 in the midst of a screening: only the chunks that are not done are done again', async (t) => {
  const database = await openTestDatabase()
  const store = postgresStore(database)
  t.after(async () => {
    await store.close()
    await database.close()
  })
  const trunk = { ...aTrunk, kind: 'real' as const }
  await store.addTrunk(trunk)
  const deadline = { deadline: (tuesday + hours(240)) as typeof tuesday }
  const campaign = aCampaign('c1', { practiceStart: null, ...deadline })
  for (const id of ['c1', 'other']) {
    await store.createCampaign({ ...campaign, id: id as CampaignId }, tuesday)
  }
  await fillForScreening(database, {
    people: PEOPLE,
    controller: campaign.controller,
    now: tuesday,
  })
  await database.pool.query(HOLD_UP)
  const holder = await database.pool.connect()
  await holder.query('select pg_advisory_lock($1)', [LOCK])
  const child = startChild(SCRIPT, [urlOf(database), String(tuesday)])
  await child.line((line) => line.startsWith('progress'))
  await child.kill()
  assert.ok(!child.lines.some((line) => line.startsWith('done')))
  await database.pool.query(END_THE_WAITING)
  await holder.query('select pg_advisory_unlock($1)', [LOCK])
  holder.release()
  const resumed = await screenCampaign({ database, store, campaign, trunk, now: tuesday })
  assert.deepEqual(resumed.chunks, { done: 3, takenUp: 1 })
  await database.pool.query('delete from screening')
  const whole = await screenCampaign({ database, store, campaign, trunk, now: tuesday })
  assert.equal(whole.chunks.takenUp, 0)
  const counts = ({ chunks: _, ...rest }: Screening): object => rest
  assert.deepEqual(counts(resumed), counts(whole))
  assert.equal(whole.people, PEOPLE)
})
