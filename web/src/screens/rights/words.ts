/** Words of the requests of people. */
import { wordsOf } from '../../words/words.ts'

export const rightsWords = wordsOf(
  {
    title: 'Demandes de droits',
    lead: 'La plus pressée d’abord. La loi donne 30 jours pour répondre.',
    failed: 'Les demandes n’ont pas pu être lues.',
    empty: 'Aucune demande. Chaque demande arrive ici avec son délai de 30 jours.',
    emptyHow:
      'Elles viennent de la page « Pourquoi ai-je été appelé(e) ? », ou d’une fiche de contact.',
    columns: {
      reference: 'Demande',
      kind: 'Objet',
      opened: 'Reçue le',
      left: 'Délai',
      state: 'État',
    },
    kinds: {
      access: 'Voir ses données',
      correct: 'Corriger',
      export: 'Recevoir une copie',
      erase: 'Effacer',
      object: 'S’opposer',
      complain: 'Se plaindre',
    },
    states: { open: 'à répondre', answered: 'répondue', refused: 'refusée' },
    channels: { web: 'par la page publique', call: 'pendant un appel', office: 'par l’équipe' },
    left: (days: number) =>
      days < 0
        ? `en retard de ${-days} ${days === -1 ? 'jour' : 'jours'}`
        : days <= 1
          ? `encore ${days} jour`
          : `encore ${days} jours`,
    answerNext: 'Répondre à la plus pressée',
    one: {
      back: 'Demandes de droits',
      failed: 'Cette demande n’a pas pu être lue.',
      about: 'La demande',
      received: (date: string, channel: string) => `Reçue le ${date}, ${channel}`,
      due: (date: string) => `Réponse due avant le ${date}`,
      proved: 'Le numéro est bien celui de la personne : prouvé par un code dicté.',
      unproved:
        'Rien ne prouve encore que ce numéro est le sien : vérifiez avant de montrer des données.',
      words: 'Ce que la personne a écrit',
      number: 'Numéro',
      forgotten: 'La demande est close : son numéro n’est plus gardé.',
      revealFailed: 'Le numéro n’a pas été montré.',
      letter: 'Lettre avec tout ce que nous détenons, PDF',
      data: 'Données pour un ordinateur, JSON',
      reply: 'Votre réponse',
      replyHint: 'Déjà rédigée : relisez, corrigez, puis envoyez-la à la personne.',
      answer: 'Marquer comme répondue',
      erase: 'Effacer cette personne et répondre',
      eraseSentence:
        'Tout ce qui désigne cette personne est effacé, sans retour. Une empreinte de son numéro reste, pour ne jamais la rappeler.',
      eraseConfirm: 'Effacer pour toujours',
      refuse: 'Refuser, motif à l’appui',
      refuseSentence:
        'Un refus se motive : la personne lira votre réponse et pourra saisir la CNIL.',
      refuseConfirm: 'Refuser avec cette réponse',
      sentFailed: 'La réponse n’a pas été enregistrée.',
      answered: (date: string) => `Répondue le ${date}`,
      yourAnswer: 'Ce qui a été répondu',
    },
  },
  {
    title: 'Rights requests',
    lead: 'The most urgent first. The law gives 30 days to answer.',
    failed: 'The requests could not be read.',
    empty: 'No requests. Each one arrives here with its 30-day deadline.',
    emptyHow: 'They come from the page “Why was I called?”, or from the page of a contact.',
    columns: {
      reference: 'Request',
      kind: 'About',
      opened: 'Received',
      left: 'Deadline',
      state: 'State',
    },
    kinds: {
      access: 'See their data',
      correct: 'Correct',
      export: 'Receive a copy',
      erase: 'Erase',
      object: 'Object',
      complain: 'Complain',
    },
    states: { open: 'to answer', answered: 'answered', refused: 'refused' },
    channels: { web: 'through the public page', call: 'during a call', office: 'through the team' },
    left: (days: number) =>
      days < 0
        ? `${-days} ${days === -1 ? 'day' : 'days'} late`
        : `${days} ${days === 1 ? 'day' : 'days'} left`,
    answerNext: 'Answer the most urgent',
    one: {
      back: 'Rights requests',
      failed: 'This request could not be read.',
      about: 'The request',
      received: (date: string, channel: string) => `Received on ${date}, ${channel}`,
      due: (date: string) => `Answer due by ${date}`,
      proved: 'The number is theirs: proved by a dictated code.',
      unproved: 'Nothing proves yet that this number is theirs: make sure before you show data.',
      words: 'What the person wrote',
      number: 'Number',
      forgotten: 'The request is closed: its number is no longer kept.',
      revealFailed: 'The number was not shown.',
      letter: 'Letter with all we hold, PDF',
      data: 'Data for a computer, JSON',
      reply: 'Your reply',
      replyHint: 'Already written: read it, correct it, then send it to the person.',
      answer: 'Mark as answered',
      erase: 'Erase this person and answer',
      eraseSentence:
        'Everything that names this person is erased, without return. A fingerprint of their number stays, so that they are never called again.',
      eraseConfirm: 'Erase for ever',
      refuse: 'Refuse, with the reason',
      refuseSentence:
        'A refusal needs its reasons: the person will read your reply and may go to the CNIL.',
      refuseConfirm: 'Refuse with this reply',
      sentFailed: 'The reply was not saved.',
      answered: (date: string) => `Answered on ${date}`,
      yourAnswer: 'What was answered',
    },
  },
)
