/**
 * The words of the evaluation split, on which nothing is tuned. One-word answers are the same word, spelled
 * otherwise.
 */
import type { Texts } from './texts.ts'

export const evaluationTexts: Texts = {
  allo: ['Alo ?', 'Allo-o ?', 'Alo ? [1100] Alo ?', 'Alo, bonjour ?', 'Ouais allo ?'],
  oui: ['Ui ?', 'Oui, bonjour ?', 'Oui oui ?', 'Hein, oui ?', 'Oui, dites-moi.'],
  name: [
    'Monsieur {nom}, oui ?',
    '{prenom}, j’écoute.',
    'Docteur {nom}.',
    '{nom} à l’appareil, bonjour.',
    'Chez {nom}, bonjour.',
  ],
  longAnswer: [
    'Bonjour, à qui ai-je l’honneur ?',
    'Alo, oui, bonjour, c’est de la part de qui ?',
    'Oui bonsoir, vous êtes bien chez moi, mais qui êtes-vous ?',
    'Alo ? [500] Oui, parlez plus fort, je n’entends rien du tout.',
    'Bonjour bonjour, excusez-moi j’étais à la cave, je vous écoute.',
    'Oui {prenom}, alors, tu es arrivée ? Je t’attends devant la gare.',
    'Alo, je suis dans le train, ça va couper, rappelez plus tard.',
    'Oui, attendez, je cherche mes lunettes. [700] Bon. C’est à quel sujet ?',
    'Ah, bonjour ! Je pensais justement à vous, comment allez-vous ?',
  ],
  shop: [
    '{commerce} {nom}, je vous écoute !',
    'Bonjour, {commerce} {nom}, ici {prenom}.',
    '{societe}, {prenom}, bonjour, comment puis-je vous aider ?',
    'Accueil, bonjour !',
    'Hôtel {nom}, bonjour, un instant s’il vous plaît.',
    'École des {nom}, secrétariat, bonjour.',
  ],
  child: [
    'Alo, t’es qui ?',
    'Alo papi ?',
    'Bonjour, mon papa il est au travail.',
    'Alo ? [800] Maman, c’est pour toi !',
  ],
  later: [
    'Alo, il y a quelqu’un ?',
    'Qui parle ?',
    'Hein ?',
    'Mouais.',
    'Encore la politique.',
    'Je n’entends pas bien.',
    'Continuez.',
    'C’est un robot.',
  ],
  talksOver: [
    'Qui c’est ? [600] Mmm. [1000] Non merci, c’est gentil.',
    'Alo, oui ? [600] Bonsoir. [1000] Ah, pour la mairie. [700] J’irai, oui.',
    'Oui, c’est moi. [500] Comment ? [700] Attendez, j’ai rien compris. [800] Répétez.',
    'Alo. [400] Encore vous ! [800] Je vous ai dit de ne plus m’appeler.',
    'Oui oui. [600] Oui. [800] Oui oui, je connais. [700] Bon, au revoir.',
  ],
  beside: [
    'Qui est-ce ?',
    'Laisse, ne réponds pas.',
    'À table !',
    'Dis que je suis sorti.',
    'Arrête de courir !',
  ],
  television: [
    'Le président de la région a inauguré ce matin la nouvelle ligne de tramway, attendue depuis quinze ans.',
    'Faites revenir les oignons à feu doux, ajoutez la farine, puis mouillez avec le bouillon.',
    'Bienvenue dans ce nouveau numéro de votre émission consacrée aux jardins et à la nature.',
  ],
  operator: [
    'Bonjour. La personne que vous cherchez à joindre est indisponible. Enregistrez votre message après le bip.',
    'Messagerie vocale. Votre correspondant est occupé ou son téléphone est éteint. Laissez-lui un message.',
    'Vous allez être mis en relation avec la boîte vocale de votre correspondant. Après le bip, parlez.',
    'Nous sommes désolés, votre correspondant est injoignable. Pour laisser un message, parlez après le bip sonore.',
    'Merci d’enregistrer votre message. Pour terminer, raccrochez ou tapez dièse.',
  ],
  operatorNumber: [
    'Vous êtes en communication avec le répondeur du {numero}. Merci de laisser un message.',
    'Le titulaire de la ligne {numero} ne peut vous répondre. À vous de parler après le bip.',
    'Le {numero} n’est pas disponible. Laissez vos coordonnées après le signal sonore.',
  ],
  privateLong: [
    'Hello, ici {prenom}. Impossible de décrocher pour l’instant, envoie plutôt un texto, ou bien parle après le bip.',
    'Bonjour, vous avez bien composé le numéro de {prenom} {nom}. Merci d’indiquer l’objet de votre appel, je reviens vers vous rapidement.',
    'Bonsoir ou bonjour selon l’heure, je suis probablement en réunion, un petit mot et je rappelle.',
    'Eh oui, encore le répondeur, désolé ! Dites-moi qui vous êtes et pourquoi vous appelez.',
    'Vous pouvez joindre {prenom} à son bureau demain matin, ou bien laisser ici quelques mots.',
    'Yo, c’est {prenom}, j’écoute jamais mes messages alors envoie un texto, merci, ciao.',
  ],
  privateShort: [
    'Ici {prenom}, un message et je rappelle.',
    'Boîte vocale de {prenom}.',
    'Pas là, message !',
    'Bonjour, c’est le répondeur des {nom}.',
    'Laissez-moi un mot après le bip.',
  ],
  family: [
    'Bonjour, {prenom}, {prenom} et le chien sont en balade, on vous rappelle ce soir, un message après le bip.',
    'Résidence {nom}, personne ne peut prendre votre appel, laissez vos nom et numéro.',
    'Ici la maison {nom}. Nous sommes sûrement au jardin. Insistez, ou laissez un mot.',
  ],
  childGreeting: [
    'Alors, y a personne à la maison, faut parler quand ça fait bip !',
    'Bonjour, ici c’est {prenom} et ma petite sœur, on est à la plage !',
  ],
  company: [
    'Vous êtes en relation avec {societe}. Notre standard est ouvert de huit heures à midi et de quatorze heures à dix-sept heures.',
    'Merci d’avoir appelé {societe}. Votre temps d’attente est estimé à trois minutes.',
    '{commerce} {nom}, c’est fermé pour congés jusqu’au vingt août, à bientôt.',
    '{societe} vous souhaite la bienvenue. Faites le un pour une commande, faites le deux pour une réclamation.',
    'Étude de maître {nom}. Nos horaires ont changé. Laissez un message, nous vous recontacterons.',
  ],
  pauses: [
    'Voilà. [1000] Vous êtes chez {prenom} et {prenom}. [900] On est sortis. [1100] Un message ?',
    'Bonsoir, [950] ici {prenom} {nom}, [1050] merci de parler, [900] à bientôt.',
    'Coucou ! [1200] Bon, je suis absente, alors laissez-moi un mot après le bip.',
    'Alors, [1000] comment ça marche, [900] ah oui, [850] laissez un message après le bip.',
  ],
  prank: [
    'Oui alo ? [1000] Je t’entends très mal, [900] c’est normal, c’est ma boîte vocale !',
    'Alo, bonjour ? [1300] Perdu ! Je suis sorti, laisse un mot.',
  ],
  fullMailbox: [
    'Cette boîte vocale est saturée, il n’est pas possible d’y déposer un message.',
    'Le répondeur de votre correspondant ne peut plus enregistrer de message. Merci de rappeler.',
  ],
  screening: [
    'Avant de vous mettre en relation, indiquez qui vous êtes et ce que vous souhaitez.',
    'Cet appel est filtré. Présentez-vous après le bip, s’il vous plaît, et patientez.',
    'L’assistant d’appel vous écoute. Quel est votre nom, et l’objet de votre appel ?',
  ],
  announcement: [
    'Le numéro demandé n’est plus en service actuellement.',
    'Par suite d’encombrement, votre appel ne peut aboutir. Rappelez dans quelques instants.',
    'Les appels vers cette destination sont restreints à la demande du titulaire de la ligne.',
  ],
  ourMessage: [
    'Bonjour, un message de Dominique Modèle, candidate, enregistré pour les habitants de la ville. Écoutez-le en tapant un, refusez-le en tapant neuf.',
    'Bonjour, vous allez entendre un message du comité Modèle au sujet du scrutin. Tapez un pour l’entendre, neuf pour ne plus en recevoir.',
  ],
  prenom: ['Hugo', 'Claire', 'Mehdi', 'Odile', 'Antoine', 'Fatou', 'Gabriel', 'Sylvie'],
  nom: ['Dubois', 'Moreau', 'Garnier', 'Haddad', 'Lambert', 'Perrin'],
  commerce: ['Boucherie', 'Librairie', 'Fleuriste', 'Pizzeria'],
  societe: ['Menuiserie du Parc', 'Banque des Rives', 'Clinique du Lac', 'Électricité Générale'],
}
