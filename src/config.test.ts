import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Failure } from './base/failure.ts'
import { readConfig } from './config.ts'

test('config: every setting has a default, and an empty one is none', () => {
  const defaults = {
    databaseUrl: undefined,
    dataFolder: undefined,
    dataHome: undefined,
    numberKeyFile: undefined,
    media: 'native',
    rtpengine: undefined,
    language: 'en',
    server: undefined,
    apiKey: undefined,
    sipPort: undefined,
    privateWebhooks: false,
    desktop: false,
  }
  assert.deepEqual(readConfig({}), defaults)
  assert.deepEqual(
    readConfig({ DATABASE_URL: '', PORTEVOIX_DATA: '', XDG_DATA_HOME: '', PORTEVOIX_MEDIA: '' }),
    defaults,
  )
})

test('config: settings are taken from the environment', () => {
  assert.deepEqual(
    readConfig({
      DATABASE_URL: 'postgres://db.example/calls',
      PORTEVOIX_DATA: '/srv/portevoix',
      XDG_DATA_HOME: '/data/home',
      PORTEVOIX_NUMBER_KEY: '/etc/portevoix/number.key',
      PORTEVOIX_MEDIA: 'dgram',
      PORTEVOIX_RTPENGINE: '127.0.0.1:2223',
      PORTEVOIX_LANGUAGE: 'fr',
      PORTEVOIX_SERVER: 'http://127.0.0.1:8080',
      PORTEVOIX_API_KEY: 'pv_example',
      PORTEVOIX_SIP_PORT: '5060',
      PORTEVOIX_PRIVATE_WEBHOOKS: 'allow',
      DISPLAY: ':0',
    }),
    {
      databaseUrl: 'postgres://db.example/calls',
      dataFolder: '/srv/portevoix',
      dataHome: '/data/home',
      numberKeyFile: '/etc/portevoix/number.key',
      media: 'dgram',
      rtpengine: { instances: [{ host: '127.0.0.1', port: 2223, weight: 1 }] },
      language: 'fr',
      server: 'http://127.0.0.1:8080',
      apiKey: 'pv_example',
      sipPort: 5060,
      privateWebhooks: true,
      desktop: true,
    },
  )
})

test('config: a port for SIP is one from 1 to 65535', () => {
  const portOf = (text: string) => () => readConfig({ PORTEVOIX_SIP_PORT: text }).sipPort
  for (const wrong of ['0', '65536', 'sip', '-1', '50.5'])
    assert.throws(portOf(wrong), /1 to 65535/)
  assert.deepEqual([portOf('1')(), portOf('65535')()], [1, 65_535])
})

test('config: nobody sits in front of a screen where continuous integration runs', () => {
  assert.equal(readConfig({ DISPLAY: ':0', CI: 'true' }).desktop, false)
  assert.equal(readConfig({ WAYLAND_DISPLAY: 'wayland-0' }).desktop, true)
})

test('config: an unknown setting or value is refused in one sentence', () => {
  for (const [env, sentence] of [
    [
      { PORTEVOIX_DATE: '/srv' },
      /^Unknown setting PORTEVOIX_DATE; the settings are PORTEVOIX_DATA/,
    ],
    [{ PORTEVOIX_LANGUAGE: 'de' }, /^PORTEVOIX_LANGUAGE must be fr or en, not "de"\.$/],
  ] as const) {
    assert.throws(
      () => readConfig(env),
      (error) => error instanceof Failure && error.code === 'usage' && sentence.test(error.message),
    )
  }
})
