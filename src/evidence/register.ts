/**
 * The entry of the register of processing activities that a campaign is (RGPD art. 30 § 1): one value a
 * point of the article, in both languages; what nobody declared is said to be missing.
 */
import type { Campaign } from '../campaign/campaign.ts'
import type { LegalFile } from '../campaign/legalFile.ts'
import { both } from '../law/say.ts'
import type { Said } from '../law/verdict.ts'
import type { RetentionTimes } from '../rights/retention.ts'

interface RegisterEntry {
  readonly point: string
  readonly term: Said
  readonly value: Said
}

const entry = (point: string, term: Said, value: Said): RegisterEntry => ({ point, term, value })
const same = (text: string): Said => both(text, text)
const notDeclared = both('Not declared.', 'Non déclaré.')

export function registerOf(
  campaign: Campaign,
  legalFile: LegalFile,
  organisation: string,
  times: RetentionTimes,
): readonly RegisterEntry[] {
  return [
    ...whoAnswers(campaign, legalFile, organisation),
    ...whatFor(campaign, legalFile),
    ...howKept(campaign, times),
  ]
}

function whoAnswers(
  campaign: Campaign,
  { dataProtectionContact }: LegalFile,
  organisation: string,
): readonly RegisterEntry[] {
  return [
    entry(
      'art. 30 § 1 a',
      both('Controller', 'Responsable du traitement'),
      same(campaign.controller),
    ),
    entry('art. 30 § 1 a', both('Who makes the calls', 'Qui appelle'), same(organisation)),
    entry(
      'art. 30 § 1 a',
      both('Data protection contact', 'Contact pour la protection des données'),
      dataProtectionContact === undefined ? notDeclared : same(dataProtectionContact),
    ),
  ]
}

function whatFor(campaign: Campaign, { processorContract }: LegalFile): readonly RegisterEntry[] {
  return [
    entry(
      'art. 30 § 1 b',
      both('Purpose', 'Finalité'),
      both(
        `Recorded calls of the campaign “${campaign.name}” to people who agreed to them.`,
        `Appels enregistrés de la campagne « ${campaign.name} » aux personnes qui les ont acceptés.`,
      ),
    ),
    entry(
      'art. 6 § 1 a, art. 9 § 2 a',
      both('Legal basis', 'Base légale'),
      both(
        'Consent, explicit for political calls.',
        'Consentement, explicite pour les appels politiques.',
      ),
    ),
    entry(
      'art. 30 § 1 c',
      both('People and data', 'Personnes et données'),
      both(
        'People who gave their number: number, name, commune, consents with slots and wording, calls and how they ended, keys pressed, objections, requests.',
        'Personnes ayant donné leur numéro : numéro, nom, commune, accords avec créneaux et texte, appels et issue, touches, oppositions, demandes.',
      ),
    ),
    entry(
      'art. 30 § 1 d',
      both('Recipients', 'Destinataires'),
      both(
        `The operator that carries the calls (trunk “${campaign.trunk}”): the number, for the time of the call.`,
        `L’opérateur qui achemine les appels (trunk « ${campaign.trunk} ») : le numéro, le temps de l’appel.`,
      ),
    ),
    entry(
      'art. 28',
      both('Contract with the processor', 'Contrat de sous-traitance'),
      processorContract ? same(processorContract.reference ?? processorContract.by) : notDeclared,
    ),
  ]
}

function howKept(campaign: Campaign, times: RetentionTimes): readonly RegisterEntry[] {
  const { purgeAfterElectionDays: election, prospectPurgeDays: prospect, proofYears } = times
  const days = campaign.election ? election.value : prospect.value
  return [
    entry(
      'art. 30 § 1 e',
      both('Transfers outside the Union', 'Transferts hors de l’Union'),
      both('None by Portevoix.', 'Aucun par Portevoix.'),
    ),
    entry(
      'art. 30 § 1 f',
      both('Kept for', 'Durées'),
      both(
        `People: ${days} days after the ${campaign.election ? 'last polling day' : 'end of the campaign'}; proof by keyed hash: ${proofYears.value} years; objections by keyed hash: without end.`,
        `Personnes : ${days} jours après ${campaign.election ? 'le dernier scrutin' : 'la fin de la campagne'} ; preuves par empreinte à clé : ${proofYears.value} ans ; oppositions par empreinte à clé : sans terme.`,
      ),
    ),
    entry(
      'art. 30 § 1 g, art. 32',
      both('Security', 'Sécurité'),
      both(
        'Logs and exports without whole numbers, objections by keyed hash, a ledger chained by hash, files readable by their owner only.',
        'Journaux et exports sans numéro entier, oppositions par empreinte à clé, registre chaîné par empreintes, fichiers lisibles de leur seul propriétaire.',
      ),
    ),
  ]
}
