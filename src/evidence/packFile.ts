/** One file of an evidence pack: its text, its bytes, or its lines as they come. */

export interface PackFile {
  readonly path: string
  readonly content: string | Uint8Array | (() => AsyncIterable<string>)
}

export const json = (path: string, value: unknown): PackFile => ({
  path,
  content: `${JSON.stringify(value, null, 2)}\n`,
})

/** One JSON value a line (NDJSON): millions of them are read one by one. */
export const lines = (path: string, rows: () => AsyncIterable<object>): PackFile => ({
  path,
  content: async function* () {
    for await (const row of rows()) yield `${JSON.stringify(row)}\n`
  },
})
