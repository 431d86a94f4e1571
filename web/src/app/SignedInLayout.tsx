/** For whoever is signed in: the top bar, the band of practice, the state of the connection, the screen. */
import { Outlet } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { OfflineBand } from '../parts/OfflineBand.tsx'
import classes from './SignedInLayout.module.css'
import { TopBar } from './TopBar.tsx'

export function SignedInLayout(): ReactNode {
  return (
    <div className={classes['layout']}>
      <TopBar />
      <OfflineBand />
      <Outlet />
    </div>
  )
}
