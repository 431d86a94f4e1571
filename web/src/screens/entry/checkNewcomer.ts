/** What a newcomer's form must hold before it is sent: one sentence for each field that is wrong. */

/** As the server asks (a shorter one is refused there too). */
export const passphraseSignsMin = 12

interface Newcomer {
  readonly name: string
  readonly password: string
  readonly email?: string
  readonly organisationName?: string
}

interface Sentences {
  readonly email: string
  readonly name: string
  readonly organisation: string
  readonly passphraseShort: (signs: number) => string
}

export function checkNewcomer(
  { name, password, email, organisationName }: Newcomer,
  say: Sentences,
): Partial<Record<'name' | 'password' | 'email' | 'organisationName', string>> {
  const isEmail = email === undefined || /^\S+@\S+$/.test(email.trim())
  return {
    ...(organisationName?.trim() === '' ? { organisationName: say.organisation } : {}),
    ...(name.trim() === '' ? { name: say.name } : {}),
    ...(isEmail ? {} : { email: say.email }),
    ...(password.length < passphraseSignsMin
      ? { password: say.passphraseShort(passphraseSignsMin) }
      : {}),
  }
}
