/** Sentences by the hundred in few lines: ` · ` parts them. */

const PARTS = ' · '

/** The end of a line ends a sentence too. */
export const listed = (...lines: readonly string[]): readonly string[] =>
  lines.flatMap((line) => line.split(PARTS))
