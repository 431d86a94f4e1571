/** `portevoix amd …`: who answered in these recordings, and where the beep is. */
import type { Command } from 'commander'
import { addRescoreCommand } from './answerersCommands.ts'
import type { Invocation } from './command.ts'

export function addAmdCommands(root: Command, invocation: Invocation): void {
  const amd = root
    .command('amd <files...>')
    .description('who answered in these recordings of the far end: human, machine, screening, fax')
    .option('--silent', 'we said nothing meanwhile (else our message is taken to speak from 0 on)')
    .addHelpText(
      'after',
      `
Time 0 is the moment the call was answered (our ACK). WAV or MP3, any rate from 8 kHz, mixed down to one channel.
With --json: {file, verdict, atMs, confidence, beepAtMs, features}, a list of those for several files.

Examples:
  portevoix amd answered.wav --json
  portevoix amd calls/*.wav`,
    )
    .action(async (files, options) =>
      (await import('./amdActions.ts')).judgeRecordings(invocation, files, options),
    )
  addRescoreCommand(amd, invocation)
}
