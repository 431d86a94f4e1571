/** `portevoix suppression …`: numbers that must not be called, one by one and by lists. */
import { type Command, Option } from 'commander'
import type { Invocation } from './command.ts'

const scopes = ['organisation', 'controller', 'platform'] as const

export function addSuppressionCommands(root: Command, invocation: Invocation): void {
  const suppression = root
    .command('suppression')
    .description('numbers that must not be called: add, check, lift; lists: import, export')
  const actions = () => import('./suppressionActions.ts')
  const lists = () => import('./suppressionListActions.ts')
  suppression
    .command('add')
    .description('a person who does not want to be called; prints the receipt to give them')
    .argument('<number>', 'the number')
    .option('--why <words>', 'how the objection reached us', 'objection received')
    .addOption(
      new Option('--scope <scope>', 'how far it reaches').choices(scopes).default('organisation'),
    )
    .option('--controller <name>', 'with --scope controller: on whose behalf no more calls')
    .option(
      '--third-party',
      'not the person themselves: it reaches this number only, no consent ends',
    )
    .action(async (number, options) => (await actions()).addCommand(invocation, number, options))
  suppression
    .command('check')
    .description('does anything forbid calling this number? exit code 5 when it does')
    .argument('<number>', 'the number; it is shown masked')
    .action(async (number) => (await actions()).checkCommand(invocation, number))
  suppression
    .command('lift')
    .description("end an objection by the person's own act; only they can")
    .argument('<number>', 'the number')
    .requiredOption(
      '--proof <proof>',
      'code:REFERENCE of a request the person opened on the public pages, or letter:SHA256 of a signed letter',
    )
    .requiredOption('--by <name>', 'who made sure of it')
    .addOption(
      new Option('--scope <scope>', 'only this reach; platform must be named').choices(scopes),
    )
    .addHelpText(
      'after',
      `
A lift gives no consent back: calling again needs a new one.

Example:
  portevoix suppression lift "06 39 98 12 34" --proof code:PV-7K3M-92QD --by "Ada Martin"`,
    )
    .action(async (number, options) => (await actions()).liftCommand(invocation, number, options))
  addListCommands(suppression, invocation, lists)
}

function addListCommands(
  suppression: Command,
  invocation: Invocation,
  lists: () => Promise<typeof import('./suppressionListActions.ts')>,
): void {
  suppression
    .command('import')
    .description('a list of numbers, or of keyed hashes: all or nothing, millions of rows')
    .argument(
      '<file>',
      'CSV with a column number or hash; the first column when there is no header',
    )
    .requiredOption('--list <name>', 'the name of the list; its later editions share it')
    .requiredOption('--holder <who>', 'who keeps the list')
    .requiredOption('--date <day>', 'of which day the list is, such as 2027-03-01')
    .addOption(
      new Option('--scope <scope>', 'how far it reaches').choices(scopes).default('organisation'),
    )
    .option('--controller <name>', 'with --scope controller: on whose behalf no calls')
    .option('--hashed', 'HMAC-SHA-256 of the number in E.164, hexadecimal')
    .option(
      '--key-file <file>',
      "with --hashed: the holder's key (64 hexadecimal digits, mode 600)",
    )
    .addHelpText(
      'after',
      `
Example:
  portevoix suppression import stop.csv --list stop-2027 --holder "Union des listes" --date 2027-03-01`,
    )
    .action(async (file, options) => (await lists()).importCommand(invocation, file, options))
  suppression
    .command('export')
    .description('what stands of a list; "own" is what we received ourselves')
    .requiredOption('--list <name>', 'the name of the list, or own')
    .requiredOption('--output <file>', 'a new file, of mode 600: it holds whole numbers or hashes')
    .option('--hashed', 'hashes instead of numbers: under our key, or under the one of --key-file')
    .option('--key-file <file>', 'with --hashed: the key of whoever receives it')
    .action(async (options) => (await lists()).exportCommand(invocation, options))
  suppression
    .command('lists')
    .description('every list with its holder, day, reach and counts')
    .action(async () => (await lists()).listsCommand(invocation))
}
