/** Asks the DNS what src/sip/location.ts wants to know, in bounded time. */
import { lookup, Resolver } from 'node:dns/promises'
import { setTimeout as pause } from 'node:timers/promises'
import { unreachable } from '../../base/assert.ts'
import { Failure } from '../../base/failure.ts'
import { type Ms, seconds } from '../../base/units.ts'
import {
  type DnsAnswers,
  type DnsQuestion,
  decideLocation,
  type Located,
  type Naptr,
  type Srv,
  type Wanted,
} from '../../sip/location.ts'

/** No such record, or no answer: an empty list. */
export interface Dns {
  naptr(name: string): Promise<readonly Naptr[]>
  srv(name: string): Promise<readonly Srv[]>
  addresses(name: string): Promise<readonly string[]>
}

/** One question with its repeat; a trunk asks three, one after the other. */
export const questionMax: Ms = seconds(3)
/** NAPTR, SRV, addresses, and the decision. */
const roundsMax = 4

/** `servers`: instead of those of this machine, for NAPTR and SRV (host:port). */
export function systemDns(servers?: readonly string[], limit: Ms = questionMax): Dns {
  const resolver = new Resolver({ timeout: Math.ceil(limit / 2), tries: 2 })
  if (servers) resolver.setServers(servers)
  return {
    naptr: async (name) => (await orNone(resolver.resolveNaptr(name), limit)) ?? [],
    srv: async (name) => (await orNone(resolver.resolveSrv(name), limit)) ?? [],
    // As every program of this machine finds names, /etc/hosts included.
    addresses: async (name) => {
      const found = await orNone(lookup(name, { all: true, order: 'verbatim' }), limit)
      return (found ?? []).map(({ address }) => address)
    },
  }
}

/** RFC 3263 §4.2 goes on without what is not there; that the DNS is silent shows when no address comes. */
async function orNone<Answer>(asked: Promise<Answer>, limit: Ms): Promise<Answer | undefined> {
  const answered = new AbortController()
  const none = (): undefined => undefined
  const tooLate = pause(limit, undefined, { signal: answered.signal }).catch(none)
  const answer = await Promise.race([asked.catch(none), tooLate])
  answered.abort()
  return answer
}

/** Failure `carrier` when nothing answers for that name. */
export async function locate(wanted: Wanted, dns: Dns): Promise<readonly Located[]> {
  const answers = { naptr: new Map(), srv: new Map(), addresses: new Map() }
  for (let round = 0; round < roundsMax; round += 1) {
    const location = decideLocation(wanted, answers)
    switch (location.is) {
      case 'found':
        return location.located
      case 'none':
        throw new Failure('carrier', `The trunk's host cannot be found: ${location.why}.`, {
          fr: `L’hôte de la ligne est introuvable : ${wanted.host} n’a pas d’adresse.`,
        })
      case 'ask':
        await Promise.all(location.questions.map((question) => ask(question, answers, dns)))
        break
      default:
        unreachable(location)
    }
  }
  throw new Failure('internal', 'A location was not decided by what the DNS answered.')
}

type Growing = { readonly [Kind in keyof DnsAnswers]: Map<string, readonly unknown[]> }

async function ask({ type, name }: DnsQuestion, answers: Growing, dns: Dns): Promise<void> {
  switch (type) {
    case 'NAPTR':
      answers.naptr.set(name, await dns.naptr(name))
      break
    case 'SRV':
      answers.srv.set(name, await dns.srv(name))
      break
    case 'addresses':
      answers.addresses.set(name, await dns.addresses(name))
      break
    default:
      unreachable(type)
  }
}
