/** Whose things are shown, and the other organisations this person may act in. */
import IconSelector from '@tabler/icons-react/icons/IconSelector'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { meQuery } from '../api/me.ts'
import { Disclosure } from '../parts/Disclosure.tsx'
import { useWords } from '../words/words.ts'
import classes from './OrganisationMenu.module.css'
import { shellWords } from './words.ts'

/** More are found on the provider's table. */
const listedMax = 12

export function OrganisationMenu(): ReactNode {
  const say = useWords(shellWords)
  const { organisation } = useParams({ strict: false })
  const { data: me } = useQuery(meQuery)
  const all = me?.organisations ?? []
  const here = all.find((each) => each.id === Number(organisation))
  if (!here) return null
  if (all.length === 1) return <span className={classes['name']}>{here.name}</span>
  const item = (id: number, name: string, close: () => void): ReactNode => (
    <li key={name}>
      <Link
        to="/o/$organisation"
        params={{ organisation: String(id) }}
        className={classes['item'] ?? ''}
        aria-current={name === here.name ? 'true' : undefined}
        onClick={close}
      >
        {name}
      </Link>
    </li>
  )
  return (
    <Disclosure
      side="left"
      buttonClass={classes['target']}
      button={
        <>
          <span className="pv-visually-hidden">{say.organisation} : </span>
          <span className={classes['name']}>{here.name}</span>
          <IconSelector size={18} aria-hidden />
        </>
      }
    >
      {(close) => (
        <ul className={classes['list']}>
          {all.slice(0, listedMax).map(({ id, name }) => item(id, name, close))}
          {all.length > listedMax && item(all[0]?.id ?? here.id, say.allOrganisations, close)}
        </ul>
      )}
    </Disclosure>
  )
}
