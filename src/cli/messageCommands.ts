/** `portevoix message kill`, `campaign complaint`, `campaign thresholds`: what stops calls after the launch. */
import type { Command } from 'commander'
import type { Invocation } from './command.ts'

export function addMessageCommands(root: Command, invocation: Invocation): void {
  const message = root.command('message').description('recordings, whatever campaigns play them')
  const actions = () => import('./messageActions.ts')
  message
    .command('kill')
    .description('nobody hears this recording any more: calls end now, campaigns pause')
    .argument('<recording>', 'the hash of the recording, or a campaign that plays it')
    .requiredOption('--why <words>', 'written in the ledger and in the log of every campaign')
    .requiredOption('--by <name>', 'who decides it')
    .addHelpText(
      'after',
      `
No call of the recording is alive after 5 seconds, in any process, and none starts again: a campaign
goes on with a new version, once that is approved. It cannot be taken back.

Example:
  portevoix message kill 7 --why "court order of 12 April" --by "Ada Martin"`,
    )
    .action(async (recording, options) =>
      (await actions()).killCommand(invocation, recording, options),
    )
  const campaign = root.commands.find((command) => command.name() === 'campaign')
  campaign
    ?.command('complaint')
    .description('one person complained about a campaign; too many pause it by themselves')
    .argument('<campaign>', 'its id')
    .option('--reference <reference>', 'of the letter or request; the same one counts once')
    .action(async (id, options) => (await actions()).complaintCommand(invocation, id, options))
  campaign
    ?.command('thresholds')
    .description(
      'shares of the answers above which a campaign pauses by itself; only stricter ones',
    )
    .argument('<campaign>', 'its id')
    .option('--objections <share>', 'such as 3%; at most 5 %')
    .option('--complaints <share>', 'such as 0.05%; at most 0.1 %')
    .addHelpText(
      'after',
      `
A practice campaign has no threshold until it is given one: its people object by their seed.`,
    )
    .action(async (id, options) => (await actions()).thresholdsCommand(invocation, id, options))
}
