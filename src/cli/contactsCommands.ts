/** `portevoix contacts …`: people in, with where every fact about them comes from. */
import type { Command } from 'commander'
import type { Invocation } from './command.ts'

export function addContactsCommands(root: Command, invocation: Invocation): void {
  const contacts = root
    .command('contacts')
    .description('people, and where every fact about them comes from')
  contacts
    .command('import <file>')
    .description(
      'read a CSV file; what cannot be used is written to a file you can correct and import again',
    )
    .option(
      '--source <file>',
      'the declaration of the Source as JSON, instead of the options below',
    )
    .option(
      '--kind <kind>',
      'ownForm, paperForm, partner, directory, membership, event, petition or other',
    )
    .option('--holder <name>', 'who held the file or the form')
    .option('--collected-from <date>', 'first day of collection')
    .option('--collected-to <date>', 'last day of collection')
    .option('--controller <name>', 'on whose behalf the people agreed to be called')
    .option('--wording <text>', 'the exact words people agreed to')
    .option('--wording-version <name>', 'its version, as your form names it')
    .option('--channel <channel>', 'what they agreed to: automate or volunteer')
    .option(
      '--slot <slot...>',
      'time slots of the form, e.g. "lun-ven 10:00-13:00"; a column wins over it',
    )
    .option('--evidence <file>', 'proof, such as the form itself; its hash is kept')
    .option('--map <column=use...>', 'how a column is used, e.g. --map "Tel1=phone" "Obs=ignore"')
    .option('--rejects <file>', 'where the lines to correct go (default: beside the file)')
    .addHelpText(
      'after',
      `
Nothing is imported when the file is broken or holds a forbidden column (opinion, vote, income, religion,
origin, health). The same file twice changes nothing.

Examples:
  portevoix contacts import examples/contacts.csv --source examples/source.json
  portevoix contacts import people.csv --kind ownForm --holder "Équipe Exemple" --controller "Camille Exemple" \\
    --channel automate --wording-version v3 --wording "J'accepte …" --slot "mar 18:00-20:00"`,
    )
    .action(async (file, options) =>
      (await import('./contactsImport.ts')).importContactsCommand(invocation, file, options),
    )
}
