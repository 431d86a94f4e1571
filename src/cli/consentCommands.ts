/** `portevoix consent …`: what one person allowed or took back, with the proof. */
import type { Command } from 'commander'
import type { Invocation } from './command.ts'

export function addConsentCommands(root: Command, invocation: Invocation): void {
  const consent = root
    .command('consent')
    .description('what one person allowed or took back, and the words they agreed to')
  const actions = () => import('./consentActions.ts')
  consent
    .command('give <number>')
    .description('write down a consent given outside a file; it must name all that law asks for')
    .option('--controller <name>', 'on whose behalf, exactly as the wording names them')
    .option('--channel <channel>', 'automate or volunteer')
    .option('--slot <slot...>', 'when they may be called, e.g. "mardi 18h-20h"')
    .option('--wording <version>', 'a wording that is kept, by its version or its hash')
    .option('--wording-file <file>', 'the exact words as a text file, when they are new')
    .option('--wording-version <name>', 'how these new words are called')
    .option('--language <language>', 'the language of the new words', 'fr')
    .option('--at <instant>', 'when it was given, e.g. 2027-03-12T10:41 (hour of Paris)')
    .option('--proof <kind>', 'web, call, office or file', 'office')
    .option('--reference <text>', 'where the proof lies, e.g. "form 12, folder B"')
    .option('--proof-file <file>', 'the paper itself; its SHA-256 is kept')
    .addHelpText(
      'after',
      `
Example:
  portevoix consent give 0639980001 --controller "Liste Exemple" --channel automate \\
    --slot "mardi 18h-20h" --wording 2027-1 --at 2027-03-12T10:41 --reference "form 12, folder B"`,
    )
    .action(async (number, options) => (await actions()).giveCommand(invocation, number, options))
  consent
    .command('withdraw <number>')
    .description('take a consent back, on all numbers of the person and both channels, at once')
    .option('--controller <name>', 'from whom; absent: from everybody')
    .requiredOption('--by <name>', 'who of the team writes it down')
    .option('--proof <kind>', 'how the person said so: web, call, office or file', 'office')
    .option('--reference <text>', 'the letter, the request, the call')
    .option('--at <instant>', 'when the person said so; absent: now')
    .action(async (number, options) =>
      (await actions()).withdrawCommand(invocation, number, options),
    )
  consent
    .command('show <number>')
    .description('all that is known of what one person allowed, each with where it comes from')
    .action(async (number) => (await actions()).showCommand(invocation, number))
  consent
    .command('wordings')
    .description('the words people agreed to, each kept once')
    .action(async () => (await actions()).wordingsCommand(invocation))
  consent
    .command('expire-wording <version>')
    .description('from an instant on, consents under these words are no longer good')
    .requiredOption('--at <instant>', 'from when; `never` takes back what was said before')
    .requiredOption('--by <name>', 'who decides it')
    .action(async (version, options) =>
      (await actions()).expireCommand(invocation, version, options),
    )
}
