/** Facts of a thing, one a line: what it is called, what it is. */
import type { ReactNode } from 'react'
import classes from './Facts.module.css'

interface FactsProps {
  readonly facts: readonly (readonly [name: string, value: ReactNode])[]
}

export function Facts({ facts }: FactsProps): ReactNode {
  return (
    <dl className={classes['facts']}>
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}
