/** `portevoix law …`: questions of law, without a database. */
import { type Command, Option } from 'commander'
import { countries } from '../law/country.ts'
import { phaseNames } from '../law/rule.ts'
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
  const catalogue = () => import('./lawCatalogue.ts')
  law
    .command('rules')
    .description('every rule of a country: what it is about, its text, how sure we are of it')
    .addOption(new Option('--country <country>', 'whose law').choices(countries).default('fr'))
    .addOption(new Option('--phase <phase>', 'only the rules of this phase').choices(phaseNames))
    .addHelpText(
      'after',
      `
Examples:
  portevoix law rules --phase import
  portevoix law rules --country us --json`,
    )
    .action(async (options) => (await catalogue()).rulesCommand(invocation, options))
  law
    .command('show <rule>')
    .description(
      'one rule: its words, dates, parameters, what the program does, which file keeps it',
    )
    .addHelpText(
      'after',
      `
Example:
  portevoix law show fr.L49-3`,
    )
    .action(async (rule) => (await catalogue()).showCommand(invocation, rule))
  law
    .command('elections [election]')
    .description('the French elections known, or the dates one of them sets for a campaign')
    .addHelpText(
      'after',
      `
Example:
  portevoix law elections presidentielle-2027`,
    )
    .action(async (key) => (await import('./lawElections.ts')).electionsCommand(invocation, key))
}
