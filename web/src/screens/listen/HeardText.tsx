/** The words of the version, to read before, after or instead of listening. */
import { Button, Group } from '@mantine/core'
import { type ReactNode, useId, useState } from 'react'
import { Card } from '../../parts/Card.tsx'
import { useWords } from '../../words/words.ts'
import classes from './Listen.module.css'
import type { HeardVersion } from './ListenStep.tsx'
import { listenWords } from './words.ts'

interface HeardTextProps {
  readonly heard: HeardVersion | undefined
  /** What stands at the other end of the line of buttons. */
  readonly children: ReactNode
}

export function HeardText({ heard, children }: HeardTextProps): ReactNode {
  const say = useWords(listenWords)
  const id = useId()
  const [isShown, setShown] = useState(false)
  return (
    <div>
      <Group justify="space-between" gap="sm">
        <Button
          variant="default"
          aria-expanded={isShown}
          aria-controls={id}
          onClick={() => setShown(!isShown)}
        >
          {isShown ? say.hideText : say.readText}
        </Button>
        {children}
      </Group>
      <div id={id} hidden={!isShown} className={classes['text']}>
        <Card title={say.text}>
          {partsOf(heard?.says ?? []).map(({ part, texts }) => (
            <section key={part}>
              <h3>{say.parts[part as keyof typeof say.parts]}</h3>
              <p>{texts.join(' ') || say.noWords(say.parts[part as keyof typeof say.parts])}</p>
            </section>
          ))}
        </Card>
      </div>
    </div>
  )
}

interface HeardPart {
  readonly part: string
  readonly texts: readonly string[]
}

/** The words of each recording together, in the order they are heard. */
function partsOf(says: HeardVersion['says']): readonly HeardPart[] {
  const parts = new Map<string, string[]>()
  for (const { part, text } of says) {
    const texts = parts.get(part) ?? []
    parts.set(part, text === null ? texts : [...texts, text])
  }
  return [...parts].map(([part, texts]) => ({ part, texts }))
}
