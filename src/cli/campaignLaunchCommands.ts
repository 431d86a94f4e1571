/** `portevoix campaign declare` and `check`: the papers, and everything a launch is judged by. */
import type { Command } from 'commander'
import type { Invocation } from './command.ts'

export function addLaunchCommands(campaign: Command, invocation: Invocation): void {
  campaign
    .command('declare <id>')
    .description('what must be on paper before a launch; every entry says who declared it and when')
    .requiredOption('--by <name>', 'the person who declares')
    .option('--financial-agent <name>', 'the candidate’s financial agent (Code électoral L52-4)')
    .option('--payer <name>', 'who pays for the calls: must be the financial agent')
    .option('--sponsor <file>', 'the sponsor’s declaration as JSON (Regulation (EU) 2024/900)')
    .option('--processor-contract <file>', 'contract with who places the calls (RGPD art. 28)')
    .option('--impact-assessment <file>', 'data protection impact assessment (RGPD art. 35)')
    .option('--number-mandate <file>', 'the operator’s proof that the number may be shown')
    .option('--reattest', 'this very recording holds no new polemic element (Code électoral L48-2)')
    .option('--voice-cloning-consent <file>', 'of the person whose voice is cloned')
    .option('--callback <number>', 'where people can ring back; needs the callback version')
    .option('--spoken-number <number...>', 'every number said in the recording')
    .option('--notice-url <url>', 'public address of the transparency notice')
    .option('--data-protection-contact <text>', 'whom people ask about their data')
    .option('--rebate <percent>', 'below the public price')
    .option('--rebate-rule <text>', 'the public commercial rule that grants it to every customer')
    .option('--take-back <part...>', 'what was declared of this part no longer holds')
    .addHelpText(
      'after',
      `
Example:
  portevoix campaign declare ID --by "Nour Exemple" --financial-agent "Ada Martin" \\
    --payer "Ada Martin" --sponsor examples/sponsor.json --notice-url https://example.org/avis`,
    )
    .action(async (id, options) =>
      (await import('./campaignDeclare.ts')).declareCommand(invocation, id, options),
    )
  campaign
    .command('check <id>')
    .description(
      'may it be launched? every gate with what was measured and what would pass, and how many ' +
        'people may be called now, later, never; exit code 5 when it may not',
    )
    .action(async (id) => (await import('./campaignCheck.ts')).checkCommand(invocation, id))
}
