/** The first owner of a server under a bench, signed in as a browser would be. */
import { realClock } from '../src/base/clock.ts'
import type { AccessStore } from '../src/store/accessStore.ts'

export interface SignedIn {
  readonly cookie: string
  readonly csrf: string
}

const owner = {
  ...{ name: 'Nour Exemple', email: 'nour@exemple.fr', password: 'quatre mots sans rapport 9' },
  ...{ organisationName: 'Bench', language: 'fr' },
}

export async function firstOwner(url: string, access: AccessStore): Promise<SignedIn> {
  const setupToken = await access.makeSetupToken(realClock.epoch())
  const answer = await fetch(`${url}/api/v1/first-run`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    body: JSON.stringify({ ...owner, setupToken }),
  })
  if (!answer.ok) throw new Error(await answer.text())
  const cookie = answer.headers.getSetCookie().map((each) => each.split(';')[0])
  const me = (await answer.json()) as { csrfToken?: string }
  return { cookie: cookie.join('; '), csrf: me.csrfToken ?? '' }
}
