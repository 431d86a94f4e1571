/** What keys of subjects look like: of a ledger changed by hand they may be anything. */

/** A bigint; a longer one would end the question with an error of the database. */
export const idKey = /^\d{1,18}$/
/** Two of them: `12/7`. */
export const idPairKey = /^\d{1,18}\/\d{1,18}$/
/** A bigint, and an integer such as a line, or a block of them. */
export const lineKey = /^\d{1,18}\/\d{1,6}$/
