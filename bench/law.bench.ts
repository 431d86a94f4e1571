/** How long one decision takes, with its facts at hand: µs per decide on varied facts. */
import { hrtime } from 'node:process'
import { randomFrom } from '../src/base/random.ts'
import { type E164, type EpochMs, epochMs, ms } from '../src/base/units.ts'
import type { Election } from '../src/campaign/election.ts'
import { decide } from '../src/law/decide.ts'
import type { CallFacts } from '../src/law/facts.ts'
import { saturdayTerritories } from '../src/law/fr/codeElectoralL49.ts'

const decisions = 200_000
const warmUp = 20_000
const seed = 20270418

const presidential: Election = {
  name: 'présidentielle 2027',
  kind: 'presidential',
  status: 'announced',
  rounds: [
    {
      pollDate: '2027-04-18',
      saturday: { pollDate: '2027-04-17', territories: saturdayTerritories },
    },
    {
      pollDate: '2027-05-02',
      saturday: { pollDate: '2027-05-01', territories: saturdayTerritories },
    },
  ],
}
const communes =
  '75056 69123 13055 67482 57463 2A004 97105 97209 97302 97411 97608 98735 98723'.split(' ')
const callerIds = ['+33163001234', '+33948001234', '+33612345678']
const start = Date.parse('2027-04-12T06:00:00Z')
const weekMs = 7 * 86_400_000

function someFacts(): CallFacts[] {
  const random = randomFrom(seed)
  const hour = (value: number): string => `${String(value).padStart(2, '0')}:00`
  return Array.from({ length: 10_000 }, (): CallFacts => {
    const now = epochMs(start + random.below(weekMs))
    const from = 9 + random.below(9)
    const callerId = random.pick(callerIds)
    const attempts = Array.from({ length: random.below(5) }, () => ({
      at: epochMs(now - random.below(5 * weekMs)),
      number: '+33639980000' as E164,
      thisCampaign: random.below(3) === 0,
    }))
    return {
      now,
      channel: random.below(10) === 0 ? 'volunteer' : 'automate',
      controller: 'Camille Exemple',
      purpose: 'electoral',
      election: presidential,
      callee: {
        number: `+3363998${String(random.below(10_000)).padStart(4, '0')}` as E164,
        ...(random.below(50) === 0 ? {} : { insee: random.pick(communes) }),
      },
      consents: [
        {
          kind: 'given',
          controller: 'Camille Exemple',
          channel: 'automate',
          at: (now - weekMs) as EpochMs,
          slots: [
            { days: [1, 2, 3, 4, 5], from: hour(from), to: hour(from + 4) },
            { days: [6], from: '10:00', to: '12:00', expressOutsideHours: true },
          ],
        },
      ],
      suppressions: [],
      attempts,
      callerId,
      trunk: { kind: 'practice', callerIds },
      ringTimeoutMs: ms(25_000),
      maxTalkMs: ms(90_000),
    }
  })
}

function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
}

function row(name: string, facts: readonly CallFacts[]): void {
  const tookUs: number[] = []
  for (let i = 0; i < warmUp; i += 1) decide(facts[i % facts.length] as CallFacts)
  for (let i = 0; i < decisions; i += 1) {
    const one = facts[i % facts.length] as CallFacts
    const before = hrtime.bigint()
    decide(one)
    tookUs.push(Number(hrtime.bigint() - before) / 1000)
  }
  tookUs.sort((a, b) => a - b)
  const [p50, p99] = [percentile(tookUs, 0.5), percentile(tookUs, 0.99)]
  const mean = tookUs.reduce((sum, value) => sum + value, 0) / tookUs.length
  console.log(
    `${name.padEnd(10)}${[p50, p99, mean].map((us) => us.toFixed(2).padStart(10)).join('')}`,
  )
}

const all = someFacts()
const allowed = all.filter((facts) => decide(facts).verdict.allowed)
console.log(`law.decide, ${decisions} decisions a row (seed ${seed})`)
console.log(
  `${'facts'.padEnd(10)}${['p50 µs', 'p99 µs', 'mean µs'].map((head) => head.padStart(10)).join('')}`,
)
row('all', all)
row('allowed', allowed)
row(
  'refused',
  all.filter((facts) => !decide(facts).verdict.allowed),
)
