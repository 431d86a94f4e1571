/** Words of coming in: first run, sign-in, invitation. */
import { wordsOf } from '../../words/words.ts'

export const entryWords = wordsOf(
  {
    email: 'Adresse e-mail',
    passphrase: 'Phrase de passe',
    passphraseHint: (signs: number) =>
      `${signs} signes ou plus : quatre mots sans rapport suffisent. Elle n’est demandée qu’une fois : vérifiez-la avec « Montrer ».`,
    name: 'Votre nom',
    nameHint: 'Tel que votre équipe le lira dans le journal.',
    organisation: 'Votre équipe ou organisation',
    organisationHint: 'Par exemple : Camille Exemple 2027',
    missing: {
      email: 'Écrivez votre adresse e-mail, par exemple nour@exemple.fr.',
      name: 'Écrivez votre nom.',
      organisation: 'Écrivez le nom de votre équipe.',
      passphrase: 'Écrivez votre phrase de passe.',
      passphraseShort: (signs: number) =>
        `Votre phrase de passe doit compter ${signs} signes ou plus.`,
      code: 'Écrivez le code à six chiffres de votre application.',
    },
    signIn: {
      title: 'Se connecter',
      act: 'Se connecter',
      failed: 'Vous n’êtes pas connecté(e).',
      wrong:
        'Cette adresse et cette phrase de passe ne vont pas ensemble. Vérifiez les deux, puis réessayez.',
      locked: (wait: string) =>
        `Trop d’essais. Pour vous protéger, attendez ${wait}, puis réessayez.`,
      codeTitle: 'Votre code',
      codeLead: 'Ouvrez votre application d’authentification et recopiez le code à six chiffres.',
      code: 'Code à six chiffres',
      codeHint: 'Téléphone perdu ? Un code de secours convient aussi.',
      codeWrong:
        'Ce code n’est pas valable maintenant. Prenez le plus récent de votre application.',
      codeAct: 'Continuer',
      back: 'Changer d’adresse ou de phrase de passe',
      forgotten:
        'Phrase de passe oubliée ? La personne qui gère votre équipe peut vous inviter de nouveau.',
    },
    firstRun: {
      title: 'Bienvenue',
      lead: 'Vous serez propriétaire de ce serveur. Ensuite, vous essaierez avec des personnes fictives : aucun vrai téléphone ne sonnera.',
      resetLead:
        'Vous redevenez propriétaire de ce serveur. Écrivez votre adresse d’avant pour retrouver votre compte ; rien d’autre n’a changé.',
      time: 'Environ une minute.',
      act: 'Commencer',
      failed: 'Le propriétaire n’a pas été créé.',
      closed: 'Ce serveur a déjà son propriétaire',
      closedLead:
        'Le lien de première ouverture ne sert qu’une fois. Connectez-vous, ou demandez une invitation.',
      noToken: 'Ouvrez le lien imprimé par le serveur',
      noTokenLead:
        'Le propriétaire se crée avec un lien à usage unique, que « npm start » affiche dans le terminal. Il est valable 24 heures ; redémarrez le serveur pour en obtenir un autre.',
      waiting: (seconds: string) => `Le serveur se prépare… ${seconds}`,
      toSignIn: 'Se connecter',
    },
    invitation: {
      title: (organisation: string) => `Rejoindre ${organisation}`,
      lead: (by: string, roles: string) => `${by} vous invite comme ${roles}.`,
      act: 'Rejoindre l’équipe',
      failed: 'Vous n’avez pas encore rejoint l’équipe.',
      known: 'Cette adresse est déjà connue ici : connectez-vous pour accepter.',
      signIn: 'Se connecter et accepter',
      accept: 'Accepter l’invitation',
      unreadable: 'L’invitation n’a pas pu être lue.',
      states: {
        expired: [
          'Cette invitation a expiré',
          'Demandez-en une nouvelle à la personne qui vous a invité(e).',
        ],
        revoked: [
          'Cette invitation a été retirée',
          'Demandez à la personne qui vous a invité(e) si c’est voulu.',
        ],
        accepted: [
          'Cette invitation a déjà servi',
          'Connectez-vous avec votre adresse et votre phrase de passe.',
        ],
        unknown: [
          'Ce lien ne mène nulle part',
          'Il est peut-être coupé : copiez-le en entier, ou demandez une nouvelle invitation.',
        ],
      },
    },
    roles: {
      owner: 'propriétaire',
      campaignManager: 'responsable de campagne',
      messageApprover: 'approbateur ou approbatrice des messages',
      treasurer: 'trésorier ou trésorière',
      dataProtectionOfficer: 'délégué(e) à la protection des données',
      observer: 'observateur ou observatrice',
    },
  },
  {
    email: 'E-mail address',
    passphrase: 'Passphrase',
    passphraseHint: (signs: number) =>
      `${signs} characters or more: four unrelated words will do. It is asked once only: check it with "Show".`,
    name: 'Your name',
    nameHint: 'As your team will read it in the journal.',
    organisation: 'Your team or organisation',
    organisationHint: 'For example: Camille Exemple 2027',
    missing: {
      email: 'Write your e-mail address, for example nour@exemple.fr.',
      name: 'Write your name.',
      organisation: 'Write the name of your team.',
      passphrase: 'Write your passphrase.',
      passphraseShort: (signs: number) => `Your passphrase needs ${signs} characters or more.`,
      code: 'Write the six-digit code of your app.',
    },
    signIn: {
      title: 'Sign in',
      act: 'Sign in',
      failed: 'You are not signed in.',
      wrong: 'This address and this passphrase do not go together. Check both, then try again.',
      locked: (wait: string) => `Too many tries. To protect you, wait ${wait}, then try again.`,
      codeTitle: 'Your code',
      codeLead: 'Open your authenticator app and copy the six-digit code.',
      code: 'Six-digit code',
      codeHint: 'Phone lost? A recovery code works too.',
      codeWrong: 'This code is not valid now. Take the newest one of your app.',
      codeAct: 'Continue',
      back: 'Change address or passphrase',
      forgotten: 'Passphrase forgotten? Whoever manages your team can invite you again.',
    },
    firstRun: {
      title: 'Welcome',
      lead: 'You will own this server. Then you will try it with fictional people: no real phone will ring.',
      resetLead:
        'You own this server again. Write the address you had to find your account as it was; nothing else has changed.',
      time: 'About one minute.',
      act: 'Begin',
      failed: 'The owner was not created.',
      closed: 'This server has its owner already',
      closedLead: 'The first-run link works once. Sign in, or ask for an invitation.',
      noToken: 'Open the link that the server printed',
      noTokenLead:
        'The owner is created with a single-use link that "npm start" shows in the terminal. It is valid for 24 hours; start the server again for a new one.',
      waiting: (seconds: string) => `The server is getting ready… ${seconds}`,
      toSignIn: 'Sign in',
    },
    invitation: {
      title: (organisation: string) => `Join ${organisation}`,
      lead: (by: string, roles: string) => `${by} invites you as ${roles}.`,
      act: 'Join the team',
      failed: 'You have not joined the team yet.',
      known: 'You already sign in with this address: sign in to accept.',
      signIn: 'Sign in and accept',
      accept: 'Accept the invitation',
      unreadable: 'The invitation could not be read.',
      states: {
        expired: ['This invitation has expired', 'Ask the person who invited you for a new one.'],
        revoked: [
          'This invitation was withdrawn',
          'Ask the person who invited you whether this is meant.',
        ],
        accepted: [
          'This invitation was used already',
          'Sign in with your address and your passphrase.',
        ],
        unknown: [
          'This link leads nowhere',
          'It may be cut: copy it whole, or ask for a new invitation.',
        ],
      },
    },
    roles: {
      owner: 'owner',
      campaignManager: 'campaign manager',
      messageApprover: 'message approver',
      treasurer: 'treasurer',
      dataProtectionOfficer: 'data-protection officer',
      observer: 'observer',
    },
  },
)
