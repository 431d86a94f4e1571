/** Inside one organisation: the navigation beside its screens, or under « Menu » on a phone. */

import { useQuery } from '@tanstack/react-query'
import { Outlet, useParams } from '@tanstack/react-router'
import { type ReactNode, useEffect } from 'react'
import { followOrganisation } from '../api/live.ts'
import { meQuery } from '../api/me.ts'
import { Navigation } from './Navigation.tsx'
import { NotFoundScreen } from './NotFoundScreen.tsx'
import classes from './OrganisationShell.module.css'
import { PracticeBand } from './PracticeBand.tsx'

export function OrganisationShell(): ReactNode {
  const { organisation } = useParams({ strict: false })
  const { data: me } = useQuery(meQuery)
  const id = Number(organisation)
  const isMine = me?.organisations.some((each) => each.id === id) ?? false
  useEffect(() => {
    if (isMine) followOrganisation(id)
  }, [isMine, id])
  if (!isMine) {
    return (
      <main id="content" tabIndex={-1}>
        <NotFoundScreen />
      </main>
    )
  }
  return (
    <>
      <PracticeBand />
      <div className={classes['shell']}>
        <aside className={classes['side']}>
          <Navigation />
        </aside>
        <main id="content" className={classes['main']} tabIndex={-1} key={id}>
          <Outlet />
        </main>
      </div>
    </>
  )
}
