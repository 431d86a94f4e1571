/** Kamailio as a carrier's record-routing proxy, on loopback, for one test: UDP, TCP and TLS towards us. */
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import type { TlsSettings } from '../../../src/telephony/transactionUser.ts'
import { untilBound } from './sipp.ts'

export interface ProxyOptions {
  /** UDP and TCP; TLS is the port above. */
  readonly port: number
  /** Where it sends requests outside dialogs: a SIPp over UDP. */
  readonly calleePort: number
  readonly tls: TlsSettings
  /** Statements at the start of the routing of an INVITE outside a dialog. */
  readonly onInvite?: string
}

/** Ends with the test. */
export async function startKamailio(context: TestContext, options: ProxyOptions): Promise<void> {
  const { ca, certificate, privateKey } = options.tls
  const files = { 'ca.pem': ca ?? '', 'own.pem': certificate ?? '', 'own.key': privateKey ?? '' }
  const ports = [options.port, options.port + 1].map((port) => ['tcp', port] as const)
  await runKamailio(context, (folder) => configuration(options, folder), ports, files)
}

/** With the configuration of the caller's own; it ends with the test. */
export async function runKamailio(
  context: TestContext,
  configurationIn: (folder: string) => string,
  ports: readonly (readonly [protocol: 'udp' | 'tcp', port: number])[],
  files: Readonly<Record<string, string>> = {},
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'portevoix-kamailio-'))
  const at = (name: string): string => join(folder, name)
  for (const [name, text] of Object.entries(files)) writeFileSync(at(name), text)
  writeFileSync(at('kamailio.cfg'), configurationIn(folder))
  const args = ['-f', at('kamailio.cfg'), '-DD', '-E', '-m', '32', '-M', '4']
  args.push('-Y', folder, '-w', folder, '-P', at('pid'))
  const child = spawn('/usr/sbin/kamailio', args, { stdio: ['ignore', 'ignore', 'pipe'] })
  let errors = ''
  child.stderr.on('data', (chunk) => {
    errors = `${errors}${chunk}`.slice(-4000)
  })
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()))
  context.after(async () => {
    child.kill('SIGTERM')
    await ended
    rmSync(folder, { recursive: true, force: true })
  })
  const ready = Promise.all(
    ports.map(([protocol, port]) => untilBound(port, protocol, '127.0.0.1')),
  )
  const early = ended.then(() => {
    throw new Error(`Kamailio ended: ${errors}`)
  })
  await Promise.race([ready, early])
  early.catch(() => undefined)
}

const configuration = (
  { port, calleePort, onInvite = '' }: ProxyOptions,
  folder: string,
): string => `
debug=1
log_stderror=yes
children=1
tcp_children=1
auto_aliases=no
dns=no
rev_dns=no
enable_tls=yes
tcp_connection_lifetime=60
listen=udp:127.0.0.1:${port}
listen=tcp:127.0.0.1:${port}
listen=tls:127.0.0.1:${port + 1}
loadmodule "tm.so"
loadmodule "sl.so"
loadmodule "rr.so"
loadmodule "pv.so"
loadmodule "textops.so"
loadmodule "siputils.so"
loadmodule "tls.so"
modparam("tls", "tls_method", "TLSv1.2+")
modparam("tls", "certificate", "${folder}/own.pem")
modparam("tls", "private_key", "${folder}/own.key")
modparam("tls", "ca_list", "${folder}/ca.pem")
modparam("tls", "verify_certificate", 1)
modparam("tls", "require_certificate", 1)
modparam("rr", "enable_double_rr", 1)
request_route {
  if (is_method("CANCEL")) {
    if (t_check_trans()) t_relay();
    exit;
  }
  if (has_totag()) {
    if (loose_route()) t_relay();
    else if (is_method("ACK") && t_check_trans()) t_relay();
    else sl_send_reply("404", "Not Here");
    exit;
  }
  if (is_method("INVITE")) {
    ${onInvite}
    record_route();
  }
  $du = "sip:127.0.0.1:${calleePort}";
  if (!t_relay()) sl_send_reply("500", "No Relay");
}
`
