/** Canada Elections Act 348.x: the Voter Contact Registry, and what is shown beside it. */
import { epochMs, hours } from '../../base/units.ts'
import { day } from '../civilDate.ts'
import {
  allowed,
  allowedUntil,
  type Dated,
  type GateRule,
  type KeptRule,
  refused,
  valueOn,
} from '../rule.ts'
import { both } from '../say.ts'

const code = 'Canada Elections Act'
const from = day('2015-07-01')
const source = 'newswire.ca, 26 March 2025 and 12 September 2019'

const registrationHours: Dated<number> = [{ from, value: 48, text: '348.06' }]

export const voterContactRegistry: readonly GateRule[] = [
  {
    id: 'ca.VCR',
    title: both('Voter Contact Registry', 'Registre de communication avec les électeurs'),
    level: 'gate',
    phase: 'approve',
    paper: true,
    text: { code, article: '348.01 to 348.19', from: '2015-07-01', confidence: 'V', source },
    quote: {
      words:
        'Whoever has voter contact calls made, and the calling provider, register with the CRTC within 48 hours of the first call.',
      exact: false,
    },
    does: both(
      'Without a registration on record the campaign may call for 48 hours from its first call; from then on it may not be started again.',
      'Sans inscription déclarée, la campagne peut appeler 48 heures à compter de son premier appel ; passé ce délai elle ne peut plus être relancée.',
    ),
    inForce: { from },
    parameters: { registrationHours },
    appliesTo: ({ purpose }) => purpose === 'electoral',
    check({ facts, now, legalDay }) {
      if (facts.voterContactRegistry) return allowed
      const { firstCallAt } = facts
      if (firstCallAt === undefined) return allowed
      const limit = valueOn(registrationHours, legalDay) ?? 0
      const dueAt = epochMs(firstCallAt + hours(limit))
      if (now < dueAt) return allowedUntil(dueAt)
      return refused(() => ({
        measured: `no registration, first call at ${firstCallAt}`,
        limit: `registered within ${limit} hours of the first call (${dueAt})`,
        reason: both(
          'The Voter Contact Registry must know of these calls within 48 hours of the first: register, then declare it.',
          'Le registre doit connaître ces appels dans les 48 heures du premier\u202f: inscrivez-vous, puis déclarez-le.',
        ),
      }))
    },
  },
]

export const shownInCanada: readonly KeptRule[] = [
  {
    id: 'ca.VCR-penalties',
    title: both('Penalties', 'Sanctions'),
    level: 'info',
    phase: 'after',
    text: { code, article: '348.x (penalties)', from: '2015-07-01', confidence: 'V', source },
    quote: {
      words:
        'Administrative penalties of up to C$1,500 for a person and C$15,000 for a body, for each breach.',
      exact: false,
    },
    does: both('Shown.', 'Affiché.'),
    inForce: { from },
    parameters: {
      penaltyDollars: [{ from, value: ['1500 (person)', '15000 (body)'], text: '348.x' }],
    },
    keptBy: null,
  },
  {
    id: 'ca.VCR-archive',
    title: both('Scripts and recordings are kept', 'Scripts et enregistrements sont gardés'),
    level: 'hard',
    phase: 'after',
    text: {
      code,
      article: '348.18, 348.19',
      from: '2015-07-01',
      confidence: 'K',
      source: 'known, not verified: three years',
    },
    quote: {
      words:
        'Scripts, recordings and the dates of calls are kept for three years after the end of the election period.',
      exact: false,
    },
    does: both(
      'Recordings are versioned, hashed and never overwritten; the seven years of the French pack cover these three.',
      'Les enregistrements sont versionnés, empreints et jamais écrasés ; les sept ans du volet français couvrent ces trois.',
    ),
    inForce: { from },
    parameters: { archiveYears: [{ from, value: 3, text: '348.19 (K)' }] },
    keptBy: 'src/rights/retention.ts',
  },
  {
    id: 'ca.silence',
    title: both('Silence on polling day', 'Silence le jour du vote'),
    level: 'info',
    phase: 'dial',
    text: {
      code: 'Portevoix',
      article: 'silence before a vote',
      from: '2026-11-22',
      confidence: 'D',
      source: 'no telephone silence is held here outside France',
    },
    quote: {
      words:
        'A pack may hold a silence before the vote, a registry number to be spoken, or neither.',
      exact: false,
    },
    does: both(
      'None in this pack: a rule of silence is added as the French one was, with its own text.',
      'Aucun dans ce volet : une règle de silence s’ajoute comme la française, avec son texte.',
    ),
    inForce: { from: day('2026-11-22') },
    keptBy: null,
  },
]
