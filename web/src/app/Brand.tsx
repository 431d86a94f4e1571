/** The name and its mark. */
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import classes from './Brand.module.css'

export function Brand(): ReactNode {
  return (
    <Link to="/" className={classes['brand'] ?? ''}>
      <img src="/app/icon.svg" alt="" width={28} height={28} />
      Portevoix
    </Link>
  )
}
