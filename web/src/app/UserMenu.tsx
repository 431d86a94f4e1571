/** The person's own menu: language, light or dark, security, sign out. */
import { Menu, UnstyledButton, useMantineColorScheme } from '@mantine/core'
import IconCheck from '@tabler/icons-react/icons/IconCheck'
import IconLogout from '@tabler/icons-react/icons/IconLogout'
import IconShieldLock from '@tabler/icons-react/icons/IconShieldLock'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { meQuery } from '../api/me.ts'
import { signOut } from '../api/session.ts'
import { chooseLanguage, languages, useLanguage } from '../words/language.ts'
import { useWords } from '../words/words.ts'
import classes from './UserMenu.module.css'
import { shellWords } from './words.ts'

const schemes = ['light', 'dark', 'auto'] as const
const languageNames = { fr: 'Français', en: 'English' } as const

export function UserMenu(): ReactNode {
  const say = useWords(shellWords)
  const language = useLanguage()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const { organisation } = useParams({ strict: false })
  const { data: me } = useQuery(meQuery)
  if (!me) return null
  return (
    <Menu position="bottom-end" shadow="md" width={250}>
      <Menu.Target>
        <UnstyledButton className={classes['target']}>
          <span className="pv-visually-hidden">{say.yourMenu(me.name)}</span>
          <span aria-hidden className={classes['initials']}>
            {initialsOf(me.name)}
          </span>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <div className={classes['who']}>
          <strong>{me.name}</strong>
          <span>{me.email}</span>
        </div>
        <Menu.Divider />
        <Menu.Label>{say.language}</Menu.Label>
        {languages.map((each) => (
          <Choice
            key={each}
            chosen={each === language}
            lang={each}
            name={languageNames[each]}
            choose={() => chooseLanguage(each)}
          />
        ))}
        <Menu.Label>{say.appearance}</Menu.Label>
        {schemes.map((each) => (
          <Choice
            key={each}
            chosen={each === colorScheme}
            name={say[each]}
            choose={() => setColorScheme(each)}
          />
        ))}
        <Menu.Divider />
        {organisation && (
          <Menu.Item
            component={Link}
            to={`/o/${organisation}/settings/security`}
            leftSection={<IconShieldLock size={18} aria-hidden />}
          >
            {say.security}
          </Menu.Item>
        )}
        <Menu.Item
          leftSection={<IconLogout size={18} aria-hidden />}
          onClick={() => void signOut()}
        >
          {say.signOut}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}

interface ChoiceProps {
  readonly chosen: boolean
  readonly name: string
  readonly lang?: string
  readonly choose: () => void
}

function Choice({ chosen, name, lang, choose }: ChoiceProps): ReactNode {
  return (
    <Menu.Item
      role="menuitemradio"
      aria-checked={chosen}
      {...(lang ? { lang } : {})}
      onClick={choose}
      closeMenuOnClick={false}
      leftSection={
        <IconCheck size={18} aria-hidden style={{ visibility: chosen ? 'visible' : 'hidden' }} />
      }
    >
      {name}
    </Menu.Item>
  )
}

function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/)
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined]
  return letters.map((word) => word?.charAt(0).toUpperCase() ?? '').join('')
}
