/** The six ranges Arcep keeps for works of fiction: the only numbers the practice carrier knows. */

/** 01 99 00, 02 61 91, 03 53 01, 04 65 71, 05 36 49, 06 39 98, each with four digits more. */
const FICTION = /^\+33(19900|26191|35301|46571|53649|63998)\d{4}$/

export const isFictionNumber = (number: string): boolean => FICTION.test(number)
