/**
 * `npm run pictures`: the pictures of README.md, taken by the newcomer's journey (test/web/webNewcomer.test.ts)
 * with invented people and numbers of fiction, and copied from where it leaves them.
 */
import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdirSync } from 'node:fs'
import path from 'node:path'

const root = path.dirname(import.meta.dirname)
const pictures: Readonly<Record<string, string>> = {
  'newcomer-9-live': 'live',
  'newcomer-4-message': 'message',
  'newcomer-7-listen': 'listen',
  'newcomer-6-check': 'check',
  'newcomer-11-report': 'report',
}

const { status } = spawnSync(process.execPath, ['--test', 'test/web/webNewcomer.test.ts'], {
  cwd: root,
  stdio: 'inherit',
})
if (status !== 0) process.exit(status ?? 1)
const folder = path.join(root, 'docs', 'pictures')
mkdirSync(folder, { recursive: true })
for (const [taken, name] of Object.entries(pictures)) {
  copyFileSync(path.join(root, 'test-artefacts', `${taken}.png`), path.join(folder, `${name}.png`))
  console.log(`wrote docs/pictures/${name}.png`)
}
