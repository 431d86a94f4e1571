/** The person's own menu: language, light or dark, security, sign out. */
import { type MantineColorScheme, UnstyledButton, useMantineColorScheme } from '@mantine/core'
import IconLogout from '@tabler/icons-react/icons/IconLogout'
import IconShieldLock from '@tabler/icons-react/icons/IconShieldLock'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { meQuery } from '../api/me.ts'
import { signOut } from '../api/session.ts'
import { Disclosure } from '../parts/Disclosure.tsx'
import { chooseLanguage, useLanguage } from '../words/language.ts'
import { type Language, languages } from '../words/locales.ts'
import { useWords } from '../words/words.ts'
import { Choice } from './Choice.tsx'
import classes from './UserMenu.module.css'
import { shellWords } from './words.ts'

const schemes = ['light', 'dark', 'auto'] as const
const languageNames = { fr: 'Français', en: 'English' } as const

export function UserMenu(): ReactNode {
  const say = useWords(shellWords)
  const { data: me } = useQuery(meQuery)
  if (!me) return null
  return (
    <Disclosure
      side="right"
      buttonClass={classes['target']}
      button={
        <>
          <span className="pv-visually-hidden">{say.yourMenu(me.name)}</span>
          <span aria-hidden className={classes['initials']}>
            {initialsOf(me.name)}
          </span>
        </>
      }
    >
      {(close) => (
        <>
          <div className={classes['who']}>
            <strong>{me.name}</strong>
            <span>{me.email}</span>
          </div>
          <LanguageAndScheme />
          <Acts close={close} />
        </>
      )}
    </Disclosure>
  )
}

function LanguageAndScheme(): ReactNode {
  const say = useWords(shellWords)
  const language = useLanguage()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  return (
    <>
      <Choice
        legend={say.language}
        value={language}
        options={languages.map((value) => ({ value, label: languageNames[value], lang: value }))}
        onChange={(chosen) => chooseLanguage(chosen as Language)}
      />
      <Choice
        legend={say.appearance}
        value={colorScheme}
        options={schemes.map((value) => ({ value, label: say[value] }))}
        onChange={(chosen) => setColorScheme(chosen as MantineColorScheme)}
      />
    </>
  )
}

function Acts({ close }: { readonly close: () => void }): ReactNode {
  const say = useWords(shellWords)
  const { organisation } = useParams({ strict: false })
  return (
    <div className={classes['acts']}>
      {organisation && (
        <Link
          to={`/o/${organisation}/settings/security` as '/'}
          className={classes['act'] ?? ''}
          onClick={close}
        >
          <IconShieldLock size={18} aria-hidden />
          {say.security}
        </Link>
      )}
      <UnstyledButton className={classes['act'] ?? ''} onClick={() => void signOut()}>
        <IconLogout size={18} aria-hidden />
        {say.signOut}
      </UnstyledButton>
    </div>
  )
}

function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/)
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined]
  return letters.map((word) => word?.charAt(0).toUpperCase() ?? '').join('')
}
