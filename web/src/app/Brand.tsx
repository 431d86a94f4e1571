/** The mark and the name; where room is short (`brief`) the mark alone is seen. */
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import classes from './Brand.module.css'
import icon from './icon.svg'

export function Brand({ brief = false }: { readonly brief?: boolean }): ReactNode {
  return (
    <Link to="/" className={classes['brand'] ?? ''} data-brief={brief}>
      <img src={icon} alt="" width={28} height={28} />
      <span className={classes['name']}>Portevoix</span>
    </Link>
  )
}
