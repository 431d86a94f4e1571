/** The top bar: brand, whose organisation, the person's own menu; on a phone the navigation opens below. */
import { UnstyledButton } from '@mantine/core'
import IconMenu2 from '@tabler/icons-react/icons/IconMenu2'
import IconX from '@tabler/icons-react/icons/IconX'
import { useParams } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { useWords } from '../words/words.ts'
import { Brand } from './Brand.tsx'
import { Navigation } from './Navigation.tsx'
import { OrganisationMenu } from './OrganisationMenu.tsx'
import classes from './TopBar.module.css'
import { UserMenu } from './UserMenu.tsx'
import { shellWords } from './words.ts'

export function TopBar(): ReactNode {
  const say = useWords(shellWords)
  const { organisation } = useParams({ strict: false })
  const [open, setOpen] = useState(false)
  return (
    <header className={classes['bar']}>
      <div className={classes['row']}>
        <Brand brief />
        {organisation && <OrganisationMenu />}
        <div className={classes['gap']} />
        <UserMenu />
        {organisation && (
          <UnstyledButton
            className={classes['toggle']}
            aria-expanded={open}
            aria-controls="phone-navigation"
            onClick={() => setOpen(!open)}
          >
            {open ? <IconX size={22} aria-hidden /> : <IconMenu2 size={22} aria-hidden />}
            <span className={classes['toggleName']}>{open ? say.closeMenu : say.menu}</span>
          </UnstyledButton>
        )}
      </div>
      {organisation && open && (
        <div className={classes['panel']} id="phone-navigation">
          <Navigation onGone={() => setOpen(false)} />
        </div>
      )}
    </header>
  )
}
