/** A screen on its way: grey lines where it will be. */
import type { ReactNode } from 'react'
import { Loading } from '../parts/Loading.tsx'
import classes from './PendingScreen.module.css'

export function PendingScreen(): ReactNode {
  return (
    <div className={classes['pending']}>
      <Loading lines={5} height={56} />
    </div>
  )
}
