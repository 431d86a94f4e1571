/** `portevoix audience …` and `portevoix places …`: whom a campaign calls, by lawful criteria. */
import type { Command } from 'commander'
import type { Invocation } from './command.ts'

export function addAudienceCommands(root: Command, invocation: Invocation): void {
  const audience = root
    .command('audience')
    .description('whom a campaign calls: by place, and by what people themselves gave')
  audience
    .command('set <campaign>')
    .description('choose; the criteria go into the transparency notice. Before the start only')
    .option('--territory <codes...>', 'départements or territories: 972,75 or MQ')
    .option('--departement <codes...>', 'départements by code or name: 59 or Nord')
    .option('--commune <codes...>', 'INSEE code, name, insee:98714 or postcode:98714')
    .option('--polling-district <names...>', 'polling districts, as people gave them')
    .option('--language <tags...>', 'languages people asked to be spoken to in: fr, en')
    .option('--places <table>', 'a public table imported with `places import`')
    .option('--where <condition...>', "communes by a figure of that table: 'turnout <= 0.45'")
    .option('--everybody', 'no criterion at all')
    .option('--by <name>', 'who chooses', 'the team')
    .addHelpText('after', audienceExamples)
    .action(async (campaign, options) =>
      (await import('./audienceActions.ts')).setAudienceCommand(invocation, campaign, options),
    )
  audience
    .command('show <campaign>')
    .description('the criteria as they are told, who is in, who is left out and why')
    .action(async (campaign) =>
      (await import('./audienceActions.ts')).showAudienceCommand(invocation, campaign),
    )
  const places = root
    .command('places')
    .description('public tables of figures by commune, to choose places by')
  places
    .command('import <file>')
    .description('a CSV with an INSEE column and figures, one row a commune')
    .requiredOption('--name <name>', 'as --places calls it: turnout-2022')
    .requiredOption('--source <holder>', 'who publishes it')
    .requiredOption('--date <date>', 'of which day it is, YYYY-MM-DD')
    .addHelpText('after', placesExamples)
    .action(async (file, options) =>
      (await import('./placesActions.ts')).importPlacesCommand(invocation, file, options),
    )
  places
    .command('list')
    .description('the tables there are')
    .action(async () => (await import('./placesActions.ts')).listPlacesCommand(invocation))
}

const audienceExamples = `
Nobody is chosen by their opinion, their own turnout, a score or a supposed trait: such criteria are refused
(RGPD art. 9; Regulation (EU) 2024/900 art. 18).

Examples:
  portevoix audience set 7f3a --territory 972,75 --language fr
  portevoix audience set 7f3a --departement 59 --places turnout-2022 --where 'turnout <= 0.45'`

const placesExamples = `
A table about people (telephone, name, address), or with several rows a commune, is refused.

Example:
  portevoix places import turnout.csv --name turnout-2022 --source "Ministère de l’Intérieur" --date 2022-06-19`
