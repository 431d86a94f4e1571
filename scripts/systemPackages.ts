/** What the tests need from Debian or Ubuntu: installed here when we may, else named in one sentence. */
import { spawnSync } from 'node:child_process'
import { existsSync, globSync } from 'node:fs'

interface Needed {
  /** Any of these programs on the PATH will do. */
  readonly programs: readonly string[]
  /** Or a file by its pattern, where it is no program or not on everybody's PATH. */
  readonly file?: string
  readonly debianPackage: string
  /** What to do where that package is not to be had. */
  readonly otherwise?: string
  /** A service it brings, which the tests do not want: they start their own. */
  readonly service?: string
}

export const browsers = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
const needed: readonly Needed[] = [
  { programs: ['sipp'], debianPackage: 'sip-tester' },
  { programs: [], file: '/usr/sbin/kamailio', debianPackage: 'kamailio', service: 'kamailio' },
  {
    programs: [],
    file: '/usr/lib/*/kamailio/modules/tls.so',
    debianPackage: 'kamailio-tls-modules',
  },
  { programs: ['baresip'], debianPackage: 'baresip-core' },
  { programs: ['rtpengine'], debianPackage: 'rtpengine-daemon', service: 'rtpengine-daemon' },
  {
    programs: browsers,
    debianPackage: 'chromium',
    otherwise: 'on Ubuntu, where Chromium is a snap: sudo snap install chromium',
  },
  { programs: ['espeak-ng'], debianPackage: 'espeak-ng' },
]

/**
 * What the corpus of answered calls is made of beside espeak-ng: other voices, and prompts that people recorded.
 * Each is done
 * without where a Debian does not have it (Debian 12 has neither `asterisk` nor, in its main section, `mbrola`).
 */
const soundsWanted: readonly Needed[] = [
  { programs: ['flite'], debianPackage: 'flite' },
  // Reads the GSM 06.10 of the recorded prompts.
  { programs: ['sox'], debianPackage: 'sox' },
  ...['fr', 'en', 'es', 'it', 'ru'].map((language) => ({
    programs: [],
    file: `/usr/share/asterisk/sounds/${language}*/vm-intro.wav`,
    debianPackage: `asterisk-core-sounds-${language}-wav`,
  })),
  {
    programs: [],
    file: '/usr/share/asterisk/sounds/fr/vm-intro.gsm',
    debianPackage: 'asterisk-prompt-fr-armelle',
  },
]

export function ensureSystemPackages(): void {
  install(needed)
  const still = needed.filter((each) => !isThere(each))
  if (still.length === 0) return
  const packages = still.map(({ debianPackage }) => debianPackage).join(' ')
  const otherwise = still.flatMap((each) => each.otherwise ?? []).map((way) => ` (${way})`)
  console.error(
    `The tests need Debian packages this user may not install. Run: sudo apt-get install ${packages}${otherwise.join('')}`,
  )
  process.exit(10)
}

/** Says which of the sounds wanted are not to be had; espeak-ng itself must be there. */
export function ensureSounds(): readonly string[] {
  const voices = needed.filter(({ debianPackage }) => debianPackage === 'espeak-ng')
  install([...voices, ...soundsWanted])
  if (!voices.every(isThere)) {
    console.error('The corpus needs espeak-ng. Run: sudo apt-get install espeak-ng')
    process.exit(10)
  }
  return soundsWanted.filter((each) => !isThere(each)).map(({ debianPackage }) => debianPackage)
}

function install(wanted: readonly Needed[]): void {
  const missing = wanted.filter((each) => !isThere(each))
  if (missing.length === 0) return
  const [command, ...prefix] = privilegedCommand()
  if (command) {
    run(command, [...prefix, 'apt-get', 'update', '-qq'])
    for (const { debianPackage, service } of missing) {
      console.log(`── installing ${debianPackage} for the tests`)
      const install = ['apt-get', 'install', '-y', '-qq', '--no-install-recommends', debianPackage]
      // In runlevel 1 a package starts no service by SysV init; systemd has to be told.
      run(command, [...prefix, 'RUNLEVEL=1', ...install])
      if (service) run(command, [...prefix, ...keptFromRunning(service)])
    }
  }
}

const keptFromRunning = (service: string): readonly string[] =>
  existsSync('/run/systemd/system')
    ? ['systemctl', 'disable', '--now', service]
    : ['update-rc.d', service, 'disable']

const isThere = ({ programs, file }: Needed): boolean =>
  (file !== undefined && globSync(file).length > 0) || onPath(programs) !== undefined

/** Where the first of these programs lies that is on the PATH. */
export function onPath(programs: readonly string[]): string | undefined {
  const places = programs.map((program) =>
    spawnSync('sh', ['-c', `command -v ${program}`], { encoding: 'utf8' }).stdout.trim(),
  )
  return places.find((place) => place !== '')
}

/** `env` when we are root, `sudo -n env` when sudo asks for no password, nothing otherwise. */
function privilegedCommand(): readonly string[] {
  const environment = ['env', 'DEBIAN_FRONTEND=noninteractive']
  if (process.getuid?.() === 0) return environment
  const sudo = spawnSync('sudo', ['-n', 'true'], { stdio: 'ignore' })
  return sudo.status === 0 ? ['sudo', '-n', ...environment] : []
}

function run(command: string, args: readonly string[]): void {
  const { status } = spawnSync(command, args, { stdio: ['ignore', 'ignore', 'inherit'] })
  if (status !== 0) console.error(`${command} ${args.join(' ')} ended with ${status}`)
}
