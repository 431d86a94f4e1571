/** Names and places for the people of the examples: the places are real, nobody lives there. */

export const lastNames: readonly string[] = (
  'Martin Bernard Thomas Petit Robert Richard Durand Dubois Moreau Laurent Simon Michel Lefèvre ' +
  'Leroy Roux David Bertrand Morel Fournier Girard Bonnet Dupont Lambert Fontaine Rousseau ' +
  'Vincent Muller Lefebvre Faure André Mercier Blanc Guérin Boyer Garnier Chevalier François ' +
  'Legrand Gauthier Garcia Perrin Robin Clément Morin Nicolas Henry Roussel Mathieu Gautier ' +
  'Masson Marchand Duval Denis Dumont Marie Lemaire Noël Meyer Dufour Meunier Brun Blanchard ' +
  'Giraud Joly Rivière Lucas Brunet Gaillard Barbier Arnaud Martinez Gérard Roche Renard ' +
  "Schmitt Roy Leroux Colin Vidal Caron Picard Roger Fabre Aubert Lemoine Renaud Dumas L'Hôte"
).split(' ')

export const firstNames: readonly string[] = (
  'Jade Louise Ambre Alba Emma Rose Alice Romy Anna Lina Léna Mia Lou Julia Chloé Agathe Iris ' +
  'Inès Sarah Nour Léonie Zoé Camille Juliette Manon Eva Jeanne Lucie Élise Clara Gabriel ' +
  'Raphaël Léo Louis Maël Noah Jules Adam Arthur Isaac Sacha Gaspard Eden Liam Lucas Hugo Naël ' +
  'Aaron Paul Nino Ethan Tiago Malo Marius Théo Nathan Martin Victor Axel Mohamed Samuel ' +
  'Jean-Pierre Marie-Claude Françoise Monique Michel Bernard Solène Aïcha Kenza Yanis'
).split(' ')

export const streets: readonly string[] = [
  ...['rue des Lilas', 'avenue de la Gare', 'place du Marché', 'rue Victor-Hugo', 'rue du Moulin'],
  ...["allée de l'Étang", 'boulevard de la République', 'rue Pasteur', 'chemin des Vignes'],
  ...["impasse de l'Église", 'rue de la Santé', 'quai des Pêcheurs', 'rue Jean-Jaurès'],
]

export interface ExampleCommune {
  readonly name: string
  readonly insee: string
  readonly postcode: string
}

const communesFrom = (rows: string): readonly ExampleCommune[] =>
  rows.split('|').map((row) => {
    const [name = '', insee = '', postcode = ''] = row.split(':')
    return { name, insee, postcode }
  })

export const metropolitanCommunes = communesFrom(
  'Paris 5e:75105:75005|Paris 11e:75111:75011|Paris 18e:75118:75018|Lyon:69123:69001|' +
    'Marseille:13055:13001|Toulouse:31555:31000|Nice:06088:06000|Nantes:44109:44000|' +
    'Montpellier:34172:34000|Bordeaux:33063:33000|Lille:59350:59000|Rennes:35238:35000|' +
    'Reims:51454:51100|Le Havre:76351:76600|Saint-Étienne:42218:42000|Toulon:83137:83000|' +
    'Grenoble:38185:38000|Dijon:21231:21000|Angers:49007:49000|Nîmes:30189:30000|' +
    'Clermont-Ferrand:63113:63000|Brest:29019:29200|Limoges:87085:87000|Tours:37261:37000|' +
    'Amiens:80021:80000|Besançon:25056:25000|Perpignan:66136:66000|Orléans:45234:45000|' +
    'Caen:14118:14000|Rouen:76540:76000|Nancy:54395:54000|Ajaccio:2A004:20000|Bastia:2B033:20200',
)

/** Holidays of their own: Alsace-Moselle. */
export const easternCommunes = communesFrom(
  'Strasbourg:67482:67000|Mulhouse:68224:68100|Colmar:68066:68000|Metz:57463:57000',
)

/** Other time zones, and another polling day for one of them. */
export const overseasCommunes = communesFrom(
  'Fort-de-France:97209:97200|Le Lamentin:97213:97232|Saint-Denis:97411:97400|Saint-Paul:97415:97460',
)
