/** What sentences are put together from (composed.ts); `{…}` as in texts.ts. */
import { listed } from './listed.ts'
import type { Vocabulary } from './vocabulary.ts'

const hellos = listed(
  'bonjour · bonsoir · salut · coucou · hello · oui bonjour · bonjour bonjour · bienvenue',
  'bonjour à toutes et à tous · salut à toi · bonjour et bienvenue · alors bonjour · eh bien bonjour',
  'bonjour à tous · bonjour, bonsoir · oui bonsoir · allô bonjour · bonjour madame, bonjour monsieur',
  'salut salut · bien le bonjour · hey salut',
)

/** Whose mailbox it is. */
const owners = listed(
  'vous êtes bien sur le répondeur de {prenom} · vous êtes sur la messagerie de {prenom} {nom}',
  'vous êtes bien sur la messagerie de {prenom} · vous êtes sur le portable de {prenom}',
  'vous êtes bien au {numero} · vous êtes sur le répondeur du {numero} · vous avez appelé le {numero}',
  'vous êtes en relation avec la boîte vocale du {numero} · le {numero} est absent pour l’instant',
  'vous êtes bien chez {prenom} et {prenom} · vous êtes chez les {nom} · vous êtes bien chez {nom}',
  'c’est {prenom} · c’est bien {prenom} · ici {prenom} {nom} · c’est le répondeur de {prenom}',
  'c’est bien le numéro de {prenom} {nom} · vous êtes bien sur mon téléphone · tu es bien sur mon portable',
  'je suis {prenom} {nom} · ici le répondeur de la famille {nom} · tu es sur la messagerie de {prenom}',
  'vous venez d’appeler {prenom} · vous cherchez à joindre {prenom} {nom} · bienvenue sur ma messagerie',
  'répondeur automatique de {prenom} {nom} · messagerie de {prenom} · vous êtes au bon numéro',
  'vous êtes en contact avec le répondeur de {prenom} · vous êtes sur la boîte vocale de {prenom} {nom}',
  'bienvenue sur le répondeur de {prenom} · vous avez bien composé le numéro de {prenom}',
  'vous êtes chez {prenom} et toute la famille · c’est le portable de {prenom}',
  'vous êtes bien sur la ligne de {prenom} {nom} · ceci est le répondeur de {prenom}',
  'je suis bien {prenom} mais je ne suis pas là · vous êtes sur le numéro professionnel de {prenom} {nom}',
  'tu as essayé de me joindre · vous tentez de joindre {prenom} · ici {prenom}, enfin mon répondeur',
  'tu es bien chez {prenom} · vous êtes bien sur le fixe de la famille {nom}',
  'la messagerie de {prenom} {nom} vous écoute · c’est la maison de {prenom} et {prenom}',
  'vous êtes sur la messagerie personnelle de {prenom} · mon nom est {prenom} {nom}',
  'le téléphone de {prenom} est sur répondeur',
)

const absences = listed(
  'je ne suis pas disponible · je ne peux pas vous répondre · je ne peux pas te répondre pour l’instant',
  'je suis absent · je suis absente jusqu’à demain · nous sommes absents · nous ne sommes pas là',
  'je suis en réunion · je suis au travail · je suis en déplacement · je suis sorti · on est sortis',
  'je suis déjà en ligne · je dois être occupé · je n’ai pas entendu sonner · je suis au volant',
  'je ne suis pas joignable · il n’y a personne à la maison · je suis momentanément absent · je dors',
  'je suis en congé cette semaine · je n’ai pas pu prendre votre appel · j’ai raté ton appel',
  'pour le moment je ne réponds pas · je suis sûrement sous la douche · on ne peut pas décrocher',
  'nous avons manqué votre appel · je ne suis pas à côté de mon téléphone · on n’est pas là',
  'je ne suis pas disponible actuellement · je suis en rendez-vous · je suis injoignable pour le moment',
  'je ne peux pas décrocher · je suis en train de travailler · je suis en cours · je suis au cinéma',
  'je suis à l’étranger jusqu’à lundi · j’ai oublié mon téléphone · mon téléphone est en silencieux',
  'je n’ai plus de batterie · nous sommes en vacances · nous sommes sortis faire des courses',
  'personne ne peut vous répondre · il n’y a personne pour l’instant · je suis occupée',
  'je suis en communication · je suis avec un client · je suis en pause · vous tombez mal',
  'on est partis se promener · je suis à la piscine · je ne suis pas chez moi',
  'je ne peux pas vous parler maintenant · je serai de retour dans la soirée',
  'si je ne réponds pas c’est que je suis occupé · je filtre mes appels · tout le monde est sorti',
)

/** What a mailbox wants. */
const requests = listed(
  'laissez un message · laissez-moi un message · laisse un message · laisse-moi un message',
  'laissez un message après le bip · laissez votre message après le signal · parlez après le bip',
  'merci de laisser un message après le signal sonore · veuillez laisser un message après le bip sonore',
  'laissez-nous un petit message · laissez vos coordonnées · laissez votre nom et votre numéro',
  'merci de me laisser un message · n’hésitez pas à laisser un message · dites-moi tout après le bip',
  'laissez-moi votre numéro, je vous rappelle · je vous rappellerai dès que possible · je te rappelle',
  'je vous rappelle au plus vite · parle après le signal · envoyez-moi un texto · écris-moi un message',
  'rappelez plus tard · merci de rappeler plus tard · je vous recontacte dans les meilleurs délais',
  'vous pouvez laisser un message · vous pouvez me laisser un message vocal · enregistrez votre message',
  'vous savez quoi faire · tu sais ce qu’il te reste à faire · message après le bip · à vous après le top',
  'merci de parler après le top sonore · on vous rappelle dès notre retour · laissez-nous un message',
  'laissez-moi un petit mot · laisse un petit mot · laissez un message et je vous rappelle',
  'laisse-moi un message et je te rappelle · merci de laisser vos nom et numéro · dites ce que vous avez à dire',
  'racontez-moi tout · laissez votre numéro de téléphone · laissez un message clair',
  'merci de laisser votre message · je vous rappellerai · nous vous rappellerons · on vous rappelle',
  'je te rappellerai plus tard · essaie plus tard · réessayez dans une heure · parlez maintenant · c’est à vous',
  'à toi · exprimez-vous après la tonalité · attendez le bip et parlez · votre message sera enregistré',
  'vous avez deux minutes · laissez un message court · si c’est urgent envoyez un message · vous pouvez m’écrire',
  'contactez-moi par courriel · appelez ma collègue · merci de renouveler votre appel',
  'n’oubliez pas de laisser votre numéro · enregistrez-vous après le signal sonore · parlez après le petit bip',
  'dis-moi ce que tu veux · je prendrai connaissance de votre message · vous serez rappelé rapidement',
)

const closings = listed(
  'merci · merci et à bientôt · à bientôt · bonne journée · au revoir · à plus tard · à plus · merci beaucoup',
  'bisous · à très vite · bonne soirée · merci d’avance · ciao · je vous embrasse · pour terminer, raccrochez',
  'pour réécouter, tapez un · pour plus d’options, tapez étoile · à tout de suite · à tout à l’heure · salut',
  'bye · tchao · passez une bonne journée · excellente journée · merci de votre appel',
  'merci pour votre patience · au plaisir · bonne fin de journée · à la prochaine · je compte sur vous',
  'grosses bises · à vous',
)

/** The network speaks for whoever does not answer. */
const unreachable = listed(
  'votre correspondant n’est pas disponible · votre correspondant est absent · votre correspondant est occupé',
  'votre correspondant ne répond pas · la personne que vous demandez n’est pas joignable',
  'la personne que vous appelez est absente · votre appel a été transféré vers une boîte vocale',
  'vous êtes sur la boîte vocale de votre correspondant · votre correspondant ne peut pas vous répondre',
  'le téléphone de votre correspondant est éteint · le mobile que vous appelez est hors de portée',
  'vous êtes bien sur la messagerie vocale de votre correspondant · bienvenue sur la boîte vocale',
  'le répondeur de votre correspondant vous écoute · la ligne de votre correspondant est en dérangement',
  'le numéro que vous demandez n’est plus attribué · le numéro composé est incomplet',
  'par suite d’encombrement votre appel ne peut aboutir · ce service n’est pas accessible',
  'votre correspondant a changé de numéro · il n’y a pas d’abonné au numéro que vous avez demandé',
  'le numéro que vous avez demandé ne peut être obtenu · l’abonné n’est pas disponible',
  'nous ne pouvons donner suite à votre appel · votre correspondant est déjà en communication',
  'la personne que vous essayez de joindre ne répond pas · votre correspondant a été informé de votre appel',
  'le service demandé est suspendu · votre interlocuteur est indisponible',
  'vous allez être mis en relation avec la messagerie',
  'la messagerie vocale de votre correspondant va prendre votre appel · votre appel est transféré',
  'ce numéro n’est pas en service actuellement · le poste demandé est occupé',
  'aucune réponse de votre correspondant · il nous est impossible de joindre votre correspondant',
)

const full = listed(
  'la messagerie de votre correspondant est pleine · cette boîte vocale est pleine',
  'la boîte de votre correspondant ne peut plus recevoir de message · le répondeur est plein',
  'la boîte vocale est saturée · il n’est plus possible d’enregistrer de message',
  'votre correspondant ne peut plus recevoir de messages · la mémoire du répondeur est pleine',
  'cette messagerie ne prend plus de messages · la boîte est pleine · l’espace de la messagerie est plein',
  'votre message ne peut pas être enregistré · cette boîte vocale n’est pas activée',
)

/** A recorded joke is over. */
const callers = listed(
  'non, je plaisante, c’est le répondeur · eh non, je ne suis pas là · en fait c’est ma messagerie',
  'je t’ai bien eu, c’est le répondeur · ah mais non, c’est une machine · surprise, c’est mon répondeur',
  'je rigole, laisse un message · bon, c’est une blague, je suis absent · tu parles à mon répondeur',
  'c’est pas vrai, je ne suis pas là · mais non, c’est enregistré',
)

const filters = {
  says: listed(
    'votre appel est filtré · cette personne utilise un assistant d’appel · je réponds à la place de {prenom}',
    'je suis l’assistant vocal de votre correspondant · votre correspondant filtre ses appels',
    'ce numéro est protégé contre le démarchage · votre correspondant souhaite savoir qui l’appelle',
    'un service de filtrage répond pour cette personne · je suis un assistant virtuel',
    'avant de vous mettre en relation · je prends les appels de {prenom} {nom}',
    'cette ligne utilise un filtre d’appels · le titulaire de cette ligne n’accepte pas les appels inconnus',
    'je suis une assistante automatique · un assistant répond pour votre correspondant',
    'bienvenue sur le filtre d’appel',
  ),
  asks: listed(
    'dites votre nom · veuillez dire votre nom et la raison de votre appel · qui êtes-vous · annoncez votre nom',
    'dites qui vous êtes et pourquoi vous appelez · quel est l’objet de votre appel · merci de vous présenter',
    'indiquez votre nom et patientez · dites-moi qui appelle · merci d’indiquer votre nom après le signal',
    'pouvez-vous me donner la raison de votre appel · pour quelle raison appelez-vous · veuillez vous identifier',
    'de la part de qui · prononcez votre nom · merci de décliner votre identité · présentez-vous',
    'dites en quelques mots pourquoi vous appelez · qui dois-je annoncer · indiquez le motif de votre appel',
  ),
  ends: listed(
    'et je vérifie si la personne est disponible · puis restez en ligne · je transmets votre demande',
    'puis patientez un instant · votre correspondant décidera de prendre l’appel · je lui transmets',
    'nous verrons s’il peut répondre · merci de rester en ligne · une fois terminé, tapez dièse',
  ),
}

const companies = {
  names: listed(
    'vous êtes bien chez {societe} · {societe} · bienvenue chez {societe} · {commerce} {nom}',
    'vous êtes en relation avec {societe} · le service client de {societe} · cabinet médical {nom}',
    'vous avez joint l’accueil de {societe} · vous êtes bien à la mairie · le secrétariat du docteur {nom}',
    '{societe}, bonjour · vous êtes bien au garage {nom} · la pharmacie {nom}',
    'vous êtes au standard de {societe} · {commerce} {nom} bonjour · l’agence {societe}',
    'vous avez appelé {societe}',
  ),
  says: listed(
    'tous nos conseillers sont occupés · veuillez patienter · un conseiller va vous répondre',
    'nos bureaux sont fermés · nous sommes fermés · nous sommes ouverts du mardi au samedi',
    'nos horaires d’ouverture sont de neuf heures à dix-sept heures · merci de rappeler demain',
    'votre temps d’attente est estimé à cinq minutes · ne quittez pas, nous allons prendre votre appel',
    'pour la comptabilité tapez un · pour joindre un conseiller tapez deux · tapez étoile pour revenir',
    'cet appel est susceptible d’être enregistré · votre appel est important pour nous',
    'laissez un message après le signal · pour prendre rendez-vous rendez-vous sur notre site',
    'si vous connaissez le poste de votre correspondant composez-le maintenant · toute notre équipe est en ligne',
    'nos services sont fermés pour le moment · notre répondeur vous écoute',
    'merci d’appeler pendant les heures d’ouverture · le magasin est fermé aujourd’hui',
    'pour une urgence composez le quinze · pour suivre votre commande tapez trois · appuyez sur la touche un',
    'nous vous répondrons dans les plus brefs délais · veuillez conserver l’écoute · merci de votre patience',
    'notre cabinet est fermé jusqu’au lundi · les consultations reprennent à quatorze heures',
    'vous allez être mis en relation · toutes nos lignes sont occupées',
    'nous mettons tout en œuvre pour vous répondre',
  ),
}

const shops = {
  names: listed(
    '{commerce} {nom} · {societe} · cabinet {nom} · hôtel {nom} · garage {nom} · maison {nom} · mairie',
    'secrétariat · la réception · restaurant chez {prenom} · accueil de l’hôpital · docteur {nom}',
    '{commerce} du centre · bibliothèque municipale · service technique · pizzeria chez {prenom}',
    'boutique {nom} · cabinet vétérinaire · taxi {nom} · bar du marché · école primaire · fleuriste {nom}',
    'le garage · auto-école {nom} · salon {prenom} · cabinet dentaire · ferme {nom} · librairie {nom}',
  ),
  offers: listed(
    'bonjour · bonjour, {prenom} à l’appareil · oui, j’écoute · bonjour, je vous écoute · bonsoir',
    'que puis-je faire pour vous ? · bonjour, que puis-je pour vous ? · en quoi puis-je vous aider ?',
    'ne quittez pas · bonjour, ne quittez pas une seconde · oui bonjour ? · {prenom}, bonjour',
    'bonjour, c’est pour une commande ? · vous désirez ? · allô ? · oui ? · bonjour, {prenom} {nom}',
    'bonjour à vous · bonjour, dites-moi · je suis à vous dans un instant · bonjour, {prenom} pour vous servir',
    'un instant s’il vous plaît · bonjour, quel est votre nom ? · bonjour, vous avez rendez-vous ?',
    'bonjour, c’est pour un rendez-vous ? · je vous prends tout de suite · bonjour, qui est à l’appareil ?',
  ),
}

const people = {
  yes: listed(
    'oui · ouais · mm · oui allô · ah oui · bonjour · allô oui · euh oui · oui bonsoir · j’écoute',
    'oui, je vous écoute · présent · oui c’est moi · allô, oui bonjour · allô j’écoute · oui qui est là',
    'bien sûr · ouais ouais · voilà · allô allô',
  ),
  first: listed(
    'allô · allô ? · oui ? · oui · oui allô ? · allô oui · allô, bonjour · oui bonjour · bonjour',
    'allô ? [400] allô ? · ouais · allô allô · ah allô · mm · pardon, allô · oui oui · bonsoir',
    'allô ? [600] oui ? · oui, oui, allô · hop, allô · ah bonjour · allô c’est qui · oui, dis-moi · ouais, salut',
    'attends, allô · euh, oui',
  ),
  polite: listed(
    'bonjour · bonjour madame · bonjour monsieur · bonsoir · enchanté · s’il vous plaît',
  ),
  names: listed(
    '{prenom} {nom} · madame {nom} · monsieur {nom} · {prenom} · ici {prenom} · c’est {prenom}',
    '{prenom} à l’appareil · madame {nom} à l’appareil · c’est {prenom} {nom} · famille {nom} · {nom}',
    'ici {nom} · ici madame {nom} · {prenom} {nom} à l’appareil · oui, {nom}',
  ),
  asks: listed(
    'qui est à l’appareil ? · c’est qui ? · c’est de la part de qui ? · qui êtes-vous ? · je vous écoute',
    'je t’écoute · c’est pour quoi ? · c’est à quel sujet ? · que voulez-vous ? · à qui voulez-vous parler ?',
    'vous cherchez qui ? · vous m’entendez ? · tu m’entends ? · comment ? · vous êtes qui ?',
    'qu’est-ce que vous voulez ? · c’est toi {prenom} ? · vous pouvez répéter ? · il y a quelqu’un ?',
    'je peux vous aider ? · c’est encore vous ? · c’est pour mon fils ? · vous appelez d’où ?',
    'c’est une enquête ? · qui vous a donné mon numéro ? · tu voulais quoi ? · t’es où ? · ça va ?',
    'c’est la livraison ? · vous voulez qui ? · c’est bien toi ? · pardon ? · vous dites ?',
    'qu’est-ce qu’il y a ? · c’est urgent ? · vous pouvez parler plus fort ? · je parle à qui ?',
    'c’est au sujet de quoi ? · je peux savoir qui appelle ?',
  ),
  circumstances: listed(
    'je ne vous entends pas · je suis en voiture · je suis en réunion, rappelez-moi · attendez un instant',
    'je suis occupé là · ma femme n’est pas là · il n’est pas disponible · elle est sortie · une seconde',
    'vous vous trompez de numéro · je n’ai besoin de rien · ça ne m’intéresse pas · non merci · je vous le passe',
    'ne quittez pas, je l’appelle · il rentre ce soir · je suis au travail · je suis en train de manger',
    'je n’ai pas le temps · rappelez plus tard · laissez-moi tranquille · excusez-moi, j’ai couru',
    'attends, je sors · la ligne est mauvaise · parlez plus fort · d’accord · ah, c’est un enregistrement',
    'je vais chercher un stylo · mon mari s’en occupe · je conduis · je vous entends mal · ça coupe',
    'je vous rappelle dans cinq minutes · je suis avec quelqu’un · il est parti au marché · on est à table',
    'non, ce n’est pas moi · je ne suis pas intéressée · on m’a déjà appelé hier · je suis sur liste rouge',
    'bon, d’accord, allez-y · attendez, je prends de quoi noter · j’étais dans le jardin · mes enfants dorment',
    'je ne comprends pas · ça fait trois fois que vous appelez · je vote depuis longtemps · vous êtes un robot ?',
    'c’est encore une publicité · écoutez, je n’ai vraiment pas le temps · je suis chez le médecin',
    'elle n’habite plus ici · je ne connais pas cette personne · je descends du train · je viens de rentrer',
    'ma fille n’est pas encore rentrée · je vous passe ma femme · vous devez faire erreur · bon, je raccroche',
    'eh bien, au revoir · ah, excusez-moi · je suis un peu pressé · tu peux me rappeler ce soir ?',
    'j’arrive, j’arrive · je t’ai envoyé un message · je suis à la caisse là · oui, c’est bien moi',
    'c’est moi-même · lui-même · elle-même',
  ),
  children: listed(
    'c’est qui ? · maman est pas là · papa il dort · je vais chercher maman · tu veux parler à qui ?',
    'c’est {prenom} · maman, téléphone ! · elle est dans le bain · il est au travail · c’est papy ? · on mange',
    'je suis tout seul · attends · mamie ? · bonjour madame · papa est pas rentré · on a école demain · je joue',
    'tu connais ma maman ? · grand frère, c’est pour toi · elle cuisine · il revient bientôt · c’est tata ?',
    'allô papa · moi j’ai six ans',
  ),
  beside: listed(
    'qui c’est ? · c’est encore une publicité ? · viens manger · baisse le son · c’est pour toi ?',
    'laisse sonner · dis-lui que je ne suis pas là · tu peux répondre ? · les enfants, silence ! · passe-le-moi',
    'c’est maman ? · ferme la porte · demande qui c’est · on t’attend · raccroche · qui appelle ?',
  ),
  programmes: listed(
    'le gouvernement a présenté son budget ce matin · de la pluie est attendue sur la moitié nord',
    'le prix du carburant continue de baisser · et c’est le but, quelle action magnifique',
    'tournez à droite dans deux cents mètres · notre invité ce soir est écrivain',
    'la circulation reste difficile sur le périphérique · et tout de suite une page de publicité',
    'ajoutez deux œufs et une pincée de sel · le suspect a été arrêté hier à la frontière',
    'le musée rouvrira ses portes au printemps · retrouvez-nous demain à la même heure',
    'un franc soleil sur toute la côte · mais qu’est-ce que tu fais là, je te croyais parti',
    'les résultats sont attendus dans la soirée · le concert affiche complet · voici maintenant un reportage',
    'et votre réponse est ? Bonne réponse ! · il frappe, le gardien repousse',
    'nous recevons un chercheur ce matin · la bourse de Paris a terminé en hausse · un accident a coupé la route',
    'merci d’avoir été avec nous · prochain épisode demain · faites revenir les oignons',
    'elle ne lui pardonnera jamais',
  ),
}

export const phrases: Vocabulary = {
  hellos,
  owners,
  absences,
  requests,
  closings,
  unreachable,
  full,
  callers,
  filters,
  companies,
  shops,
  people,
}
