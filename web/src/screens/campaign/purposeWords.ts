/** Words of step 1, « Objet » : what for, on whose behalf, through which number, and the papers. */
import { wordsOf } from '../../words/words.ts'

export const purposeWords = wordsOf(
  {
    title: 'Objet',
    lead: 'Pourquoi ces appels, au nom de qui, et pour quelle élection.',
    who: 'Au nom de qui',
    name: 'Nom de la campagne',
    nameHelp: 'Pour vous y retrouver ; les personnes appelées ne l’entendent pas.',
    controller: 'Pour le compte de',
    controllerHelp:
      'Exactement comme les accords le nomment : un accord donné à un autre nom ne permet pas l’appel (CNIL, 21 avril 2017).',
    election: 'Élection',
    electionLead:
      'Le silence du scrutin, les numéros gratuits interdits et le dépôt du compte en dépendent.',
    announced: 'dates annoncées, décret à paraître',
    decreed: 'dates fixées par décret',
    round: (n: number, date: string) => (n === 0 ? `premier tour ${date}` : `second tour ${date}`),
    oneRound: (date: string) => `scrutin ${date}`,
    saturday: 'le samedi outre-mer et dans les Amériques',
    none: 'Aucune élection ne concerne ces appels',
    noneHelp:
      'Information du public, vie associative. Les règles des appels automatiques restent les mêmes.',
    notYet: 'Je choisirai plus tard',
    undated: (names: string) =>
      `Pas encore de dates : ${names}. Nous n’appellerons pas tant qu’une date manque.`,
    electionsFailed: 'Les élections connues n’ont pas pu être lues.',
    ownShown: (name: string) => `Élection propre à cette campagne : ${name}`,
    number: 'Numéro affiché',
    numberLead:
      'Un automate montre un numéro polyvalent vérifié (0162, 0163, 0270 …), toujours le même (Arcep, 2022-1583).',
    trunk: 'Raccordement opérateur',
    practiceTrunk: 'Opérateur de répétition : aucun vrai téléphone ne sonne',
    callerId: 'Numéro que voient les personnes appelées',
    trunksFailed: 'Les raccordements n’ont pas pu être lus.',
    papers: 'Papiers',
    papersLead: 'Chacun est déclaré par une personne nommée ; le plus récent compte.',
    papersPractice:
      'En répétition, un papier manquant prévient seulement. Pour de vrais appels, il bloque le lancement.',
    papersFailed: 'Les papiers n’ont pas pu être lus.',
    declared: (by: string, on: string) => `déclaré par ${by}, ${on}`,
    notDeclared: 'à déclarer',
    why: 'Pourquoi nous le demandons',
    declare: 'Déclarer',
    declareAgain: 'Déclarer de nouveau',
    takeBack: 'Retirer',
    attest: 'Attester',
    document: 'Le document lui-même, si vous l’avez',
    documentHint:
      'Son nom et son empreinte (SHA-256) sont gardés comme preuve ; le fichier reste chez vous.',
    chooseDocument: 'Choisir un fichier',
    noDocument: 'Retirer le fichier',
    hash: 'Empreinte gardée :',
    notDeclaredNow: 'Ce papier n’a pas été déclaré. Rien n’a changé.',
    fields: {
      name: 'Nom',
      reference: 'Référence ou nom du document',
      url: 'Adresse de la page (https://…)',
      contact: 'Adresse ou téléphone',
      kind: 'Qualité',
      establishedIn: 'Pays d’établissement (deux lettres)',
      funding: 'D’où vient l’argent',
    },
    kinds: {
      candidate: 'candidat ou candidate',
      party: 'parti',
      person: 'particulier',
      company: 'entreprise',
      publicBody: 'collectivité publique',
    },
    parts: {
      financialAgent: {
        title: 'Mandataire financier',
        why: 'Code électoral, L52-4 : les dépenses de campagne sont réglées par le mandataire financier.',
      },
      payer: {
        title: 'Qui paie les appels',
        why: 'Code électoral, L52-4 et L52-8 : le mandataire, jamais une entreprise ni une collectivité.',
      },
      sponsor: {
        title: 'Déclaration du parraineur',
        why: 'Règlement (UE) 2024/900, art. 7 : qui parraine, où il est établi, d’où vient l’argent.',
      },
      numberMandate: {
        title: 'Preuve du numéro affiché',
        why: 'Arcep 2022-1583 : l’opérateur atteste que vous pouvez montrer ce numéro.',
      },
      noticeUrl: {
        title: 'Adresse de l’avis de transparence',
        why: 'Règlement (UE) 2024/900, art. 12 : une page publique dit qui paie et comment les gens sont choisis.',
      },
      dataProtectionContact: {
        title: 'Contact pour les données',
        why: 'RGPD, art. 13 : les personnes appelées savent à qui s’adresser.',
      },
      processorContract: {
        title: 'Contrat de sous-traitance',
        why: 'RGPD, art. 28 : l’équipe et le prestataire l’ont signé.',
      },
      impactAssessment: {
        title: 'Analyse d’impact',
        why: 'RGPD, art. 35 : un appel automatique à grande échelle la demande.',
      },
      voiceCloning: {
        title: 'Accord pour une voix clonée',
        why: 'Seulement si la voix du message est clonée : la personne dont c’est la voix l’a accepté par écrit.',
      },
      reattestation: {
        title: 'Attestation des derniers jours (L. 48-2)',
        why: 'Pour un message nouveau à moins de 72 h de la veille du scrutin : vous attestez, à votre nom, qu’il n’apporte pas d’élément polémique nouveau auquel on ne pourrait plus répondre. Elle vaut pour l’enregistrement actuel.',
      },
    },
  },
  {
    title: 'Purpose',
    lead: 'Why these calls, on whose behalf, and for which election.',
    who: 'On whose behalf',
    name: 'Name of the campaign',
    nameHelp: 'For your own use; people called do not hear it.',
    controller: 'On whose behalf',
    controllerHelp:
      'Exactly as the consents name them: a consent given to another name does not allow the call (CNIL, 21 April 2017).',
    election: 'Election',
    electionLead:
      'The silence of the vote, forbidden free numbers and the deposit of the account depend on it.',
    announced: 'dates announced, decree to come',
    decreed: 'dates set by decree',
    round: (n: number, date: string) => (n === 0 ? `first round ${date}` : `second round ${date}`),
    oneRound: (date: string) => `vote ${date}`,
    saturday: 'on the Saturday overseas and in the Americas',
    none: 'No election concerns these calls',
    noneHelp: 'Public information, associations. The rules of automated calls stay the same.',
    notYet: 'I shall choose later',
    undated: (names: string) =>
      `No dates yet: ${names}. We shall not call as long as a date is missing.`,
    electionsFailed: 'The known elections could not be read.',
    ownShown: (name: string) => `Election of this campaign: ${name}`,
    number: 'Number shown',
    numberLead:
      'An automated system shows a verified multi-purpose number (0162, 0163, 0270 …), always the same one (Arcep, 2022-1583).',
    trunk: 'Operator trunk',
    practiceTrunk: 'Practice carrier: no real phone rings',
    callerId: 'Number that people called see',
    trunksFailed: 'The trunks could not be read.',
    papers: 'Papers',
    papersLead: 'Each is declared by a named person; the newest counts.',
    papersPractice: 'In practice a missing paper only warns. For real calls it blocks the launch.',
    papersFailed: 'The papers could not be read.',
    declared: (by: string, on: string) => `declared by ${by}, ${on}`,
    notDeclared: 'to declare',
    why: 'Why we ask',
    declare: 'Declare',
    declareAgain: 'Declare again',
    takeBack: 'Take back',
    attest: 'Attest',
    document: 'The document itself, if you have it',
    documentHint: 'Its name and hash (SHA-256) are kept as proof; the file stays with you.',
    chooseDocument: 'Choose a file',
    noDocument: 'Take the file out',
    hash: 'Hash kept:',
    notDeclaredNow: 'This paper was not declared. Nothing changed.',
    fields: {
      name: 'Name',
      reference: 'Reference or name of the document',
      url: 'Address of the page (https://…)',
      contact: 'Address or telephone',
      kind: 'Capacity',
      establishedIn: 'Country of establishment (two letters)',
      funding: 'Where the money comes from',
    },
    kinds: {
      candidate: 'candidate',
      party: 'party',
      person: 'private person',
      company: 'company',
      publicBody: 'public body',
    },
    parts: {
      financialAgent: {
        title: 'Financial agent',
        why: 'Electoral Code, L52-4: campaign expenses are paid by the financial agent.',
      },
      payer: {
        title: 'Who pays for the calls',
        why: 'Electoral Code, L52-4 and L52-8: the agent, never a company or a public body.',
      },
      sponsor: {
        title: 'Sponsor’s declaration',
        why: 'Regulation (EU) 2024/900, art. 7: who sponsors, where established, where the money comes from.',
      },
      numberMandate: {
        title: 'Proof of the number shown',
        why: 'Arcep 2022-1583: the operator certifies that you may show this number.',
      },
      noticeUrl: {
        title: 'Address of the transparency notice',
        why: 'Regulation (EU) 2024/900, art. 12: a public page says who pays and how people are chosen.',
      },
      dataProtectionContact: {
        title: 'Contact for personal data',
        why: 'GDPR, art. 13: people called know whom to turn to.',
      },
      processorContract: {
        title: 'Processing contract',
        why: 'GDPR, art. 28: the team and the provider have signed it.',
      },
      impactAssessment: {
        title: 'Impact assessment',
        why: 'GDPR, art. 35: automated calls at large scale need one.',
      },
      voiceCloning: {
        title: 'Consent to a cloned voice',
        why: 'Only if the voice of the message is cloned: the person whose voice it is agreed in writing.',
      },
      reattestation: {
        title: 'Attestation of the last days (L. 48-2)',
        why: 'For a new message less than 72 h before the eve of the vote: you attest, in your name, that it adds no new polemic element that could no longer be answered. It holds for the recording as it is now.',
      },
    },
  },
)
