/** Signing in and out, as the cache sees it: nothing of the person before stays in the page. */
import { answer, api } from './client.ts'

/** Leaves the page: what is in memory of the person before goes with it. */
export async function signOut(): Promise<void> {
  await answer(api.POST('/sign-out'))
  location.assign('/app/sign-in')
}
