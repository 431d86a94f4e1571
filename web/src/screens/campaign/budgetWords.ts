/** Words of what a campaign costs and may spend. */
import { wordsOf } from '../../words/words.ts'

export const budgetWords = wordsOf(
  {
    title: 'Coût et budget',
    label: 'Budget, en euros',
    hint: 'Hors taxe. Vide : pas de limite.',
    save: 'Enregistrer le budget',
    saved: 'Budget enregistré',
    failed: 'Le budget n’a pas été enregistré.',
    wrong: 'Un montant en euros, par exemple 1 500.',
    atMost: (price: string) =>
      `Au plus ${price}, si toutes les personnes joignables décrochent et écoutent tout.`,
    noPrice: 'Le prix de ce raccordement n’est pas connu : le coût ne peut pas être estimé.',
    toPrice: 'Indiquer le prix d’une minute',
    practice: 'En répétition, rien n’est facturé.',
    whenSpent:
      'À 90 % du budget, la page du direct prévient. Avant de le dépasser, la campagne se suspend d’elle-même : les appels en cours se terminent, et elle reprend si vous le relevez.',
    none: 'Sans budget, la campagne appelle jusqu’à sa fin.',
    short: (budget: string) =>
      `Le budget de ${budget} est inférieur à ce coût : la campagne peut se suspendre avant d’avoir appelé tout le monde.`,
    enough: (budget: string) => `Le budget de ${budget} suffit à appeler tout le monde.`,
    limit: (budget: string) => `Budget : ${budget}. La campagne se suspend avant de le dépasser.`,
    toBudget: 'Fixer le budget',
    whose: 'Qui tient la trésorerie fixe le budget.',
  },
  {
    title: 'Cost and budget',
    label: 'Budget, in euros',
    hint: 'Without tax. Empty: no limit.',
    save: 'Save the budget',
    saved: 'Budget saved',
    failed: 'The budget was not saved.',
    wrong: 'An amount in euros, for example 1500.',
    atMost: (price: string) =>
      `${price} at most, if everybody who can be reached answers and hears everything.`,
    noPrice: 'The price of this trunk is not known: the cost cannot be estimated.',
    toPrice: 'Give the price of a minute',
    practice: 'In practice nothing is billed.',
    whenSpent:
      'At 90% of the budget the live page warns. Before exceeding it the campaign pauses by itself: calls in progress finish, and it goes on if you raise the budget.',
    none: 'Without a budget the campaign calls until its end.',
    short: (budget: string) =>
      `The budget of ${budget} is below this cost: the campaign may pause before everybody was called.`,
    enough: (budget: string) => `The budget of ${budget} is enough to call everybody.`,
    limit: (budget: string) => `Budget: ${budget}. The campaign pauses before exceeding it.`,
    toBudget: 'Set the budget',
    whose: 'Whoever keeps the money sets the budget.',
  },
)
