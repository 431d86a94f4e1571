/** The PostgreSQLs every contract of the store is held on: the one we ship, and the oldest we support. */
import { openTestDatabase, testServer } from './database.ts'
import { openPostgres15, processorOfPostgres15 } from './postgres15.ts'

/** Where there are no programs of 15, every test says so in its name. */
export const storeServers =
  process.arch === processorOfPostgres15
    ? [
        { name: 'shipped server', open: openTestDatabase },
        { name: 'PostgreSQL 15', open: testServer(openPostgres15) },
      ]
    : [
        {
          name: `shipped server only (no PostgreSQL 15 for ${process.arch})`,
          open: openTestDatabase,
        },
      ]
