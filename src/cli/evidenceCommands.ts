/** `portevoix evidence …`: why every call was allowed, for a campaign and for one person. */
import { type Command, Option } from 'commander'
import type { Invocation } from './command.ts'

export function addEvidenceCommands(root: Command, invocation: Invocation): void {
  const evidence = root
    .command('evidence')
    .description('why every call was allowed: one archive a campaign, one letter a person')
  const actions = () => import('./evidenceActions.ts')
  evidence
    .command('export')
    .description('everything that proves a campaign lawful, in one ZIP; no name, no whole number')
    .argument('<campaign>', 'its id, or the beginning of it')
    .requiredOption('--output <file>', 'where the ZIP goes; never overwritten')
    .addHelpText(
      'after',
      `
Two exports of the same state are equal byte for byte; manifest.json holds the SHA-256 of every file.

Example:
  portevoix evidence export 43e0 --output evidence.zip`,
    )
    .action(async (campaign, { output }) =>
      (await actions()).exportCommand(invocation, campaign, output),
    )
  evidence
    .command('verify')
    .description('hold an archive against its manifest; exit code 11 when a file was changed')
    .argument('<file>', 'an archive of `evidence export`')
    .action(async (file) => (await actions()).verifyPackCommand(invocation, file))
  evidence
    .command('letter')
    .description('the answer to "how did you get my number?", as a PDF the person can read')
    .argument('<number>', 'the number of the person')
    .requiredOption('--output <file>', 'where the PDF goes; never overwritten')
    .addOption(
      new Option('--language <language>', 'of the letter').choices(['fr', 'en']).default('fr'),
    )
    .addHelpText(
      'after',
      `
Example:
  portevoix evidence letter "06 39 98 12 34" --language fr --output letter.pdf`,
    )
    .action(async (number, options) => (await actions()).letterCommand(invocation, number, options))
  evidence
    .command('person')
    .description('everything held about one number, as JSON (RGPD art. 15 and 20)')
    .argument('<number>', 'the number of the person')
    .action(async (number) => (await actions()).personCommand(invocation, number))
}
