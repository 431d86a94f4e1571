/** Where a file is dropped, or chosen with the button that a native file field is. */
import { Text } from '@mantine/core'
import IconFileUpload from '@tabler/icons-react/icons/IconFileUpload'
import { type DragEvent, type ReactNode, useId, useState } from 'react'
import { useWords } from '../words/words.ts'
import classes from './FileDrop.module.css'
import { partsWords } from './words.ts'

interface FileDropProps {
  /** « Déposez un fichier CSV ou Excel » */
  readonly title?: string
  /** One sentence below: « Personne n’est appelé à cette étape. » */
  readonly hint?: string
  /** As in <input accept>: `.csv,.xlsx`. */
  readonly accept?: string
  readonly onFile: (file: File) => void
}

export function FileDrop({ title, hint, accept, onFile }: FileDropProps): ReactNode {
  const say = useWords(partsWords)
  const id = useId()
  const [over, setOver] = useState(false)
  const take = (file: File | null | undefined): void => {
    if (file) onFile(file)
  }
  const drop = (event: DragEvent): void => {
    event.preventDefault()
    setOver(false)
    take(event.dataTransfer.files[0])
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping has the file field as its equal
    <div
      className={classes['zone']}
      data-over={over}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <IconFileUpload size={32} stroke={1.5} aria-hidden className={classes['icon']} />
      <label htmlFor={id} className={classes['title']}>
        {title ?? say.drop}
      </label>
      <input
        id={id}
        type="file"
        className={classes['input']}
        {...(accept ? { accept } : {})}
        onChange={(event) => {
          take(event.currentTarget.files?.[0])
          // The same file may be chosen again.
          event.currentTarget.value = ''
        }}
      />
      <span aria-hidden className={classes['button']}>
        {say.orChoose}
      </span>
      {hint && (
        <Text size="sm" c="dimmed">
          {hint}
        </Text>
      )}
    </div>
  )
}
