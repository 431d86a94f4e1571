/** The only reader of process.env: names, defaults, and one clear sentence for a value that is not usable. */
import { Failure } from './base/failure.ts'
import { type RtpengineSetting, readRtpengineSetting } from './base/rtpengineSetting.ts'

export interface Config {
  /** An external PostgreSQL ≥ 15 instead of the embedded one. */
  readonly databaseUrl: string | undefined
  /** Where the embedded database lives; undefined: the default of the user who runs us. */
  readonly dataFolder: string | undefined
  /** XDG_DATA_HOME, below which that default lies. */
  readonly dataHome: string | undefined
  /** The file that holds the key of the suppression list, for a database of one's own. */
  readonly numberKeyFile: string | undefined
  /** `native`: batched UDP through libc; `dgram`: Node's own sockets, dearer. */
  readonly media: 'native' | 'dgram'
  /** Where rtpengine runs, for trunks whose profile wants it. */
  readonly rtpengine: RtpengineSetting | undefined
  readonly language: 'fr' | 'en'
  /** A running Portevoix that commands talk to, and the key they show it. */
  readonly server: string | undefined
  readonly apiKey: string | undefined
  /** Where carriers that we do not register with send the calls of people who ring back. */
  readonly sipPort: number | undefined
  /** Receivers of webhooks may stand in the own network. */
  readonly privateWebhooks: boolean
  /** Somebody sits in front of a screen here; never in continuous integration. */
  readonly desktop: boolean
}

const known = [
  ...['PORTEVOIX_DATA', 'PORTEVOIX_MEDIA', 'PORTEVOIX_LANGUAGE', 'PORTEVOIX_NUMBER_KEY'],
  ...['PORTEVOIX_RTPENGINE', 'PORTEVOIX_SIP_PORT'],
  ...['PORTEVOIX_SERVER', 'PORTEVOIX_API_KEY', 'PORTEVOIX_PRIVATE_WEBHOOKS'],
]

export function readConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const stranger = Object.keys(env).find(
    (name) => name.startsWith('PORTEVOIX_') && !known.includes(name),
  )
  if (stranger) {
    throw new Failure('usage', `Unknown setting ${stranger}; the settings are ${known.join(', ')}.`)
  }
  return Object.freeze({
    databaseUrl: env['DATABASE_URL'] || undefined,
    dataFolder: env['PORTEVOIX_DATA'] || undefined,
    dataHome: env['XDG_DATA_HOME'] || undefined,
    numberKeyFile: env['PORTEVOIX_NUMBER_KEY'] || undefined,
    media: oneOf('PORTEVOIX_MEDIA', env['PORTEVOIX_MEDIA'], ['native', 'dgram'] as const, 'native'),
    rtpengine: rtpengineOf(env['PORTEVOIX_RTPENGINE']),
    language: oneOf('PORTEVOIX_LANGUAGE', env['PORTEVOIX_LANGUAGE'], ['fr', 'en'] as const, 'en'),
    server: env['PORTEVOIX_SERVER'] || undefined,
    apiKey: env['PORTEVOIX_API_KEY'] || undefined,
    sipPort: portOf('PORTEVOIX_SIP_PORT', env['PORTEVOIX_SIP_PORT']),
    privateWebhooks:
      oneOf(
        'PORTEVOIX_PRIVATE_WEBHOOKS',
        env['PORTEVOIX_PRIVATE_WEBHOOKS'],
        ['refuse', 'allow'] as const,
        'refuse',
      ) === 'allow',
    desktop: !env['CI'] && Boolean(env['DISPLAY'] || env['WAYLAND_DISPLAY']),
  })
}

/** How the sound of calls is carried; goes to whoever opens a media engine. */
export const mediaSettingOf = ({ media, rtpengine }: Config) => ({
  media,
  ...(rtpengine && { rtpengine }),
})

function rtpengineOf(text: string | undefined): RtpengineSetting | undefined {
  if (!text) return undefined
  const read = readRtpengineSetting(text)
  if (typeof read === 'string') throw new Failure('usage', `PORTEVOIX_RTPENGINE: ${read}.`)
  return read
}

function portOf(name: string, text: string | undefined): number | undefined {
  if (!text) return undefined
  const port = Number(text)
  if (/^\d{1,5}$/.test(text) && port >= 1 && port <= 65_535) return port
  throw new Failure('usage', `${name} must be a port from 1 to 65535, not "${text}".`)
}

function oneOf<Value extends string>(
  name: string,
  given: string | undefined,
  values: readonly Value[],
  otherwise: Value,
): Value {
  if (!given) return otherwise
  const value = values.find((candidate) => candidate === given)
  if (!value) throw new Failure('usage', `${name} must be ${values.join(' or ')}, not "${given}".`)
  return value
}
