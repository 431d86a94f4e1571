/** To the calls that ended so, in the report. */
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { DrawnOutcome } from '../../../../src/report/drawings.ts'
import type { Where } from './terms.ts'

interface GroupLinkProps {
  readonly where: Where
  readonly group: DrawnOutcome
  readonly word: string
}

export const GroupLink = ({ where, group, word }: GroupLinkProps): ReactNode => (
  <Link
    to={`/o/${where.organisation}/campaigns/${where.campaign}/report` as '/'}
    search={{ group } as never}
    resetScroll={false}
  >
    {word}
  </Link>
)
