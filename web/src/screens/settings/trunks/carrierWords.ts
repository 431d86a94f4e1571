/** Words of what some operators ask for. */
import { wordsOf } from '../../../words/words.ts'

export const carrierWords = wordsOf(
  {
    summary: 'Ce que certains opérateurs demandent en plus',
    ringBack: {
      label: 'Quand quelqu’un rappelle le numéro affiché',
      hint: 'La ligne dit qui a appelé, fait entendre le message tant que la loi le permet, et la touche 9 arrête les appels. L’opérateur doit nous envoyer ces appels : compte inscrit, ou port PORTEVOIX_SIP_PORT ouvert.',
      choices: { yes: 'Répondre', '': 'Ne pas répondre' },
    },
    transport: {
      label: 'Transport de la signalisation (SIP)',
      choices: { udp: 'UDP, le plus courant', tcp: 'TCP', tls: 'TLS, chiffré' },
    },
    register: {
      label: 'Inscription du compte (REGISTER)',
      choices: { '': 'Non : il connaît notre adresse', yes: 'Oui, renouvelée toute seule' },
    },
    called: {
      label: 'Écriture du numéro appelé',
      choices: {
        ...{ e164: '+33 1 63…', digits: '33 1 63…', national: '01 63…' },
        international: '00 33 1 63…',
      },
    },
    shown: {
      label: 'Écriture du numéro affiché',
      choices: {
        ...{ e164: '+33 1 63…', digits: '33 1 63…', national: '01 63…' },
        international: '00 33 1 63…',
      },
    },
    identity: {
      label: 'Numéro affiché confirmé dans',
      choices: {
        none: 'Rien de plus (From seul)',
        pAssertedIdentity: 'P-Asserted-Identity',
        pPreferredIdentity: 'P-Preferred-Identity',
      },
    },
    keys: {
      label: 'Touches des personnes appelées',
      choices: {
        events: 'En événements (RFC 4733)',
        inBand: 'En sons dans la voix',
        both: 'L’un ou l’autre',
      },
    },
    protect: {
      label: 'Protection de la voix',
      choices: { '': 'Aucune', yes: 'SRTP, clés dans la signalisation TLS' },
    },
    route: 'Route partagée',
    routeHint:
      'Les raccordements de même route se remplacent : si l’un tombe, les autres prennent ses appels. Vide : il est seul.',
    priority: 'Priorité',
    priorityHint: 'Le plus petit nombre appelle d’abord.',
    weight: 'Part entre égaux',
    weightHint: '20 reçoit deux fois plus d’appels que 10.',
    wrongPriority: 'Un nombre entier, de 0 à 65 535.',
    wrongWeight: 'Un nombre entier, de 1 à 1 000.',
    needsTls: 'Les clés voyageraient en clair : choisissez aussi le transport TLS.',
    ways: 'Particularités',
    routeOf: (name: string) => `route « ${name} »`,
  },
  {
    summary: 'What some operators ask for beside this',
    ringBack: {
      label: 'When somebody rings back the number shown',
      hint: 'The line says who called, plays the message as long as the law allows, and key 9 stops the calls. The operator must send us these calls: a registered account, or an open port PORTEVOIX_SIP_PORT.',
      choices: { yes: 'Answer', '': 'Do not answer' },
    },
    transport: {
      label: 'Transport of signalling (SIP)',
      choices: { udp: 'UDP, the most usual', tcp: 'TCP', tls: 'TLS, encrypted' },
    },
    register: {
      label: 'Registration of the account (REGISTER)',
      choices: { '': 'No: they know our address', yes: 'Yes, renewed by itself' },
    },
    called: {
      label: 'How the called number is written',
      choices: {
        ...{ e164: '+33 1 63…', digits: '33 1 63…', national: '01 63…' },
        international: '00 33 1 63…',
      },
    },
    shown: {
      label: 'How the number shown is written',
      choices: {
        ...{ e164: '+33 1 63…', digits: '33 1 63…', national: '01 63…' },
        international: '00 33 1 63…',
      },
    },
    identity: {
      label: 'Number shown confirmed in',
      choices: {
        none: 'Nothing more (From alone)',
        pAssertedIdentity: 'P-Asserted-Identity',
        pPreferredIdentity: 'P-Preferred-Identity',
      },
    },
    keys: {
      label: 'Keys of the people called',
      choices: {
        events: 'As events (RFC 4733)',
        inBand: 'As tones in the voice',
        both: 'Either',
      },
    },
    protect: {
      label: 'Protection of the voice',
      choices: { '': 'None', yes: 'SRTP, keys in the TLS signalling' },
    },
    route: 'Shared route',
    routeHint:
      'Trunks of one route stand in for each other: when one fails, the others take its calls. Empty: it is by itself.',
    priority: 'Priority',
    priorityHint: 'The smallest number calls first.',
    weight: 'Share among equals',
    weightHint: '20 gets twice as many calls as 10.',
    wrongPriority: 'A whole number from 0 to 65,535.',
    wrongWeight: 'A whole number from 1 to 1,000.',
    needsTls: 'The keys would travel in clear: choose the transport TLS too.',
    ways: 'Particulars',
    routeOf: (name: string) => `route “${name}”`,
  },
)
