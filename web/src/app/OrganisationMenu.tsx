/** Whose things are shown, and the other organisations this person may act in. */
import { Menu, UnstyledButton } from '@mantine/core'
import IconSelector from '@tabler/icons-react/icons/IconSelector'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { meQuery } from '../api/me.ts'
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
  return (
    <Menu position="bottom-start" shadow="md" width={280}>
      <Menu.Target>
        <UnstyledButton className={classes['target']}>
          <span className="pv-visually-hidden">{say.organisation} : </span>
          <span className={classes['name']}>{here.name}</span>
          <IconSelector size={18} aria-hidden />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        {all.slice(0, listedMax).map((each) => (
          <Menu.Item
            key={each.id}
            component={Link}
            to={`/o/${each.id}`}
            fw={each.id === here.id ? 650 : 400}
          >
            {each.name}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
