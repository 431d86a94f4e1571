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
          {heard?.says.map(({ part, text }, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the words of a version do not move
            <p key={index}>{text ?? say.noWords(say.parts[part as keyof typeof say.parts])}</p>
          ))}
        </Card>
      </div>
    </div>
  )
}
