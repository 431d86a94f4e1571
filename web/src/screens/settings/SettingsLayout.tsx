/** The list of settings that this person may see, beside the one that is open; above it on a phone. */
import { Link, Outlet, useLocation } from '@tanstack/react-router'
import { type ReactNode, useEffect, useRef } from 'react'
import { useOrganisation } from '../../api/me.ts'
import { useWords } from '../../words/words.ts'
import { settingsEntries } from './entries.ts'
import classes from './SettingsLayout.module.css'
import { settingsWords } from './words.ts'

export function SettingsLayout(): ReactNode {
  const say = useWords(settingsWords)
  const { id, may } = useOrganisation()
  const list = useRef<HTMLUListElement>(null)
  const { pathname } = useLocation()
  // On a phone the row is longer than the screen: the entry that is open is in it.
  // biome-ignore lint/correctness/useExhaustiveDependencies: another path is another entry
  useEffect(() => {
    const open = list.current?.querySelector('[aria-current="page"]')
    open?.scrollIntoView({ block: 'nearest', inline: 'center' })
  }, [pathname])
  return (
    <div className={classes['layout']}>
      <nav aria-label={say.settings} className={classes['nav']}>
        <ul ref={list}>
          {settingsEntries
            .filter(({ needs }) => may(needs))
            .map(({ name }) => (
              <li key={name}>
                <Link to={`/o/${id}/settings/${name}` as '/'} className={classes['link'] ?? ''}>
                  {say[name]}
                </Link>
              </li>
            ))}
        </ul>
      </nav>
      <div className={classes['screen']}>
        <Outlet />
      </div>
    </div>
  )
}
