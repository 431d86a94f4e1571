/**
 * Words for the fit of the ear's score, beside those of the development split, whose voices say them: the more it has
 * heard, the less it learns by heart. None of them stands in the evaluation split.
 */
import { developmentTexts } from './development.ts'
import type { Texts } from './texts.ts'

export const fittingTexts: Texts = {
  ...developmentTexts,
  allo: [
    'Allô ?',
    'Allô',
    'Allô bonsoir ?',
    'Allô, j’écoute ?',
    'Mmh, allô ?',
    'Allôôô ?',
    'Allô ? [600] Oui ?',
  ],
  oui: [
    'Oui ?',
    'Ah, oui ?',
    'Oui bonsoir.',
    'Oui, quoi ?',

    'Ouais allô.',
    'Bonjour ?',
    'Bonsoir.',
  ],
  name: [
    'Oui bonjour, {nom}.',
    '{prenom}, bonjour !',
    'Ici {prenom} {nom}.',
    'Monsieur {nom} à l’appareil.',
    'Bonjour, {prenom} {nom} ?',
  ],
  longAnswer: [
    'Allô, oui, bonjour, à qui ai-je l’honneur ?',
    'Oui, allô, pardon, je n’ai pas entendu, c’est qui ?',
    'Allô ? [500] Oui ? [600] Qui est là ?',
    'Oui bonjour, alors si c’est encore pour l’isolation ça ne m’intéresse pas du tout.',
    'Allô, bonjour, excusez-moi j’ai couru, je vous écoute.',
    'Oui, bonjour madame, bonjour monsieur, que voulez-vous ?',
    'Allô ? Une seconde, je sors de la réunion. [800] Oui, dites.',
    'Allô ? Oui ? Ah bonjour, comment tu vas, ça fait longtemps !',
    'Oui, je vous entends, parlez, parlez.',
    'Allô, tu es où, je t’attends en bas depuis dix minutes ?',
  ],
  shop: [
    'Bonjour, {commerce} {nom}, je vous écoute.',
    '{societe}, {prenom}, bonjour, en quoi puis-je vous aider ?',
    'Restaurant {nom}, bonjour, c’est pour une réservation ?',
    'Accueil de l’école, bonjour, {prenom} à l’appareil, que puis-je faire pour vous ?',
    '{societe} bonjour.',
    'Étude de maître {nom}, bonjour, ne quittez pas s’il vous plaît.',
    'Clinique {nom}, service des admissions, bonjour.',
  ],
  child: [
    'Allô ? Maman ?',
    'Oui allô, je vais chercher papa.',
    'C’est {prenom} !',
    'Allô, bonjour, t’es qui toi ?',
    'Maman ! [400] C’est le téléphone !',
  ],
  later: [
    'Allô ?',
    'Oui ?',
    'Vous êtes qui ?',
    'Je n’entends rien.',
    'Non merci.',

    'Ah oui, d’accord.',
  ],
  talksOver: [
    'Allô ? [600] Non. [400] Non non, c’est pas moi. [800] Au revoir.',
    'Oui bonjour ? [700] Ah, un robot. [1000] Bon.',
    'Oui ? [900] Comment ? [700] Parlez plus fort ! [600] Allô ?',
  ],
  operator: [
    'Bonjour, vous êtes bien sur la boîte vocale de votre correspondant, merci de parler après le signal.',
    'Votre correspondant est injoignable actuellement, veuillez laisser un message.',
    'Messagerie vocale. Parlez après le bip. Pour réécouter votre message tapez dièse.',
    'Bonjour, ce téléphone est éteint ou hors de portée. Vous pouvez laisser un message après le bip sonore.',
    'Vous pouvez laisser un message vocal à votre correspondant après le signal sonore, puis raccrocher.',
  ],
  operatorNumber: [
    'Le {numero} n’est pas disponible. Après le signal sonore, veuillez enregistrer votre message.',
    'Bonjour, vous êtes sur la boîte vocale du {numero}, merci de laisser un message.',
    'Vous avez appelé le {numero}. Veuillez parler après le bip.',
  ],
  privateLong: [
    'Bonjour, vous êtes sur la messagerie de {prenom} {nom}. Je ne peux pas vous répondre actuellement, laissez-moi un message, merci, à bientôt.',
    'Hello, c’est {prenom}, je suis sûrement en train de courir, envoyez-moi plutôt un texto !',
    'Bonjour, je suis momentanément indisponible, vous pouvez me joindre par courriel ou laisser un message.',
    'Bonsoir, {prenom} n’est pas là, mais son répondeur vous écoute, parlez juste après le bip sonore.',
    'Oui, c’est moi, enfin c’est mon répondeur, alors vas-y, raconte, je te rappelle dès que je peux.',
    'Bonjour, merci pour votre appel, laissez vos nom, numéro et motif d’appel, je vous recontacterai dans la journée.',
  ],
  privateShort: [
    'Bonjour, laissez un message, merci.',
    'C’est bien {prenom}, message après le bip.',
    'Pas là, laissez un mot !',
    'Vous êtes chez {nom}, parlez.',
    'Bonjour, répondeur, message, merci, au revoir.',
  ],
  family: [
    'Bonjour, vous êtes bien chez monsieur et madame {nom}, nous sommes absents, laissez-nous un message après le bip.',
    'Chez {prenom}, {prenom} et les enfants, on est partis, on revient, laissez un message !',
  ],
  childGreeting: [
    'Bonjour, vous êtes chez {prenom} et {prenom}, on est dehors, laissez un message !',
    'C’est moi {prenom} qui fais le répondeur, parle après le bip !',
  ],
  company: [
    'Bienvenue chez {societe}, votre appel est important, un conseiller va vous répondre dans quelques instants.',
    'Bonjour, vous êtes en communication avec {societe}. Cet appel peut être enregistré.',
    'Bonjour, les bureaux de {societe} sont ouverts de huit heures à midi et de quatorze heures à dix-huit heures.',
    '{commerce} {nom}, nous sommes actuellement fermés, veuillez nous laisser un message.',
  ],
  pauses: [
    'Bonjour. [1000] {prenom} n’est pas là. [900] Merci de laisser un message.',
    'Allô, bonjour, [1100] vous êtes chez {nom}, [900] on n’est pas là.',
    'Oui. [1000] C’est le répondeur. [1000] Parlez.',
    'Vous êtes bien, [900] au {numero}. [1000] Merci.',
  ],
  prank: [
    'Allô ? [1100] Je t’entends mal ! [900] Normal, c’est le répondeur.',
    'Oui ? [900] Qui ça ? [1000] Eh non, laisse un message.',
  ],
  fullMailbox: [
    'Cette messagerie est saturée, vous ne pouvez pas laisser de message.',
    'La boîte vocale de votre correspondant est pleine, veuillez réessayer plus tard.',
  ],
  screening: [
    'Cet appel est filtré. Après le signal, indiquez qui vous êtes et l’objet de votre appel.',
    'Bonjour, la personne que vous essayez de joindre souhaite savoir qui appelle. Merci de dire votre nom.',
  ],
  announcement: ['Toutes les lignes de votre correspondant sont occupées, veuillez rappeler.'],
  television: [
    'Bonsoir à tous, voici les titres de l’actualité, la journée a été marquée par de fortes pluies dans le sud du pays.',
    'Mais enfin, Madame, je vous dis que je n’ai rien vu ce soir-là, j’étais chez ma sœur.',
  ],
  beside: [
    'C’est pour moi ?',

    'Qui c’est qui appelle à cette heure ?',
    'Dis-lui que je rappelle.',
  ],
}
