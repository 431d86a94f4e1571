/** The tables as kysely knows them: what migrations/ makes, in TypeScript. */
export interface Tables {
  organisation: { id: number; name: string }
}
