/** `portevoix pages`: the public pages, and the consents a team asks for on them. */
import { type Command, Option } from 'commander'
import type { Invocation } from './command.ts'

export function addPagesCommands(root: Command, invocation: Invocation): void {
  const actions = () => import('./pagesActions.ts')
  const pages = root
    .command('pages')
    .description('the public pages: opt-in, "Why was I called?", objection, transparency notices')
    .option('--port <port>', 'TCP port; 0 takes a free one', '8080')
    .option('--host <address>', 'address to listen on', '127.0.0.1')
    .option('--trunk <id>', 'the trunk over which codes are dictated (default: practice)')
    .option('--public-url <url>', 'address people see; https makes the cookie Secure')
    .option('--trust-proxy <address...>', 'reverse proxies that may say who the visitor is')
    .option('--demo', 'a temporary database with a finished practice campaign')
    .addHelpText(
      'after',
      `
Runs until Ctrl-C. Without a trunk of your own codes go to the practice carrier: no real phone rings, and
what a practice phone heard is shown here. A real trunk needs to be free for these calls: no campaign may
run over it at the same time, so give the pages a trunk of their own.

Examples:
  portevoix pages --demo
  portevoix pages --host 0.0.0.0 --port 8080 --trunk codes --public-url https://rights.example`,
    )
    .action(async (options) => (await actions()).pagesCommand(invocation, options))
  pages
    .command('offer')
    .description('put a request for consent on a page of its own; prints its address')
    .requiredOption('--controller <name>', 'on whose behalf, exactly as the wording names them')
    .requiredOption('--wording <file>', 'the exact text as a UTF-8 text file')
    .requiredOption('--wording-version <name>', 'how this text is called')
    .requiredOption('--until <day>', 'nobody can agree to it from this day on, e.g. 2027-05-02')
    .addOption(
      new Option('--channel <channel>', 'by what means people will be called')
        .choices(['automate', 'volunteer'])
        .default('automate'),
    )
    .addOption(
      new Option('--language <language>', 'of the text').choices(['fr', 'en']).default('fr'),
    )
    .addHelpText(
      'after',
      `
Example:
  portevoix pages offer --controller "Camille Exemple" --wording consent.txt --wording-version 2027-1 \\
    --until 2027-05-02`,
    )
    .action(async (options) => (await actions()).offerCommand(invocation, options))
  pages
    .command('offers')
    .description('the requests for consent there are')
    .action(async () => (await actions()).offersCommand(invocation))
}
