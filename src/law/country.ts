/** The countries whose law the program knows. */

export const countries = ['fr', 'uk', 'us', 'ca'] as const
export type Country = (typeof countries)[number]
