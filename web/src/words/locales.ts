/** The two languages, and how Intl names them. */

export const languages = ['fr', 'en'] as const
export type Language = (typeof languages)[number]

export const locales = { fr: 'fr-FR', en: 'en-GB' } as const satisfies Record<Language, string>
