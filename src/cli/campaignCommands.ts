/** `portevoix campaign …`: create, message, approve, declare, check, start, pause, stop, status, list. */
import { type Command, Option } from 'commander'
import { answeringMachineChoices } from '../campaign/answeringMachines.ts'
import { addLaunchCommands } from './campaignLaunchCommands.ts'
import type { Invocation } from './command.ts'

export function addCampaignCommands(root: Command, invocation: Invocation): void {
  const campaign = root
    .command('campaign')
    .description('a campaign from its recording to its last call')
  addCreate(campaign, invocation)
  addMessage(campaign, invocation)
  addApprove(campaign, invocation)
  addLaunchCommands(campaign, invocation)
  addStart(campaign, invocation)
  const control = () => import('./campaignControl.ts')
  campaign
    .command('pause <id>')
    .description('no new call within a second; calls in progress end by themselves')
    .option('--why <reason>', 'kept in the log', 'paused by hand')
    .action(async (id, { why }) => (await control()).pauseCampaign(invocation, id, why))
  campaign
    .command('resume <id>')
    .description('goes on where a process is waiting; otherwise use `campaign start`')
    .action(async (id) => (await control()).resumeCampaign(invocation, id))
  campaign
    .command('stop <id>')
    .description('for good: every call in progress is hung up')
    .option('--why <reason>', 'kept in the log', 'stopped by hand')
    .action(async (id, { why }) => (await control()).stopCampaign(invocation, id, why))
  campaign
    .command('status <id>')
    .description('what is happening, and why')
    .action(async (id) => (await control()).showStatus(invocation, id))
  campaign
    .command('list')
    .description('every campaign and its state')
    .action(async () => (await control()).listCampaigns(invocation))
}

function addCreate(campaign: Command, invocation: Invocation): void {
  withElection(
    withRecordings(
      campaign
        .command('create')
        .description('make a draft: who calls, about what, until when, with which recording')
        .requiredOption('--name <name>', 'how your team calls this campaign')
        .requiredOption(
          '--controller <name>',
          'on whose behalf you call, exactly as the consents name them',
        ),
    ),
  )
    .option('--trunk <name>', 'carrier account; `practice` rings nobody', 'practice')
    .requiredOption(
      '--caller-id <number>',
      'number shown; must be one for automated systems (0162, 0163, …)',
    )
    .option(
      '--deadline <instant>',
      'nothing is up at this instant, e.g. 2027-04-16T20:00 (hour of Paris)',
    )
    .option('--ring-timeout <seconds>', 'how long it may ring', '20')
    .option('--max-talk <seconds>', 'longest talk (default: long enough for the message)')
    .addOption(
      new Option(
        '--answering-machines <what>',
        'where a machine answers; the last needs a voicemail',
      )
        .choices(answeringMachineChoices)
        .default('ignore'),
    )
    .option('--voicemails-a-day <n>', 'voicemails left in one day at most (default: no limit)')
    .option('--attempts <n>', 'attempts per contact; law allows fewer', '2')
    .option(
      '--practice-start <instant>',
      'where the practice clock starts (default: next lawful Tuesday 10:00)',
    )
    .addHelpText(
      'after',
      `
Example:
  portevoix campaign create --name "T1 Paris" --controller "Camille Exemple" \\
    --election-name "Présidentielle 2027" --election-kind presidential --polling-day 2027-04-18 \\
    --gate examples/audio/gate.wav --content examples/audio/content.wav --voice synthetic \\
    --caller-id "01 63 00 12 34"`,
    )
    .action(async (options) =>
      (await import('./campaignOptions.ts')).createFromOptions(invocation, options),
    )
}

function withElection(command: Command): Command {
  return command
    .option('--polling-day <date...>', 'polling day of each round, YYYY-MM-DD')
    .option(
      '--saturday-polling-day <date...>',
      'polling day of each round where people vote on a Saturday',
    )
    .addOption(
      new Option('--election-kind <kind>', 'what is elected')
        .choices([
          'presidential',
          'legislative',
          'municipal',
          'departmental',
          'regional',
          'european',
          'other',
        ])
        .default('other'),
    )
    .option('--election-name <name>', 'as people say it')
    .option(
      '--election-scope <insee...>',
      'INSEE prefixes where the vote takes place (default: everywhere)',
    )
    .option(
      '--election <election>',
      'one of `law elections`, or the election as a JSON file, instead of the options above',
    )
    .option('--no-election', 'declare that no election concerns this campaign')
}

function addMessage(campaign: Command, invocation: Invocation): void {
  withRecordings(
    campaign
      .command('message <id>')
      .description('replace the recording: a new version, to be approved again'),
  ).action(async (id, options) =>
    (await import('./campaignOptions.ts')).replaceMessage(invocation, id, options),
  )
}

/** The four parts of a voice message, WAV or MP3. */
function withRecordings(command: Command): Command {
  return command
    .option('--script <file>', 'every recording with what is said in it, as JSON')
    .option('--gate <file>', 'who calls and why, "1 to listen, 9 never again"')
    .option('--content <file>', 'the message itself')
    .option('--closing <file>', 'goodbye (default: a shipped synthetic voice)')
    .option(
      '--objection <file>',
      'said once an objection is stored (default: a shipped synthetic voice)',
    )
    .addOption(
      new Option('--voice <origin>', 'where the voice comes from').choices([
        'recorded',
        'synthetic',
        'cloned',
      ]),
    )
    .addHelpText('after', scriptHelp)
}

function addApprove(campaign: Command, invocation: Invocation): void {
  campaign
    .command('approve <id>')
    .description('a person who has listened approves this very sound')
    .requiredOption('--by <name>', 'the person who listened and approves')
    .option('--hash <sha256>', 'the sound they listened to (default: the latest version)')
    .action(async (id, options) =>
      (await import('./campaignControl.ts')).approveCampaign(invocation, id, options),
    )
}

function addStart(campaign: Command, invocation: Invocation): void {
  campaign
    .command('start <id...>')
    .description(
      'call everybody who may be called; several campaigns of one trunk share it evenly; ' +
        'Ctrl-C lets live calls end and pauses',
    )
    .option('--seed <n>', 'practice carrier: which population', '1')
    .option('--insee <prefix...>', 'only contacts whose commune begins so')
    .action(async (ids, options) =>
      (await import('./campaignStart.ts')).startCampaigns(invocation, ids, options),
    )
}

const scriptHelp = `
What is said, and until when: a file beside each recording (gate.wav has gate.marks.txt), or a script:
  { "voice": "synthetic",
    "live": {
      "gate": [ { "role": "identity", "text": "Publicité politique …", "file": "identity.wav" },
                { "role": "objection", "text": "… tapez 9.", "file": "objection.wav" } ],
      "content": { "file": "content.wav",
                   "marks": [ { "role": "content", "text": "Bonjour …", "end": 8.97 } ] },
      "closing": "closing.wav" },
    "voicemail": …, "callback": { "gate": … } }
Roles: identity (within 5 s), objection (within 12 s), source, content, closing.`
