/** The other language, under its own name. */
import { UnstyledButton } from '@mantine/core'
import type { ReactNode } from 'react'
import { chooseLanguage, useLanguage } from '../words/language.ts'
import classes from './LanguageSwitch.module.css'

export function LanguageSwitch(): ReactNode {
  const language = useLanguage()
  const other = language === 'fr' ? 'en' : 'fr'
  return (
    <UnstyledButton
      className={classes['switch']}
      lang={other}
      onClick={() => chooseLanguage(other)}
    >
      {other === 'en' ? 'English' : 'Français'}
    </UnstyledButton>
  )
}
