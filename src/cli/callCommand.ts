/** `portevoix call`: the trunk test. */
import type { Command } from 'commander'
import type { Invocation } from './command.ts'

export function addCallCommand(root: Command, invocation: Invocation): void {
  root
    .command('call <uri>')
    .description('one test call: rings, plays the recording once, reports keys, timings and RTP')
    .requiredOption('--message <file>', 'WAV or MP3 to play')
    .option('--user <user>', 'account on the trunk')
    .option('--password <password>', 'its password; better in a file')
    .option('--password-file <file>', 'file holding the password')
    .option('--caller-id <number>', 'number shown', '+33163001234')
    .option('--ring-timeout <seconds>', 'CANCEL after this long without an answer', '25')
    .option('--media-timeout <seconds>', 'hang up when no audio comes from the phone for this long')
    .addHelpText(
      'after',
      `
On this machine (127.0.0.0/8) any fiction number may be called. Elsewhere only phones declared as the
organisation's own (portevoix phone declare): a trunk test is not a campaign.

Example:
  portevoix call sip:0639981234@127.0.0.1:5060 --message examples/audio/content.wav --json`,
    )
    .action(async (uri, options) =>
      (await import('./callAction.ts')).callCommand(invocation, uri, options),
    )
}
