/** `portevoix pages --demo`: a small practice campaign first, so that there is a file to look at. */
import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { realClock } from '../base/clock.ts'
import type { E164 } from '../base/units.ts'
import { after, hours } from '../base/units.ts'
import { wholeWording } from '../http/offered.ts'
import { shownNumber } from '../http/shownNumber.ts'
import { addOffer } from '../store/postgres/consentOffers.ts'
import type { Invocation } from './command.ts'
import { peopleFile, playCampaign } from './demo.ts'
import type { Session } from './session.ts'

const PEOPLE = '60'
const SEED = 1
const OFFER_LASTS = hours(30 * 24)

const wording =
  'J’accepte que l’équipe de Camille Exemple, candidate à l’élection présidentielle de 2027, ' +
  'm’appelle à ce numéro par un automate qui diffuse un message politique enregistré, seulement aux ' +
  'heures cochées ci-dessus, jusqu’au 2 mai 2027. Je peux retirer cet accord à tout moment\u202f: ' +
  'touche 9 pendant un appel, cette page, ou 01 63 00 12 34 (prix d’un appel normal). Mes données ' +
  'servent à cela seulement et sont effacées 30 jours après l’élection\u202f; la preuve de mon accord ' +
  'est gardée 5 ans. Droits et réclamation à la CNIL\u202f: page Vos droits.'

/** Resolves with what a newcomer may try, line by line. */
export async function seedDemo(
  invocation: Invocation,
  session: Session,
): Promise<readonly string[]> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'portevoix-pages-'))
  try {
    const file = await peopleFile({ contacts: PEOPLE }, SEED, folder)
    const { campaign } = await playCampaign(invocation, session, {
      ...{ file, folder, seed: SEED },
      ...{ attempts: '1', callsPerSecond: '40', concurrentCalls: '100' },
    })
    const now = realClock.epoch()
    const offer = await addOffer(
      session.database,
      {
        organisation: Number(campaign.organisation),
        controller: campaign.controller,
        channel: 'automate',
        wordingVersion: '2027-1',
        language: 'fr',
        wording: wholeWording(wording, 'fr'),
        endsAt: after(now, OFFER_LASTS),
      },
      now,
    )
    const called = await calledNumber(session, campaign.id)
    return [
      ...(called
        ? [`Try /why with ${shownNumber(called, { masked: false })}, a number of fiction.`]
        : []),
      `Opt-in: /consent/${offer.id}   Transparency notice: /notice/${campaign.id}`,
    ]
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Somebody who heard the message, so that there is something to see. */
async function calledNumber({ database }: Session, campaign: string): Promise<E164 | null> {
  const { rows } = await database.pool.query<{ phone: E164 }>(
    `select c.phone from attempt a join target t on t.id = a.target_id
       join contact c on c.id = t.contact_id
     where a.campaign_id = $1 order by (a.outcome = 'heardToEnd') desc, a.armed_at limit 1`,
    [campaign],
  )
  return rows[0]?.phone ?? null
}
