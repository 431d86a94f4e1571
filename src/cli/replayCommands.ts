/** `portevoix replay …`: operations of the past under the law of their day and of today. No calls. */
import type { Command } from 'commander'
import type { Invocation } from './command.ts'

export function addReplayCommands(root: Command, invocation: Invocation): void {
  root
    .command('replay <operation>')
    .description(
      'judge an operation of the past (2017 or 2020) under the law of its day and of today; nobody is called',
    )
    .option('--contacts <n>', 'how many synthetic people (default: as many as there were)')
    .option('--seed <n>', 'which synthetic people', '1')
    .option('--law-of <date>', 'the other law is that of this day (default: today)')
    .option('--write <file>', 'also write the synthetic people to this CSV file')
    .addHelpText(
      'after',
      `
2017: 6,000,000 landlines of the directory, 18 to 21 April 2017, until 20:00.
2020: 500,000 numbers in Paris on Friday 13 March 2020, of people who had moved, were ex-directory or had objected.

Examples:
  portevoix replay 2017 --contacts 100000
  portevoix replay 2020 --json`,
    )
    .action(async (operation, options) =>
      (await import('./replayActions.ts')).replayOperation(invocation, operation, options),
    )
}
