/** What the law says of the draft as it is: a sum first, then each rule with its article. */
import { Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { useLanguage } from '../../words/language.ts'
import { useWords } from '../../words/words.ts'
import classes from './GatesCard.module.css'
import type { MessageDraft } from './useMessage.ts'
import { messageWords } from './words.ts'

export function GatesCard({ gates }: Pick<MessageDraft, 'gates'>): ReactNode {
  const say = useWords(messageWords).gates
  const language = useLanguage()
  if (gates.length === 0) return null
  const passed = gates.filter(({ is }) => is === 'passed').length
  const open = gates.filter(({ is }) => is !== 'passed')
  return (
    <details className={classes['gates']} open={open.length > 0}>
      <summary>
        <span className={classes['title']}>{say.title}</span>
        <Text span c={open.length === 0 ? 'var(--pv-good)' : 'var(--pv-bad)'} fw={600}>
          {open.length === 0 ? '✔ ' : '✗ '}
          {say.passed(passed, gates.length)}
        </Text>
      </summary>
      <ul>
        {[...open, ...gates.filter(({ is }) => is === 'passed')].map(
          ({ rule, is, title, reason, article }) => (
            <li key={rule} data-is={is}>
              <span aria-hidden>{is === 'passed' ? '✔' : '✗'}</span>
              <div>
                <Text fw={is === 'passed' ? 400 : 600}>
                  {title[language]}
                  <span className="pv-visually-hidden"> ({say.is[is]})</span>
                </Text>
                {reason && <Text>{reason[language]}</Text>}
                <Text size="sm" c="dimmed" lang="fr">
                  {article}
                </Text>
              </div>
            </li>
          ),
        )}
      </ul>
    </details>
  )
}
