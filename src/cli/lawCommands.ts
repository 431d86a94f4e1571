/** `portevoix law …`: questions of law, without a database. */
import type { Command } from 'commander'
import type { Invocation } from './command.ts'

export function addLawCommands(root: Command, invocation: Invocation): void {
  const law = root.command('law').description('may this person be called? which rule says so?')
  const actions = () => import('./lawActions.ts')
  law
    .command('decide')
    .description('run every rule on the facts of one call; exit code 5 when it is refused')
    .requiredOption(
      '--facts <file>',
      'JSON as `law facts-schema` describes it; - reads standard input',
    )
    .addHelpText(
      'after',
      `
Example:
  portevoix law decide --facts examples/facts.json --json`,
    )
    .action(async ({ facts }) => (await actions()).decideCommand(invocation, facts))
  law
    .command('facts-schema')
    .description('the JSON Schema of the facts, with an example of each')
    .action(async () => (await actions()).factsSchemaCommand())
}
