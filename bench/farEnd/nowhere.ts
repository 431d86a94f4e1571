/**
 * A network namespace of the bench's own in which 10.99.0.0/16 lies behind a device that throws away what is sent
 * to it (ifb without a redirect). On loopback a packet costs its sender the whole way into the receiver's
 * socket, which a network card would not: here the far end still sends every packet to us over loopback, and
 * of ours only every 20th call's are delivered, to be checked.
 */
import { execFileSync, spawnSync } from 'node:child_process'

/** The first half of the addresses behind the device. */
export const NOWHERE = '10.99'
const MARK = 'PORTEVOIX_BENCH_NOWHERE'

export const isInside = (): boolean => process.env[MARK] === '1'

/** Runs this same command again inside such a namespace, and ends with it. Asks for root. */
export function goInside(): void {
  const again = ['--net', process.execPath, ...process.argv.slice(1)]
  const { status } = spawnSync('unshare', again, {
    stdio: 'inherit',
    env: { ...process.env, [MARK]: '1' },
  })
  process.exit(status ?? 1)
}

/** Inside: makes the device and the way to it. */
export function openNowhere(): void {
  const commands = [
    ['ip', 'link', 'set', 'lo', 'up'],
    ['ip', 'link', 'add', 'nowhere', 'type', 'ifb'],
    ['ip', 'link', 'set', 'nowhere', 'up'],
    // By way of one router, as of a carrier: else each address is a neighbour of its own, and Linux keeps 1,024.
    ['ip', 'route', 'add', `${NOWHERE}.0.0/16`, 'via', '10.98.0.1', 'dev', 'nowhere', 'onlink'],
    // Our sockets are bound to 127.0.0.1, whose packets leave no other device unless it is allowed.
    ['sysctl', '-q', '-w', 'net.ipv4.conf.nowhere.route_localnet=1'],
  ]
  for (const [command = '', ...rest] of commands) execFileSync(command, rest)
}
