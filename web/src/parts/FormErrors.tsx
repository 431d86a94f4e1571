/**
 * The summary of what is wrong in a form: it takes the focus when it appears, and each line leads to its
 * field. `fields`: id of the field and its sentence.
 */
import { Title } from '@mantine/core'
import { type ReactNode, useEffect, useRef } from 'react'
import { useWords } from '../words/words.ts'
import classes from './FormErrors.module.css'
import { partsWords } from './words.ts'

interface FormErrorsProps {
  readonly fields: readonly { readonly id: string; readonly sentence: string }[]
}

export function FormErrors({ fields }: FormErrorsProps): ReactNode {
  const say = useWords(partsWords)
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (fields.length > 0) box.current?.focus()
  }, [fields])
  if (fields.length === 0) return null
  return (
    <div ref={box} className={classes['box']} role="alert" tabIndex={-1}>
      <Title order={2} size="h3">
        {say.errorsTitle(fields.length)}
      </Title>
      <ul>
        {fields.map(({ id, sentence }) => (
          <li key={id}>
            <a
              href={`#${id}`}
              onClick={(event) => {
                event.preventDefault()
                document.getElementById(id)?.focus()
              }}
            >
              {sentence}
            </a>
          </li>
        ))}
      </ul>
    </div>
  )
}
