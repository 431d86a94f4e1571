/**
 * A screen: its title (heading, title of the tab, where the focus goes after a navigation), its acts on
 * the right, its content below.
 */
import { Group, Stack, Text, Title } from '@mantine/core'
import { type ReactNode, useEffect, useRef } from 'react'
import classes from './Page.module.css'

interface PageProps {
  readonly title: string
  /** One sentence under the title. */
  readonly lead?: ReactNode
  /** Buttons: the primary act last. */
  readonly acts?: ReactNode
  /** `form` for one short form, `narrow` for reading, `wide` for tables and live figures. */
  readonly width?: 'form' | 'narrow' | 'normal' | 'wide'
  /** On a telephone the title is small and its acts stand beside it: what is below counts more. */
  readonly compact?: boolean
  readonly children: ReactNode
}

/** The first page of a visit leaves the focus where the browser put it. */
let isFirst = true

export function Page({
  title,
  lead,
  acts,
  width = 'normal',
  compact = false,
  children,
}: PageProps): ReactNode {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    document.title = `${title} · Portevoix`
  }, [title])
  useEffect(() => {
    if (!isFirst) heading.current?.focus({ preventScroll: true })
    isFirst = false
  }, [])
  return (
    <div className={classes['page']} data-width={width} data-compact={compact || undefined}>
      <Group
        className={classes['head'] ?? ''}
        justify="space-between"
        align="flex-start"
        gap="md"
        mb={lead ? 'xs' : 'lg'}
      >
        <Title order={1} ref={heading} tabIndex={-1}>
          {title}
        </Title>
        {acts && <Group gap="sm">{acts}</Group>}
      </Group>
      {lead && (
        <Text c="dimmed" mb="lg" maw="44rem">
          {lead}
        </Text>
      )}
      <Stack gap="lg">{children}</Stack>
    </div>
  )
}
