/**
 * The practice population: who does what, drawn from a seed, the number and how often that number was
 * called before. A person who was busy may answer the next time, so retries matter; one whose number
 * is unallocated stays so. Pure: the same seed gives the same people on sockets and in virtual time.
 */
import type { DtmfKey } from '../../base/dtmf.ts'
import { type Random, randomFrom, seedOf } from '../../base/random.ts'
import { type E164, type Ms, ms } from '../../base/units.ts'
import type { Menu } from '../../campaign/campaign.ts'
import {
  type Behaviour,
  behaviourNames,
  behaviours,
  type Conduct,
  type Line,
  type Setup,
} from './behaviour.ts'
import { isMachine, machineLines } from './machineLines.ts'
import type { Manners, Span } from './manners.ts'
import type { RingBackMix } from './ringBack.ts'
import { allos, operatorGreetings, privateGreetings } from './soundPlans.ts'

export interface Mix {
  readonly weights: Readonly<Partial<Record<Behaviour, number>>>
  readonly manners: Manners
  readonly menu: Pick<Menu, 'listen' | 'objection' | 'replay'>
  /** Absent: nobody rings back. */
  readonly ringBack?: RingBackMix
}

const span = (least: number, most: number): Span => [ms(least), ms(most)]

const usualMenu = { listen: '1', objection: '9', replay: '2' } as const

/** Everybody there is, in the shares of their table. */
const allWeights = Object.fromEntries(behaviourNames.map((name) => [name, behaviours[name].share]))

/**
 * The demo: people as they are, a little quicker, and without those whose single call outlasts the
 * rest by far (Timer B is 32 s, a replay hears everything twice): 2,000 contacts in about two minutes. Nor those who
 * pick up from their mailbox with a word so short that the ear may stay unsure: what then is left is nobody's claim to
 * make.
 */
export const demoMix: Mix = {
  weights: { ...allWeights, noReply: 0, replays: 0, voicemailPickedUp: 0 },
  manners: {
    postDialMs: span(100, 800),
    longPostDialMs: span(3000, 6000),
    ringMs: span(1000, 6000),
    mailboxRingMs: span(4000, 7000),
    rejectMs: span(150, 1500),
    alloMs: span(150, 500),
    thinkMs: span(1500, 6000),
    betweenKeysMs: span(300, 1200),
    greetings: [...privateGreetings, ...operatorGreetings],
    beforeBeepMs: span(100, 800),
    secondBeepMs: span(1500, 3000),
    recordingMs: span(30_000, 40_000),
    cutMs: span(4000, 9000),
    retryAfterSeconds: 1,
  },
  menu: usualMenu,
}

/** Tests on real sockets: the same people in a hurry. */
export const quickMix: Mix = {
  weights: allWeights,
  manners: {
    postDialMs: span(5, 30),
    longPostDialMs: span(600, 700),
    ringMs: span(60, 200),
    mailboxRingMs: span(60, 200),
    rejectMs: span(5, 50),
    alloMs: span(10, 30),
    thinkMs: span(150, 350),
    betweenKeysMs: span(150, 200),
    greetings: privateGreetings,
    beforeBeepMs: span(100, 300),
    secondBeepMs: span(600, 900),
    recordingMs: span(6000, 7000),
    cutMs: span(400, 600),
    retryAfterSeconds: 1,
  },
  menu: usualMenu,
}

/** Everybody does the same: how a test asks for one behaviour. */
export const only = (behaviour: Behaviour, mix: Mix = quickMix): Mix => ({
  ...mix,
  weights: { [behaviour]: 1 },
})

/** What this person does when called for the (attemptIndex + 1)th time. */
export function behaviourOf(seed: number, number: E164, attemptIndex: number, mix: Mix): Behaviour {
  const first = draw(randomFrom(seedOf(seed, 'behaviour', number, '0')), mix, () => true)
  if (attemptIndex === 0 || behaviours[first].lasting) return first
  // Only 404 and 603 are facts about the person; whoever was merely away may turn out anything else.
  const possible = (name: Behaviour): boolean => name !== 'unallocated' && name !== 'declined'
  const again = randomFrom(seedOf(seed, 'behaviour', number, String(attemptIndex)))
  return draw(again, mix, possible)
}

/** The same with its numbers drawn. */
export function conductOf(seed: number, number: E164, attemptIndex: number, mix: Mix): Conduct {
  const behaviour = behaviourOf(seed, number, attemptIndex, mix)
  const random = randomFrom(seedOf(seed, 'conduct', number, String(attemptIndex)))
  const from = (range: Span): Ms => ms(Math.round(range[0] + random.next() * (range[1] - range[0])))
  return {
    behaviour,
    setup: setupOf(behaviour, mix, from),
    lines: linesOf(behaviour, mix, { from, random }),
  }
}

function draw(random: Random, mix: Mix, possible: (name: Behaviour) => boolean): Behaviour {
  const weighed = behaviourNames
    .map((name) => ({ name, weight: possible(name) ? (mix.weights[name] ?? 0) : 0 }))
    .filter(({ weight }) => weight > 0)
  let left = random.next() * weighed.reduce((sum, { weight }) => sum + weight, 0)
  for (const { name, weight } of weighed) {
    left -= weight
    if (left < 0) return name
  }
  // A mix of unallocated people only: called again they are still unallocated.
  return weighed.at(-1)?.name ?? 'unallocated'
}

type From = (range: Span) => Ms

/** What the phone does with the INVITE. 1xx–6xx as RFC 3261 §21 and RFC 3398 §7.2.4.1 use them. */
function setupOf(behaviour: Behaviour, { manners }: Mix, from: From): Setup {
  const rejects = (status: number): Setup => ({
    is: 'rejects',
    afterMs: from(manners.rejectMs),
    status,
  })
  const rings = (postDial: Span, ring: Span | undefined): Setup & { is: 'rings' } => ({
    is: 'rings',
    postDialMs: from(postDial),
    ...(ring ? { ringMs: from(ring) } : {}),
    earlyMedia: false,
    answersCancel: false,
  })
  switch (behaviour) {
    case 'noReply':
      return { is: 'silent' }
    case 'busy':
      return rejects(486)
    case 'unreachable':
      return rejects(480)
    case 'declined':
      return rejects(603)
    case 'unallocated':
      return rejects(404)
    case 'congested':
      return {
        is: 'rejects',
        afterMs: ms(0),
        status: 503,
        retryAfterSeconds: manners.retryAfterSeconds,
      }
    case 'ringsOut':
      return rings(manners.postDialMs, undefined)
    case 'answersLate':
      return { ...rings(manners.postDialMs, undefined), answersCancel: true }
    case 'listensAfterWait':
      return rings(manners.longPostDialMs, manners.ringMs)
    case 'listensAfterEarlyMedia':
      return { ...rings(manners.postDialMs, manners.ringMs), earlyMedia: true }
    case 'voicemail':
    case 'voicemailWithoutBeep':
    case 'voicemailBeepsTwice':
    case 'voicemailFull':
    case 'voicemailCuts':
    case 'voicemailPickedUp':
      return rings(manners.postDialMs, manners.mailboxRingMs)
    default:
      return rings(manners.postDialMs, manners.ringMs)
  }
}

/** What the person does once answered. */
function linesOf(
  behaviour: Behaviour,
  { manners, menu }: Mix,
  { from, random }: { from: From; random: Random },
): readonly Line[] {
  if (isMachine(behaviour)) return machineLines(behaviour, { manners, menu }, { from, random })
  const alloMs = from(manners.alloMs)
  const think = from(manners.thinkMs)
  const then = ms(think + from(manners.betweenKeysMs))
  /** Neither at the very start of the message nor near its end. */
  const share = 0.2 + random.next() * 0.5
  const allo: Line = {
    on: 'ack',
    afterMs: alloMs,
    act: { is: 'say', sound: random.pick(allos) },
  }
  const press = (key: DtmfKey, afterMs = think): Line => ({
    on: 'gate starts',
    afterMs,
    act: { is: 'press', key },
  })
  const mid = (act: Line['act']): Line => ({ on: 'content starts', afterMs: ms(0), share, act })
  const listen = press(menu.listen)
  switch (behaviour) {
    case 'listens':
    case 'listensAfterWait':
    case 'listensAfterEarlyMedia':
      return [allo, listen]
    case 'listensAfterWrongKey':
      return [allo, press(random.pick(wrongKeys(menu))), press(menu.listen, then)]
    case 'listensPressingTwice':
      return [allo, listen, press(menu.listen, then)]
    case 'replays':
      return [
        allo,
        listen,
        {
          on: 'closing starts',
          afterMs: from(manners.alloMs),
          act: { is: 'press', key: menu.replay },
        },
      ]
    case 'objectsAtOnce':
      return [{ on: 'ack', afterMs: ms(0), act: { is: 'press', key: menu.objection } }]
    case 'objectsAtGate':
      return [allo, press(menu.objection)]
    case 'objectsMidMessage':
      return [allo, listen, mid({ is: 'press', key: menu.objection })]
    case 'hangsUpAtGate':
      return [allo, { on: 'gate starts', afterMs: think, act: { is: 'hangUp' } }]
    case 'hangsUpMidMessage':
      return [allo, listen, mid({ is: 'hangUp' })]
    case 'pressesNothing':
    case 'answersLate':
      return [allo]
    case 'busy':
    case 'ringsOut':
    case 'unreachable':
    case 'declined':
    case 'unallocated':
    case 'congested':
    case 'noReply':
      return []
    default:
      return behaviour satisfies never
  }
}

const wrongKeys = (menu: Mix['menu']): DtmfKey[] =>
  (['3', '4', '5', '6', '7', '8', '0', '*', '#'] as const).filter(
    (key) => key !== menu.listen && key !== menu.objection && key !== menu.replay,
  )
