/** `portevoix audit …`: is the ledger as it was written? */
import type { Command } from 'commander'
import type { Invocation } from './command.ts'

export function addAuditCommands(root: Command, invocation: Invocation): void {
  const audit = root
    .command('audit')
    .description(
      'the ledger: each consent, import, approval, objection and erasure, chained by hash',
    )
  const actions = () => import('./auditActions.ts')
  const collect = (hash: string, before: readonly string[]): readonly string[] => [...before, hash]
  audit
    .command('verify')
    .description('walk every chain, read every row again; exit code 11 when something was changed')
    .option(
      '--head <hash>',
      'a head that you kept elsewhere (audit head): finds a chain cut at its end or rewritten whole; may be repeated',
      collect,
      [],
    )
    .addHelpText(
      'after',
      `
The first broken link of each chain is named first: an entry or a row that was changed, removed, moved or
inserted. Rows older than the ledger are sealed at the first audit; what was changed before cannot be found.

Example:
  portevoix audit verify --head "$(cat head.txt)" --json`,
    )
    .action(async ({ head }) => (await actions()).verifyCommand(invocation, head))
  audit
    .command('head')
    .description('print the last entry of each chain; keep it where the database cannot be reached')
    .addHelpText(
      'after',
      `
Example:
  portevoix audit head >> heads.txt      print it, mail it, leave it with a lawyer: any paper will do`,
    )
    .action(async () => (await actions()).headCommand(invocation))
}
