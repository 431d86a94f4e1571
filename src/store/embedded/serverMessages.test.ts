import assert from 'node:assert/strict'
import { test } from 'node:test'
import { explainServerTrouble } from './serverMessages.ts'

const table = [
  [
    'store',
    'disk that holds /data is full',
    'FATAL:  could not extend file "base/1/2691": wrote only 4096 of 8192 bytes at block 10\nPANIC:  cannot abort transaction 1',
  ],
  [
    'store',
    'disk that holds /data is full',
    'initdb: error: could not write file "/data/x": No space left on device',
  ],
  [
    'store',
    'disk that holds /data is full',
    'FATAL:  could not write lock file "postmaster.pid": No space left on device',
  ],
  [
    'store',
    'written by another version',
    'FATAL:  database files are incompatible with server\nDETAIL:  The data directory was initialized by PostgreSQL version 17, which is not compatible with this version 18.4.',
  ],
  [
    'system',
    'lacks the shared library libicuuc.so.60',
    '/n/bin/postgres: error while loading shared libraries: libicuuc.so.60: cannot open shared object file: No such file or directory',
  ],
  [
    'busy',
    'Another PostgreSQL still uses /data',
    'FATAL:  lock file "postmaster.pid" already exists\nHINT:  Is another postmaster (PID 12) running in data directory "/data"?',
  ],
  [
    'busy',
    'Another PostgreSQL still uses /data',
    'FATAL:  pre-existing shared memory block (key 1, ID 2) is still in use',
  ],
  [
    'system',
    'User 1234 has no line in /etc/passwd',
    'initdb: error: could not look up effective user ID 1234: user does not exist',
  ],
  [
    'store',
    'may not use /data',
    'initdb: error: could not access directory "/data/postgres": Permission denied',
  ],
  ['store', 'may not use /data', 'spawn /root/x/initdb EACCES'],
  ['store', 'read-only disk', 'could not create directory "/data": Read-only file system'],
  [
    'system',
    'too little free memory',
    'FATAL:  could not map anonymous shared memory: Cannot allocate memory',
  ],
  ['store', 'is damaged', 'PANIC:  could not locate a valid checkpoint record at 0/1'],
  [
    'store',
    'could not start in /data: FATAL:  something new',
    '2026-05-05 08:00:00.123 UTC [77] LOG:  starting\n2026-05-05 08:00:00.200 UTC [77] FATAL:  something new\n',
  ],
  ['store', 'could not start in /data.', ''],
] as const

test('embedded: what PostgreSQL complains about becomes one sentence with what to do', () => {
  for (const [code, sentence, output] of table) {
    const failure = explainServerTrouble({ doing: 'start', folder: '/data', output })
    assert.equal(failure.code, code, output)
    assert.ok(failure.message.includes(sentence), failure.message)
    assert.ok(!failure.message.includes('\n'), failure.message)
  }
})
