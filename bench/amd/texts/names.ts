/** Names for the fit of the ear, as many as a town has: whoever hears eight of them learns those by heart. */
import type { Texts } from './texts.ts'

const words = (text: string): readonly string[] => text.split(/\s*,\s*/)

export const names: Pick<Texts, 'prenom' | 'nom' | 'commerce' | 'societe'> = {
  prenom: words(
    'Marie, Jean, Pierre, Michel, André, Philippe, René, ' +
      'Louis, Alain, Jacques, Bernard, Marcel, Daniel, Roger, Robert, Claude, Christian, Georges, Henri, Nicolas, ' +
      'Gérard, Patrick, Christophe, Frédéric, Julien, Maurice, Laurent, Guy, Didier, Stéphane, Éric, Sébastien, ' +
      'Alexandre, David, Pascal, Thierry, Dominique, Olivier, Serge, Raymond, Vincent, Francis, Denis, Bruno, Cédric, ' +
      'Guillaume, Jérôme, Maxime, Quentin, Romain, Benjamin, Kevin, Anthony, Adrien, Arthur, Léo, Théo, Mathis, Enzo, ' +
      'Nathan, Jules, Raphaël, Adam, Ethan, Noah, Sacha, Timéo, Axel, Baptiste, Clément, Florian, Damien, Fabrice, ' +
      'Franck, Gilles, Hervé, Joël, Lionel, Ludovic, Marc, Mickaël, Norbert, Régis, Rémi, Roland, Samuel, Simon, ' +
      'Sylvain, Tristan, Xavier, Yann, Yves, Yannick, Youssef, Mohamed, Ahmed, Rachid, Samir, Omar, Moussa, Ibrahim, ' +
      'Mamadou, Ousmane, Ali, Bilal, Ismaël, Farid, Nabil, Tarek, Amadou, Boubacar, Wei, Minh, Ivan, Marco, Diego, ' +
      'Nathalie, Isabelle, Monique, Catherine, Françoise, Jacqueline, Christine, Valérie, Anne, Nicole, Sandrine, ' +
      'Véronique, Stéphanie, Christiane, Céline, Julie, Chantal, Laurence, Aurélie, Virginie, Annie, Danielle, ' +
      'Patricia, Colette, Brigitte, Corinne, Simone, Suzanne, Denise, Yvonne, Madeleine, Yvette, Marguerite, Louise, ' +
      'Germaine, Andrée, Josette, Ginette, Paulette, Huguette, Michèle, Béatrice, Agnès, Hélène, Cécile, Delphine, ' +
      'Karine, Élodie, Mélanie, Laetitia, Émilie, Caroline, Audrey, Sabrina, Vanessa, Jessica, Amandine, Charlotte, ' +
      'Pauline, Marion, Camille, Manon, Léa, Chloé, Emma, Inès, Jade, Lola, Zoé, Alice, Lina, Mila, Rose, Anna, Nina, ' +
      'Juliette, Margaux, Mathilde, Justine, Lucie, Laura, Sarah, Elsa, Eva, Flora, Gaëlle, Maëlle, Noémie, Ophélie, ' +
      'Perrine, Rachel, Salomé, Solène, Tiphaine, Valentine, Victoire, Yasmine, Aïcha, Khadija, Samira, Leïla, Salma, ' +
      'Aminata, Mariam, Awa, Binta, Fatima, Naïma, Sonia, Tatiana, Olga, Ming, Linh, Rosa, Carmen, Bénédicte, ' +
      'Geneviève, Solange, Régine, Thérèse, Lucienne, Odette, Gisèle, Arlette, Jean-Pierre, Jean-Luc, Jean-Claude, ' +
      'Marie-Claude, Anne-Marie, Marie-Thérèse, Jean-Marc, Anne-Sophie, Pierre-Yves, Marie-Laure',
  ),
  nom: words(
    'Robert, Richard, Durand, Laurent, Simon, Michel, Lefebvre, ' +
      'Leroy, Roux, David, Bertrand, Morel, Fournier, Girard, Bonnet, Dupont, Fontaine, Rousseau, Vincent, Muller, ' +
      'Lefèvre, Faure, André, Mercier, Blanc, Guérin, Boyer, Chevalier, François, Legrand, Gauthier, Garcia, Robin, ' +
      'Clément, Morin, Nicolas, Henry, Mathieu, Gautier, Masson, Marchand, Duval, Denis, Dumont, Marie, Lemaire, Noël, ' +
      'Meyer, Dufour, Meunier, Brun, Blanchard, Giraud, Joly, Rivière, Brunet, Gaillard, Barbier, Arnaud, ' +
      'Martinez, Gérard, Roche, Renard, Schmitt, Roy, Leroux, Colin, Vidal, Caron, Picard, Roger, Fabre, Aubert, ' +
      'Lemoine, Renaud, Dumas, Lacroix, Olivier, Philippe, Bourgeois, Pierre, Benoît, Rey, Leclerc, Payet, Rolland, ' +
      'Leclercq, Guillaume, Lecomte, Lopez, Jean, Dupuy, Guillot, Hubert, Berger, Carpentier, Sanchez, Dupuis, Moulin, ' +
      'Louis, Deschamps, Huet, Vasseur, Perez, Boucher, Fleury, Royer, Klein, Jacquet, Adam, Paris, Poirier, Marty, ' +
      'Aubry, Guyot, Carré, Charles, Renault, Charpentier, Ménard, Maillard, Baron, Bertin, Bailly, Hervé, Schneider, ' +
      'Fernandez, Collet, Léger, Bouvier, Julien, Prévost, Millet, Daniel, Cousin, Germain, Breton, Besson, Langlois, ' +
      'Rémy, Pelletier, Lévêque, Poulain, Barre, Lebrun, Tessier, Boulanger, Hamon, Cordier, Coulon, Chauvin, Weber, ' +
      'Diallo, Traoré, Camara, Keïta, Sow, Cissé, Mansouri, Belkacem, Cherif, Nguyen, Tran, Pham, Chen, Da Silva, ' +
      'Ferreira, Rodrigues, Rossi, Kowalski, Popescu, Yilmaz, Peeters, Janssens, Favre, Rochat, Schmid, Le Goff, ' +
      'Le Gall, Kerjean, Etcheverry, Casanova, Lambertin, Vandamme, Delattre, Delcourt, Dujardin, Lachaud',
  ),
  commerce: words(
    'Épicerie, Fromagerie, Poissonnerie, Quincaillerie, Cordonnerie, ' +
      'Bijouterie, Opticien, Mercerie, Pressing, Restaurant, Brasserie, Café, Crêperie, Traiteur, Cave à vins, ' +
      'Pâtisserie, Chocolaterie, Torréfacteur, Primeur, Jardinerie, Animalerie, Droguerie, Papeterie, Maroquinerie, ' +
      'Imprimerie, Serrurerie, Carrosserie, Auto-école, Taxi, Ambulances, Institut de beauté, Parfumerie, Magasin de ' +
      'sport, Atelier, Menuiserie, Plomberie, Maçonnerie, Vitrerie, Couverture, Ébénisterie, Ferronnerie, Tapisserie, ' +
      'Antiquités, Galerie, Studio photo, Gîte, Camping, Hôtel, Auberge, Ferme, Domaine, Écurie, Clinique vétérinaire',
  ),
  societe: words(
    'Ateliers du Nord, Mutuelle des ' +
      'Alpes, Crédit du Littoral, Chauffage Confort, Déménagements Rapides, Ambulances de la Vallée, Travaux Plus, ' +
      'Immobilière du Centre, Cabinet Horizon, Jardins et Terrasses, Piscines Bleues, Énergie Verte, Eau du Plateau, ' +
      'Télécom Ouest, Laboratoire du Marché, Centre dentaire des Halles, Polyclinique Sainte-Anne, Maison médicale du ' +
      'Port, Syndic Lefort, Notaires associés, Cabinet comptable du Rhône, Formation Avenir, École de musique, ' +
      'Conservatoire, Office du tourisme, Piscine municipale, Médiathèque, Théâtre de la Gare, Cinéma Étoile, Maison de ' +
      'retraite Les Mimosas, Crèche Les Lutins, Centre de loisirs, Aide à domicile, Secours du Sud, Vacances Soleil, ' +
      'Voyages Évasion, Location Express, Pneus Discount, Contrôle technique du Parc, Carrelages Réunis, Toitures du ' +
      'Lac, Isolation Pro, Solaire France, Fenêtres et Portes, Cuisines Élégance, Literie du Centre, Meubles Durand, ' +
      'Informatique Services, Réseaux et Systèmes, Imprimerie Moderne, Messageries du Jura, Fret International, ' +
      'Agence postale, Caisse primaire, Bailleur social, Habitat Jeunes, Coopérative agricole, Cave des vignerons, ' +
      'Minoterie Blanc, Élevage du Pré, Scierie des Vosges, Béton Service, Sécurité Plus, Nettoyage Éclat',
  ),
}
