/** docs/states.md: the drawings that stand in the headers of the machines, gathered. */
import { readFileSync } from 'node:fs'
import path from 'node:path'

const machines: readonly (readonly [title: string, file: string])[] = [
  ['Campaign', 'src/campaign/lifecycle.ts'],
  ['Dialler', 'src/dialer/dialer.ts'],
  ['Circuit breaker of a trunk', 'src/dialer/breaker.ts'],
  ['Back-pressure', 'src/dialer/backPressure.ts'],
  ['Call attempt', 'src/call/attempt.ts'],
  ['Call attempt: a machine answers', 'src/call/answeringMachine.ts'],
  ['Outgoing leg (RFC 3261 §13, §15)', 'src/telephony/outgoingLeg.ts'],
  ['INVITE client transaction (RFC 3261 §17.1.1, RFC 6026)', 'src/sip/transaction/inviteClient.ts'],
  ['Non-INVITE client transaction (§17.1.2)', 'src/sip/transaction/nonInviteClient.ts'],
  ['INVITE server transaction (§17.2.1, RFC 6026)', 'src/sip/transaction/inviteServer.ts'],
  ['Non-INVITE server transaction (§17.2.2)', 'src/sip/transaction/nonInviteServer.ts'],
  ['Person of the practice population', 'src/telephony/practice/person.ts'],
]

export function statesPage(): string {
  const parts = machines.map(([title, file]) => `## ${title}\n\n\`${file}\`\n\n${headerOf(file)}\n`)
  return `# State machines\n\nGathered from the headers of the sources; \`npm run docs\` writes this page.\n\n${parts.join('\n')}`
}

/** The first comment of a file, as preformatted text: its drawing depends on the columns. */
function headerOf(file: string): string {
  const text = readFileSync(path.join(import.meta.dirname, '..', file), 'utf8')
  const comment = /^\/\*\*\n([\s\S]*?)\n \*\//.exec(text)?.[1]
  if (!comment) throw new Error(`${file} has no header with its drawing`)
  return `\`\`\`text\n${comment.replace(/^ \* ?/gm, '')}\n\`\`\``
}
