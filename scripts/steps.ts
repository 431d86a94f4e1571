/** Runs the steps of `npm test` and `npm run check`, each named, stopping at the first that fails. */
import { spawnSync } from 'node:child_process'
import path from 'node:path'

const root = path.dirname(import.meta.dirname)

export function runChecks(): void {
  runStep('types', process.execPath, ['node_modules/typescript-7/bin/tsc', '-p', '.'])
  runStep('types of the web app', process.execPath, [
    'node_modules/typescript-7/bin/tsc',
    '-p',
    'web',
  ])
  runStep('style', process.execPath, ['node_modules/@biomejs/biome/bin/biome', 'check', '.'])
  runStep('dead code', process.execPath, ['node_modules/knip/bin/knip.js', '--no-progress'])
}

export function runStep(name: string, command: string, args: readonly string[]): void {
  const started = performance.now()
  console.log(`── ${name}`)
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: 'inherit' })
  if (error) console.error(`${name}: could not start ${command}: ${error.message}`)
  if (status !== 0) {
    console.error(`── ${name}: failed`)
    process.exit(status ?? 1)
  }
  console.log(`── ${name}: ok, ${((performance.now() - started) / 1000).toFixed(1)} s`)
}
