/**
 * A total that closes: « 500 000 lignes = 471 204 contacts + 12 310 doublons + 16 486 à corriger », each
 * term a link to its list. Terms that do not add up are a bug, and said so.
 */
import { Link } from '@tanstack/react-router'
import { Fragment, type ReactNode } from 'react'
import { useFormat } from '../words/format.ts'
import classes from './SumLine.module.css'

interface SumTerm {
  readonly count: number
  readonly word: string
  /** Address of the list; absent: there is none to show. */
  readonly to?: string
  readonly href?: string
}

interface SumLineProps {
  readonly total: SumTerm
  readonly terms: readonly SumTerm[]
}

export function SumLine({ total, terms }: SumLineProps): ReactNode {
  const sum = terms.reduce((all, { count }) => all + count, 0)
  if (sum !== total.count) console.error(`${total.count} ${total.word} ≠ ${sum}`)
  return (
    <p className={classes['line']}>
      <Term {...total} isTotal />
      {terms.map((term, index) => (
        <Fragment key={term.word}>
          <span className={classes['sign']}>{index === 0 ? '=' : '+'}</span> <Term {...term} />{' '}
        </Fragment>
      ))}
    </p>
  )
}

function Term({
  count,
  word,
  to,
  href,
  isTotal,
}: SumTerm & { readonly isTotal?: true }): ReactNode {
  const format = useFormat()
  const text = (
    <>
      <strong>{format.number(count)}</strong> {word}
    </>
  )
  if (to !== undefined && count > 0) return <Link to={to as '/'}>{text}</Link>
  if (href !== undefined && count > 0) return <a href={href}>{text}</a>
  return <span data-total={isTotal}>{text}</span>
}
