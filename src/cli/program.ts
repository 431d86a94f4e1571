/**
 * The command line: every command with its help and examples. Each command's file is loaded only when
 * it runs, so that `portevoix law decide` needs neither a database nor a socket.
 */
import { Command, CommanderError, Option } from 'commander'
import { failures } from '../base/failure.ts'
import { type Config, readConfig } from '../config.ts'
import { addAmdCommands } from './amdCommands.ts'
import { addAudienceCommands } from './audienceCommands.ts'
import { addAuditCommands } from './auditCommands.ts'
import { addCallCommand } from './callCommand.ts'
import { addCampaignCommands } from './campaignCommands.ts'
import type { Invocation } from './command.ts'
import { addConsentCommands } from './consentCommands.ts'
import { addContactsCommands } from './contactsCommands.ts'
import { addEvidenceCommands } from './evidenceCommands.ts'
import { addLawCommands } from './lawCommands.ts'
import { addMessageCommands } from './messageCommands.ts'
import { openOutput, reportFailure } from './output.ts'
import { addOwnerCommands } from './ownerCommands.ts'
import { addPagesCommands } from './pagesCommands.ts'
import { addPracticeCommands } from './practiceCommands.ts'
import { addReplayCommands } from './replayCommands.ts'
import { addRightsCommands } from './rightsCommands.ts'
import { addRingBackCommands } from './ringBackCommands.ts'
import { addServeCommand } from './serveCommand.ts'
import { addSuppressionCommands } from './suppressionCommands.ts'
import { addTrunkCommands } from './trunkCommands.ts'
import { version } from './version.ts'

/** Runs one command line (without node and script); resolves with the exit code. */
export async function run(argv: readonly string[]): Promise<number> {
  const output = openOutput(argv.includes('--json'))
  let exitCode = 0
  const invocation: Invocation = {
    output,
    config: () => withServer(readConfig(), argv),
    endWith: (code) => {
      exitCode = code
    },
  }
  try {
    await program(invocation).parseAsync([...argv], { from: 'user' })
    return exitCode
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : failures.usage[0]
    output.progressDone()
    return reportFailure(error, output)
  }
}

function program(invocation: Invocation): Command {
  const root = new Command('portevoix')
    .description(
      'Lawful mass voice-message campaigns: every call carries the proof of why it was allowed.',
    )
    .version(version)
    .exitOverride()
    .configureHelp({ sortSubcommands: false, showGlobalOptions: true })
    .addOption(new Option('--json', 'print one JSON value instead of text'))
    .addOption(
      new Option('--server <url>', 'a running Portevoix to talk to, with PORTEVOIX_API_KEY'),
    )
    .addHelpText('after', firstSteps)
  addServeCommand(root, invocation)
  addOwnerCommands(root, invocation)
  addPracticeCommands(root, invocation)
  addContactsCommands(root, invocation)
  addCampaignCommands(root, invocation)
  addLawCommands(root, invocation)
  addConsentCommands(root, invocation)
  addAuditCommands(root, invocation)
  addCallCommand(root, invocation)
  addPagesCommands(root, invocation)
  addTrunkCommands(root, invocation)
  addRightsCommands(root, invocation)
  addSuppressionCommands(root, invocation)
  addMessageCommands(root, invocation)
  addEvidenceCommands(root, invocation)
  addReplayCommands(root, invocation)
  addAudienceCommands(root, invocation)
  addAmdCommands(root, invocation)
  addRingBackCommands(root, invocation)
  for (const command of everyCommand(root))
    command.exitOverride().showHelpAfterError('(add --help)')
  return root
}

/** --server wins over PORTEVOIX_SERVER. */
function withServer(config: Config, argv: readonly string[]): Config {
  const at = argv.findIndex((word) => word === '--server' || word.startsWith('--server='))
  if (at === -1) return config
  return { ...config, server: argv[at]?.split('=')[1] ?? argv[at + 1] }
}

function everyCommand(command: Command): readonly Command[] {
  return command.commands.flatMap((child) => [child, ...everyCommand(child)])
}

const firstSteps = `
First steps:
  portevoix demo                                        a whole practice campaign; no real phone rings
  portevoix contacts import people.csv --source source.json
  portevoix campaign create --help

Exit codes: 0 done${Object.entries(failures)
  .map(([code, [exitCode]]) => `, ${exitCode} ${code}`)
  .join('')}. See docs/errors.md.
Settings: DATABASE_URL (PostgreSQL 15 or newer instead of the embedded one), PORTEVOIX_DATA (folder of
the embedded database; else "portevoix" below XDG_DATA_HOME or ~/.local/share, and for root
/var/lib/portevoix), PORTEVOIX_NUMBER_KEY (file with the key of the suppression list, for DATABASE_URL),
PORTEVOIX_SERVER and PORTEVOIX_API_KEY (campaign list, status, start, pause, resume, stop; contacts import;
report; suppression add; trunk list then talk to that server instead of opening a database),
PORTEVOIX_PRIVATE_WEBHOOKS (allow: receivers may stand in your own network),
PORTEVOIX_MEDIA (native or dgram), PORTEVOIX_RTPENGINE (host:port of rtpengine, several with commas, for
trunks whose profile wants it; docs/adr/0028-rtpengine.md), PORTEVOIX_LANGUAGE (en or fr).`
