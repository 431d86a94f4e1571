/** A white sheet with one thin line: what belongs together. `title` is an h2. */
import { Group, Title } from '@mantine/core'
import { type ReactNode, useId } from 'react'
import classes from './Card.module.css'

interface CardProps {
  readonly title?: string
  readonly acts?: ReactNode
  /** `flush`: what is inside (a table, a list) reaches the edges. */
  readonly flush?: boolean
  readonly children: ReactNode
}

export function Card({ title, acts, flush = false, children }: CardProps): ReactNode {
  const id = useId()
  return (
    <section className={classes['card']} {...(title ? { 'aria-labelledby': id } : {})}>
      {title && (
        <Group justify="space-between" gap="sm" className={classes['head']}>
          <Title order={2} id={id}>
            {title}
          </Title>
          {acts}
        </Group>
      )}
      <div className={flush ? classes['flush'] : classes['body']}>{children}</div>
    </section>
  )
}
