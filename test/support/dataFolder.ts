/** A data folder for one test, which the server's user can reach; removed afterwards. */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import path from 'node:path'
import type { TestContext } from 'node:test'

export function aDataFolder(context: TestContext): string {
  const parent = mkdtempSync('/tmp/portevoix-test-')
  chmodSync(parent, 0o711)
  context.after(() => rmSync(parent, { recursive: true, force: true, maxRetries: 5 }))
  return path.join(parent, 'data')
}
