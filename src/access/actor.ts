/** Who does an administrative act: a person, a program with a key, or whoever sits at the machine. */

export type Actor =
  | { readonly is: 'user'; readonly user: number; readonly name: string; readonly email: string }
  | { readonly is: 'key'; readonly key: number; readonly name: string }
  /** The command line, the first run: has the machine itself. */
  | { readonly is: 'system'; readonly name: string }

/** As the journal names them. */
export function actorName(actor: Actor): string {
  switch (actor.is) {
    case 'user':
      return `${actor.name} <${actor.email}>`
    case 'key':
      return `key ${actor.name}`
    case 'system':
      return actor.name
    default:
      return actor satisfies never
  }
}
