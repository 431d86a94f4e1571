/** `portevoix ringback …`: who rang back the number shown. */
import type { Command } from 'commander'
import type { Invocation } from './command.ts'

export function addRingBackCommands(root: Command, invocation: Invocation): void {
  const ringBack = root.command('ringback').description('people who ring back the number shown')
  ringBack
    .command('list <campaign>')
    .description('figures and the newest calls: what was played, by which rule not, how it ended')
    .option('--limit <calls>', 'how many', '20')
    .addHelpText(
      'after',
      `
The line answers as long as \`portevoix serve\` runs: while a campaign calls, on accounts that register, and at
PORTEVOIX_SIP_PORT. How many may ring at once stands in the trunk's profile (signalling.incomingCalls; 0: none).

Example:
  portevoix ringback list premier-tour --json`,
    )
    .action(async (campaign, options) =>
      (await import('./ringBackActions.ts')).listRingBacksCommand(invocation, campaign, options),
    )
}
