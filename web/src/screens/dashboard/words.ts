/** Words of the dashboard. */
import { wordsOf } from '../../words/words.ts'

export const dashboardWords = wordsOf(
  {
    title: 'Tableau de bord',
    failed: 'Le tableau de bord n’a pas pu être lu.',
    newCampaign: 'Nouvelle campagne',
    live: 'En direct',
    seeLive: 'Voir le direct',
    pause: 'Suspendre',
    pauseFailed: 'La campagne n’a pas été suspendue : les appels continuent.',
    continue: 'Continuer',
    seeReport: 'Voir le rapport',
    doneOf: (done: string, total: string) => `${done} personnes sur ${total}`,
    calling: 'Les appels sont en cours.',
    paused: 'Suspendue : aucun nouvel appel ne part.',
    pausedWhy: (why: string) => `Suspendue : ${why}.`,
    toDo: 'À faire',
    nothingToDo: 'Rien n’attend votre décision.',
    approve: (campaign: string, by: string) =>
      `Approuver le message de « ${campaign} », demandé par ${by}`,
    listen: 'Écouter',
    rights: (open: number, count: string) =>
      open === 1
        ? 'Une demande de droits attend une réponse'
        : `${count} demandes de droits attendent une réponse`,
    rightsLeft: (days: number, count: string) => {
      if (days < 0) return 'délai dépassé'
      if (days === 0) return 'à répondre aujourd’hui'
      return days === 1 ? 'la première : 1 jour' : `la première : ${count} jours`
    },
    answer: 'Répondre',
    rejected: (lines: number, count: string, file: string) =>
      lines === 1 ? `Une ligne à corriger dans ${file}` : `${count} lignes à corriger dans ${file}`,
    importedOn: (date: string) => `Importé le ${date}`,
    correct:
      'Le motif est devant chaque ligne : corrigez, puis déposez ce fichier dans « Personnes ».',
    download: 'Télécharger',
    task: {
      running: (name: string) => `${name} : en cours`,
      kinds: {
        import: 'Import d’un fichier',
        export: 'Export',
        check: 'Vérification',
        evidence: 'Dossier de preuves',
        other: 'Travail du serveur',
      },
    },
    campaigns: 'Campagnes',
    allCampaigns: 'Toutes les campagnes',
    column: {
      name: 'Campagne',
      state: 'État',
      people: 'Personnes',
      heard: 'Jusqu’au bout',
      objections: 'Oppositions',
      cost: 'Coût',
      open: '',
    },
    states: {
      draft: 'en préparation',
      ready: 'prête',
      running: 'en direct',
      paused: 'suspendue',
      completed: 'terminée',
      stopped: 'arrêtée',
    },
    first: {
      title: 'Que voulez-vous faire ?',
      lead: 'Aucune campagne. Essayez avec un fichier fictif de 400 lignes : aucun vrai téléphone ne sonne.',
      try: 'Essayer avec un fichier fictif de 400 lignes',
      tryLead:
        'Une élection, un message et des contacts inventés sont déjà là. Vous écoutez l’appel, vous lancez, vous regardez : environ cinq minutes.',
      tryAct: 'Essayer maintenant',
      own: 'Préparer ma campagne',
      ownLead:
        'Avec votre fichier et votre message. En répétition, des numéros fictifs remplacent les vrais : personne n’est appelé.',
      ownAct: 'Créer une campagne',
      preparing: 'Préparation de l’essai…',
      failed: 'L’essai n’a pas été préparé. Rien n’a été créé.',
      observer:
        'Aucune campagne pour le moment. Elles apparaîtront ici dès que votre équipe en prépare une.',
    },
    rollUp: {
      title: 'Vos organisations',
      failed: 'Les organisations n’ont pas pu être lues.',
      all: (read: string, of: string) =>
        read === of ? `Ensemble, ${of} organisations` : `Ensemble, ${read} sur ${of}`,
      unread: 'Illisible pour le moment. Les sommes ne la comptent pas.',
      column: {
        name: 'Organisation',
        trouble: 'À surveiller',
        running: 'En direct',
        preparing: 'En préparation',
        people: 'Personnes',
        heard: 'Jusqu’au bout',
        objections: 'Oppositions',
        cost: 'Coût',
      },
      fine: 'rien à signaler',
      overdue: 'demande de droits en retard',
      due: (days: number, count: string) =>
        days <= 1 ? 'demande de droits : 1 jour' : `demande de droits : ${count} jours`,
      pausedOnes: (paused: number, count: string) =>
        paused === 1 ? '1 campagne suspendue' : `${count} campagnes suspendues`,
    },
  },
  {
    title: 'Dashboard',
    failed: 'The dashboard could not be read.',
    newCampaign: 'New campaign',
    live: 'Live',
    seeLive: 'Watch live',
    pause: 'Pause',
    pauseFailed: 'The campaign was not paused: calls go on.',
    continue: 'Continue',
    seeReport: 'See the report',
    doneOf: (done: string, total: string) => `${done} of ${total} people`,
    calling: 'Calls are being made.',
    paused: 'Paused: no new call leaves.',
    pausedWhy: (why: string) => `Paused: ${why}.`,
    toDo: 'To do',
    nothingToDo: 'Nothing waits for your decision.',
    approve: (campaign: string, by: string) =>
      `Approve the message of "${campaign}", asked for by ${by}`,
    listen: 'Listen',
    rights: (open: number, count: string) =>
      open === 1
        ? 'One rights request waits for an answer'
        : `${count} rights requests wait for an answer`,
    rightsLeft: (days: number, count: string) => {
      if (days < 0) return 'overdue'
      if (days === 0) return 'to be answered today'
      return days === 1 ? 'the first: 1 day' : `the first: ${count} days`
    },
    answer: 'Answer',
    rejected: (lines: number, count: string, file: string) =>
      lines === 1 ? `One line to correct in ${file}` : `${count} lines to correct in ${file}`,
    importedOn: (date: string) => `Imported on ${date}`,
    correct: 'The reason stands in front of each line: correct, then drop this file under People.',
    download: 'Download',
    task: {
      running: (name: string) => `${name}: in progress`,
      kinds: {
        import: 'Import of a file',
        export: 'Export',
        check: 'Check',
        evidence: 'Evidence pack',
        other: 'Work of the server',
      },
    },
    campaigns: 'Campaigns',
    allCampaigns: 'All campaigns',
    column: {
      name: 'Campaign',
      state: 'State',
      people: 'People',
      heard: 'Heard to the end',
      objections: 'Objections',
      cost: 'Cost',
      open: '',
    },
    states: {
      draft: 'being prepared',
      ready: 'ready',
      running: 'live',
      paused: 'paused',
      completed: 'completed',
      stopped: 'stopped',
    },
    first: {
      title: 'What would you like to do?',
      lead: 'No campaign yet. Try with an invented file of 400 lines: no real phone rings.',
      try: 'Try with an invented file of 400 lines',
      tryLead:
        'An election, a message and invented contacts are there already. You hear the call, launch, watch: about five minutes.',
      tryAct: 'Try it now',
      own: 'Prepare my campaign',
      ownLead:
        'With your file and your message. In practice, fictional numbers stand in for the real ones: nobody is called.',
      ownAct: 'Create a campaign',
      preparing: 'Preparing the trial…',
      failed: 'The trial was not prepared. Nothing was created.',
      observer:
        'No campaign at the moment. They will appear here as soon as your team prepares one.',
    },
    rollUp: {
      title: 'Your organisations',
      failed: 'The organisations could not be read.',
      all: (read: string, of: string) =>
        read === of ? `Together, ${of} organisations` : `Together, ${read} of ${of}`,
      unread: 'Cannot be read at the moment. The sums leave it out.',
      column: {
        name: 'Organisation',
        trouble: 'To watch',
        running: 'Live',
        preparing: 'In preparation',
        people: 'People',
        heard: 'Heard to the end',
        objections: 'Objections',
        cost: 'Cost',
      },
      fine: 'nothing to report',
      overdue: 'rights request overdue',
      due: (days: number, count: string) =>
        days <= 1 ? 'rights request: 1 day' : `rights request: ${count} days`,
      pausedOnes: (paused: number, count: string) =>
        paused === 1 ? '1 paused campaign' : `${count} paused campaigns`,
    },
  },
)
