/** Sentences by the hundred in few lines: ` · ` parts them. */

const PARTS = ' · '

/** The end of a line ends a sentence too. */
export const listed = (...lines: readonly string[]): readonly string[] =>
  lines.flatMap((line) => line.split(PARTS))

/** Sentences run on from one line to the next. */
export const listedRunningOn = (...lines: readonly string[]): readonly string[] =>
  lines.join(' ').split(PARTS)
