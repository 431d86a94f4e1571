/** `portevoix serve`: the web app, its API and the public pages, in one process on one port. */
import type { Command } from 'commander'
import type { Invocation } from './command.ts'

export function addServeCommand(root: Command, invocation: Invocation): void {
  root
    .command('serve')
    .description('the web app, its API and the public pages, on one port')
    .option('--port <port>', 'port to listen on (without it: 8080, or the next free one)')
    .option('--host <address>', 'address to listen on', '127.0.0.1')
    .option('--public-url <url>', 'where people reach it, such as https://portevoix.example')
    .option('--trust-proxy <address...>', 'proxies that may say who a visitor is')
    .option('--trunk <name>', 'the trunk that dictates codes (else: the practice carrier)')
    .option('--open', 'opens the web app in the browser of this desktop')
    .addHelpText(
      'after',
      `
Examples:
  portevoix serve
  portevoix serve --public-url https://portevoix.example --trust-proxy 127.0.0.1
The first start prints a single-use link that makes the owner.
Ctrl-C: no new calls, live ones end; twice ends at once.`,
    )
    .action(async (options) => {
      const { serveCommand } = await import('./serveActions.ts')
      await serveCommand(invocation, options)
    })
}
