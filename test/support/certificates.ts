/** Certificates for one test: an authority of its own, made by openssl when the test runs, valid a day. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TlsSettings } from '../../src/telephony/transactionUser.ts'

export interface Authority {
  /** PEM. */
  readonly ca: string
  /** `altNames` as openssl writes them: `DNS:sip.test`, `IP:127.0.0.1`, `URI:sip:example.test`. */
  issue(altNames: readonly string[]): { readonly certificate: string; readonly privateKey: string }
}

export function anAuthority(): Authority {
  const folder = mkdtempSync(join(tmpdir(), 'portevoix-ca-'))
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  const at = (name: string): string => join(folder, name)
  const openssl = (...args: readonly string[]): void => {
    execFileSync('openssl', args, { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] })
  }
  const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes']
  openssl(
    ...['req', '-x509', ...newKey, '-days', '1', '-subj', '/CN=Test authority'],
    ...['-keyout', at('ca.key'), '-out', at('ca.pem')],
  )
  let issued = 0
  return {
    ca: readFileSync(at('ca.pem'), 'utf8'),
    issue(altNames) {
      issued += 1
      const name = `c${issued}`
      writeFileSync(at(`${name}.ext`), `subjectAltName=${altNames.join(',')}\n`)
      const [key, csr, pem] = [at(`${name}.key`), at(`${name}.csr`), at(`${name}.pem`)]
      openssl('req', ...newKey, '-subj', '/CN=test', '-keyout', key, '-out', csr)
      openssl(
        ...['x509', '-req', '-days', '1', '-in', csr, '-out', pem, '-extfile', at(`${name}.ext`)],
        ...['-CA', at('ca.pem'), '-CAkey', at('ca.key'), '-set_serial', String(issued)],
      )
      return { certificate: readFileSync(pem, 'utf8'), privateKey: readFileSync(key, 'utf8') }
    },
  }
}

/** Settings that trust this authority and show a certificate of it. */
export const settingsOf = (authority: Authority, altNames: readonly string[]): TlsSettings => ({
  ca: authority.ca,
  ...authority.issue(altNames),
})
