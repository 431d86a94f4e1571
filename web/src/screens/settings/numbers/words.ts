/** Words of the numbers that are shown, and of the organisation's own phones. */
import { wordsOf } from '../../../words/words.ts'

export const numbersWords = wordsOf(
  {
    title: 'Numéros et téléphones',
    lead: 'Le numéro que voient les personnes appelées, et les téléphones que vous pouvez faire sonner vous-même.',
    shown: 'Numéros affichés',
    shownLead:
      'Chaque numéro vous a été attribué par un opérateur, qui en garde la preuve. Il n’existe aucun moyen de le masquer ni d’en changer d’un appel à l’autre.',
    number: 'Numéro',
    over: 'Raccordement',
    kind: 'Ce qu’il peut afficher',
    automated: 'appels automatisés',
    human: 'appels humains seulement : pas un numéro polyvalent vérifié (NPV)',
    noNumber:
      'Aucun numéro à afficher pour l’instant. Ils s’ajoutent au raccordement de l’opérateur qui les a attribués.',
    toTrunks: 'Voir les raccordements',
    builtIn: 'Opérateur de répétition',
    failed: 'Les numéros n’ont pas pu être lus.',
    phones: 'Vos téléphones',
    phonesLead:
      'Les appels d’essai et l’approbation d’un message par téléphone ne sonnent que ceux-ci. Déclarez seulement des téléphones qui sont à vous.',
    noPhone: 'Aucun téléphone déclaré.',
    phonesFailed: 'Vos téléphones n’ont pas pu être lus.',
    label: 'À qui est-il ?',
    labelHint: 'Par exemple : Nour, portable',
    phone: 'Numéro du téléphone',
    addPhone: 'Déclarer ce téléphone',
    missing: { label: 'Dites à qui est ce téléphone.', number: 'Donnez son numéro.' },
    addFailed: 'Le téléphone n’a pas été déclaré.',
    since: 'Déclaré',
    remove: 'Retirer',
    removeSentence: (label: string) =>
      `« ${label} » ne sonnera plus ni pour un essai ni pour une approbation.`,
    removeConfirm: 'Retirer ce téléphone',
    removeFailed: 'Le téléphone n’a pas été retiré.',
    practice:
      'En répétition, les téléphones d’essai sont ceux du logiciel : vous n’avez rien à déclarer.',
  },
  {
    title: 'Numbers and phones',
    lead: 'The number that people see when they are called, and the phones that you may ring yourself.',
    shown: 'Numbers shown',
    shownLead:
      'Each number was assigned to you by an operator, who keeps the proof. There is no way to hide it, nor to change it from call to call.',
    number: 'Number',
    over: 'Trunk',
    kind: 'What it may be shown for',
    automated: 'automated calls',
    human: 'human calls only: not a verified multi-purpose number (NPV)',
    noNumber:
      'No number to show yet. They are added to the trunk of the operator who assigned them.',
    toTrunks: 'See the trunks',
    builtIn: 'Practice carrier',
    failed: 'The numbers could not be read.',
    phones: 'Your phones',
    phonesLead:
      'Test calls and the approval of a message by phone ring only these. Declare only phones that are yours.',
    noPhone: 'No phone declared.',
    phonesFailed: 'Your phones could not be read.',
    label: 'Whose is it?',
    labelHint: 'For example: Nour, mobile',
    phone: 'Number of the phone',
    addPhone: 'Declare this phone',
    missing: { label: 'Say whose phone this is.', number: 'Give its number.' },
    addFailed: 'The phone was not declared.',
    since: 'Declared',
    remove: 'Take off',
    removeSentence: (label: string) => `“${label}” will ring no more, for tests or approvals.`,
    removeConfirm: 'Take this phone off',
    removeFailed: 'The phone was not taken off.',
    practice: 'In practice the phones are inside the program: there is nothing to declare.',
  },
)
