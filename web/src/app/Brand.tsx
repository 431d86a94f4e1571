/** The name and its mark. */
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import classes from './Brand.module.css'
import icon from './icon.svg'

export function Brand(): ReactNode {
  return (
    <Link to="/" className={classes['brand'] ?? ''}>
      <img src={icon} alt="" width={28} height={28} />
      Portevoix
    </Link>
  )
}
