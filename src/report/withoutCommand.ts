/** The sentence of a rule without its hint for the command line: here a button does it. */

/** « … manque : déclarez-la avec --notice-url URL. » → « … manque. » */
export const withoutCommand = (sentence: string): string =>
  sentence.replace(/\s?[:,] (?:declare|déclare)[^.]*--[^.]*(?:\.\w+)*\.?$/u, '.')
