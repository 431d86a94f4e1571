/** `portevoix owner …`: for who has the machine, and lost every way in. */
import type { Command } from 'commander'
import type { Invocation } from './command.ts'

export function addOwnerCommands(root: Command, invocation: Invocation): void {
  const owner = root.command('owner').description('the owner of this server: a new way in')
  owner
    .command('reset')
    .description('a single-use link that makes the owner anew; signs all owners out')
    .option('--url <url>', 'where the server is reached', 'http://127.0.0.1:8080/')
    .addHelpText(
      'after',
      `
For an owner who lost passphrase, authenticator and recovery codes. It works on the database of the data
folder (or DATABASE_URL), so only whoever has the machine can; the journal and the ledger keep it.
The same e-mail address gets a new passphrase and no second factor; other members stay as they are.

Example:
  portevoix owner reset --url https://portevoix.example/`,
    )
    .action(async (options) =>
      (await import('./ownerActions.ts')).resetCommand(invocation, options),
    )
}
