/** `portevoix demo`, `report` and `practice-carrier`. */
import { type Command, Option } from 'commander'
import type { Invocation } from './command.ts'

export function addPracticeCommands(root: Command, invocation: Invocation): void {
  root
    .command('demo')
    .description('a whole practice campaign on this machine; no real phone rings')
    .option(
      '--contacts <n>',
      'invented people, 1 to 50000 (default: the 2,000 rows of examples/contacts.csv)',
    )
    .option('--seed <n>', 'which invented people, and how they behave', '1')
    .option('--attempts <n>', '2 calls who was busy or away once more; takes a minute longer', '1')
    .option('--calls-per-second <n>', 'limit of the practice trunk', '60')
    .option('--concurrent-calls <n>', 'limit of the practice trunk', '1000')
    .addOption(new Option('--language <language>', 'of the report').choices(['en', 'fr']))
    .addHelpText(
      'after',
      `
Imports invented people with fiction numbers, takes the recording of examples/audio, lets the law refuse
those it must, calls everybody else over real SIP and RTP on 127.0.0.1, prints the report and checks it
against what each practice phone truly heard.

Examples:
  portevoix demo
  portevoix demo --contacts 300 --seed 7 --json`,
    )
    .action(async (options) => (await import('./demo.ts')).demoCommand(invocation, options))
  root
    .command('report <id>')
    .description('outcomes, refusals by rule, objections, timings; sums that close')
    .option('--csv <file>', 'one line a call attempt, numbers masked')
    .addOption(new Option('--language <language>', 'of the text').choices(['en', 'fr']))
    .action(async (id, options) =>
      (await import('./report.ts')).reportCommand(invocation, id, options),
    )
  root
    .command('practice-carrier')
    .description(
      'the practice carrier on its own: real SIP and RTP on 127.0.0.1, fiction numbers only',
    )
    .option('--port <port>', 'UDP port; 0 takes a free one', '5070')
    .option('--seed <n>', 'which population', '1')
    .option('--records <file>', 'what each person heard and pressed, one JSON line a call')
    .option('--calls-per-second <n>', 'more are refused with 503', '100')
    .option('--concurrent-calls <n>', 'more are refused with 503', '1000')
    .action(async (options) =>
      (await import('./practiceCarrier.ts')).practiceCarrierCommand(invocation, options),
    )
}
