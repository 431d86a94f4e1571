/** `portevoix rights …` and `portevoix retention …`: requests of people called, and what is deleted. */
import { type Command, Option } from 'commander'
import { requestKinds } from '../rights/request.ts'
import type { Invocation } from './command.ts'

export function addRightsCommands(root: Command, invocation: Invocation): void {
  const rights = root
    .command('rights')
    .description('requests of people called: who asked what, and until when to answer')
  const actions = () => import('./rightsActions.ts')
  rights
    .command('list')
    .description('the inbox: the request due first comes first')
    .option('--due', 'only those overdue, or due within 7 days')
    .addHelpText(
      'after',
      `
An answer is due within a month (RGPD art. 12 § 3): Portevoix counts 30 days.

Example:
  portevoix rights list --due`,
    )
    .action(async ({ due }) => (await actions()).listCommand(invocation, due === true))
  rights
    .command('show')
    .description('one request, with the number while it is open')
    .argument('<reference>', 'such as PV-7K3M-92QD')
    .action(async (reference) => (await actions()).showCommand(invocation, reference))
  rights
    .command('open')
    .description('write down a request that came by mail, by telephone or on the spot')
    .argument('<number>', 'the number it is about')
    .addOption(
      new Option('--kind <kind>', 'what is asked').choices(requestKinds).makeOptionMandatory(),
    )
    .option('--words <text>', 'what the person wrote or said')
    .addHelpText(
      'after',
      `
Example:
  portevoix rights open "06 39 98 12 34" --kind access --words "Who gave you my number?"`,
    )
    .action(async (number, options) => (await actions()).openCommand(invocation, number, options))
  rights
    .command('answer')
    .description('write down what the person was answered; the request then forgets the number')
    .argument('<reference>', 'such as PV-7K3M-92QD')
    .requiredOption('--text <text>', 'the answer, or why it is refused')
    .requiredOption('--by <name>', 'who answered')
    .option('--refuse', 'the request is refused, for the reason given')
    .action(async (reference, options) =>
      (await actions()).answerCommand(invocation, reference, options),
    )
  rights
    .command('erase')
    .description('do what an open request for erasure asks, and answer it')
    .argument('<reference>', 'such as PV-7K3M-92QD')
    .requiredOption('--by <name>', 'who made sure that the number is theirs')
    .action(async (reference, { by }) => (await actions()).eraseCommand(invocation, reference, by))
  addRetentionCommands(root, invocation)
}

function addRetentionCommands(root: Command, invocation: Invocation): void {
  const retention = root
    .command('retention')
    .description('how long people are kept; the purge also runs by itself, every day')
  const actions = () => import('./retentionActions.ts')
  retention
    .command('plan')
    .description(
      'until when each campaign keeps its people, what a purge would delete now, and what stays',
    )
    .action(async () => (await actions()).planCommand(invocation))
  retention
    .command('run')
    .description('delete now what is due')
    .addHelpText(
      'after',
      `
Each batch is written into the log and the ledger: \`portevoix retention log\` shows what was deleted.`,
    )
    .action(async () => (await actions()).runCommand(invocation))
  retention
    .command('log')
    .description('what was deleted, when, by which rule; no personal data')
    .action(async () => (await actions()).logCommand(invocation))
}
