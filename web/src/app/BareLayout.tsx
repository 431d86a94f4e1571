/** Around screens without navigation: sign-in, first run, an invitation, an approval by link. */
import type { ReactNode } from 'react'
import classes from './BareLayout.module.css'
import { Brand } from './Brand.tsx'
import { LanguageSwitch } from './LanguageSwitch.tsx'

export function BareLayout({ children }: { readonly children: ReactNode }): ReactNode {
  return (
    <div className={classes['layout']}>
      <header className={classes['bar']}>
        <Brand />
        <LanguageSwitch />
      </header>
      <main id="content" tabIndex={-1}>
        {children}
      </main>
    </div>
  )
}
