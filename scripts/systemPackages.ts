/** What the tests need from Debian or Ubuntu: installed here when we may, else named in one sentence. */
import { spawnSync } from 'node:child_process'

/** Program that must be on the PATH → Debian package that brings it. */
const NEEDED = { sipp: 'sip-tester', chromium: 'chromium' } as const

export function ensureSystemPackages(): void {
  const missing = Object.entries(NEEDED).filter(([program]) => !isOnPath(program))
  if (missing.length === 0) return
  const packages = missing.map(([, name]) => name)
  const [command, ...prefix] = privilegedCommand()
  if (command) {
    console.log(`── installing ${packages.join(' ')} for the tests`)
    run(command, [...prefix, 'apt-get', 'update', '-qq'])
    run(command, [
      ...prefix,
      'apt-get',
      'install',
      '-y',
      '-qq',
      '--no-install-recommends',
      ...packages,
    ])
  }
  const still = missing.filter(([program]) => !isOnPath(program)).map(([, name]) => name)
  if (still.length === 0) return
  console.error(
    `The tests need Debian packages this user may not install. Run: sudo apt-get install ${still.join(' ')}`,
  )
  process.exit(10)
}

/** `env` when we are root, `sudo -n env` when sudo asks for no password, nothing otherwise. */
function privilegedCommand(): readonly string[] {
  const environment = ['env', 'DEBIAN_FRONTEND=noninteractive']
  if (process.getuid?.() === 0) return environment
  const sudo = spawnSync('sudo', ['-n', 'true'], { stdio: 'ignore' })
  return sudo.status === 0 ? ['sudo', '-n', ...environment] : []
}

function isOnPath(program: string): boolean {
  return spawnSync('sh', ['-c', `command -v ${program}`], { stdio: 'ignore' }).status === 0
}

function run(command: string, args: readonly string[]): void {
  const { status } = spawnSync(command, args, { stdio: ['ignore', 'ignore', 'inherit'] })
  if (status !== 0) console.error(`${command} ${args.join(' ')} ended with ${status}`)
}
