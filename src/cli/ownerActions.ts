/** What `owner reset` does and says. */
import os from 'node:os'
import { realClock } from '../base/clock.ts'
import { Failure } from '../base/failure.ts'
import { postgresAccessStore } from '../store/postgres/access.ts'
import type { Invocation } from './command.ts'
import { withSession } from './session.ts'

export async function resetCommand(
  invocation: Invocation,
  { url }: { readonly url: string },
): Promise<void> {
  const at = URL.parse(url)
  if (!at || !/^https?:$/.test(at.protocol)) {
    throw new Failure('usage', `“${url}” is no address: write --url https://portevoix.example/.`)
  }
  await withSession(invocation, async ({ database }) => {
    const by = `command line (${os.userInfo().username})`
    const token = await postgresAccessStore(database).resetOwner(by, realClock.epoch())
    const link = new URL(`/app/first-run?token=${token}`, at).href
    const { output } = invocation
    output.say(link)
    output.say(
      'This link makes the owner. It works once, for 24 hours. All owners were signed out.',
    )
    output.result({ link })
  })
}
