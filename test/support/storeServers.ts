/** The PostgreSQLs every contract of the store is held on: the one we ship, and the oldest we support. */
import { openTestDatabase, testServer } from './database.ts'
import { hasPostgres15, openPostgres15 } from './postgres15.ts'

const shipped = { name: 'shipped server', open: openTestDatabase }

if (!hasPostgres15) {
  console.log(
    'PostgreSQL 15 is not installed: contracts run on the shipped server only. To run them',
  )
  console.log('on the oldest supported one too, install the Debian package postgresql-15.')
}

export const storeServers = hasPostgres15
  ? [shipped, { name: 'PostgreSQL 15', open: testServer(openPostgres15) }]
  : [shipped]
