/** `portevoix amd rescore …`: the calls of a campaign judged again, from what was kept of them. */
import type { Command } from 'commander'
import type { Invocation } from './command.ts'

export function addRescoreCommand(amd: Command, invocation: Invocation): void {
  amd
    .command('rescore <campaign>')
    .description('judges the calls of a campaign again, from their kept features')
    .option('--machine-confidence <share>', 'asked for before anything but a person is said')
    .addHelpText(
      'after',
      `
Nothing is changed: a table says how many calls went from each verdict to each. What was measured until the verdict
of then is all there is; what that leaves open is unsure.

Example:
  portevoix amd rescore c-2027 --machine-confidence 0.95 --json`,
    )
    .action(async (campaign, options) =>
      (await import('./answerersActions.ts')).rescoreCommand(invocation, campaign, options),
    )
}
