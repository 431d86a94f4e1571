/** The main navigation of an organisation: what this person may see of it. */
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useOrganisation } from '../api/me.ts'
import { useWords } from '../words/words.ts'
import classes from './Navigation.module.css'
import { navigation } from './navigation.ts'
import { shellWords } from './words.ts'

export function Navigation({ onGone }: { readonly onGone?: () => void }): ReactNode {
  const say = useWords(shellWords)
  const { id, me, may } = useOrganisation()
  const hasChildren = me.organisations.some((each) => each.parent === id)
  const shown = navigation.filter(
    ({ name, needs }) => may(needs) && (name !== 'organisations' || hasChildren),
  )
  return (
    <nav aria-label={say.navigation}>
      <ul className={classes['list']}>
        {shown.map(({ name, path, icon: Icon }) => (
          <li key={name}>
            <Link
              to={`/o/${id}${path}` as '/'}
              className={classes['link'] ?? ''}
              activeOptions={{ exact: path === '' }}
              {...(onGone ? { onClick: onGone } : {})}
            >
              <Icon size={20} stroke={1.7} aria-hidden />
              {say[name]}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}
