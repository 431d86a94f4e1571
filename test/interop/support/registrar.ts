/** Kamailio as a carrier that wants an account: registrar, and proxy that challenges every call and its BYE. */
import type { TestContext } from 'node:test'
import { runKamailio } from './kamailio.ts'

export interface RegistrarOptions {
  readonly port: number
  /** Where calls go: a SIPp over UDP. */
  readonly calleePort: number
  readonly user: string
  readonly password: string
  /** How long a nonce is good for; what comes later is stale. */
  readonly nonceSeconds: number
}

export const startRegistrar = (context: TestContext, options: RegistrarOptions): Promise<void> =>
  runKamailio(context, () => configuration(options), [['udp', options.port]])

const configuration = ({
  port,
  calleePort,
  user,
  password,
  nonceSeconds,
}: RegistrarOptions): string => `
debug=1
log_stderror=yes
children=1
auto_aliases=no
dns=no
rev_dns=no
listen=udp:127.0.0.1:${port}
loadmodule "tm.so"
loadmodule "sl.so"
loadmodule "rr.so"
loadmodule "pv.so"
loadmodule "textops.so"
loadmodule "siputils.so"
loadmodule "auth.so"
loadmodule "usrloc.so"
loadmodule "registrar.so"
modparam("auth", "nonce_expire", ${nonceSeconds})
modparam("auth", "qop", "auth")
modparam("auth", "secret", "of the test")
modparam("usrloc", "db_mode", 0)
modparam("registrar", "max_expires", 90)
modparam("registrar", "default_expires", 90)
request_route {
  if (is_method("CANCEL")) {
    if (t_check_trans()) t_relay();
    exit;
  }
  if (is_method("REGISTER")) {
    if (!pv_www_authenticate("carrier", "${password}", "0") || $au != "${user}") {
      www_challenge("carrier", "1");
      exit;
    }
    save("location");
    exit;
  }
  if (is_method("INVITE|BYE")) {
    if (!pv_proxy_authenticate("carrier", "${password}", "0") || $au != "${user}") {
      proxy_challenge("carrier", "1");
      exit;
    }
    consume_credentials();
  }
  if (has_totag()) {
    if (loose_route()) t_relay();
    else if (is_method("ACK") && t_check_trans()) t_relay();
    else sl_send_reply("404", "Not Here");
    exit;
  }
  if (is_method("INVITE")) {
    if (!registered("location", "sip:${user}@127.0.0.1")) {
      sl_send_reply("403", "Register First");
      exit;
    }
    record_route();
  }
  $du = "sip:127.0.0.1:${calleePort}";
  if (!t_relay()) sl_send_reply("500", "No Relay");
}
`
