/** `portevoix trunk …`, `phone …`: carrier accounts, own phones. */
import { type Command, Option } from 'commander'
import type { Invocation } from './command.ts'

export function addTrunkCommands(root: Command, invocation: Invocation): void {
  const actions = () => import('./trunkActions.ts')
  const trunk = root.command('trunk').description('carrier accounts and their limits')
  trunk
    .command('add <name>')
    .description('add or change a carrier account')
    .addOption(
      new Option('--kind <kind>', 'practice takes fiction numbers only')
        .choices(['real', 'practice'])
        .default('real'),
    )
    .requiredOption('--host <host>', 'the operator’s SIP server')
    .option('--port <port>', 'its SIP port', '5060')
    .option('--user <user>', 'account')
    .option('--password-file <file>', 'file holding the password; never given on the command line')
    .requiredOption('--calls-per-second <n>', 'starts a second the operator allows')
    .requiredOption('--concurrent-calls <n>', 'calls up at once the operator allows')
    .requiredOption('--caller-id <number...>', 'numbers the operator lets you show')
    .option(
      '--profile <file>',
      'JSON: how this operator wants to be spoken to (docs/trunk-profile.md)',
    )
    .option('--route <name>', 'trunks of one route carry each other’s calls')
    .option('--priority <n>', 'the lowest is called over first', '10')
    .option('--weight <n>', 'share among equals', '10')
    .action(async (name, options) => (await actions()).addTrunk(invocation, name, options))
  trunk
    .command('list')
    .description('carrier accounts; passwords are never shown')
    .action(async () => (await actions()).listTrunks(invocation))
  trunk
    .command('test <name>')
    .description('one call over it to a phone of your own: what works, what does not, what to do')
    .option(
      '--phone <number>',
      'a declared phone; a practice trunk rings a fiction number by itself',
    )
    .option('--caller-id <number>', 'the number to show; else the trunk’s first')
    .option('--language <language>', 'fr or en', 'en')
    .action(async (name, options) =>
      (await import('./trunkTestAction.ts')).testTrunk(invocation, name, options),
    )
  root
    .command('phone')
    .description('phones of the organisation itself, the only ones a trunk test may ring')
    .command('declare <number>')
    .requiredOption('--label <label>', 'whose phone it is')
    .action(async (number, options) => (await actions()).declarePhone(invocation, number, options))
}
