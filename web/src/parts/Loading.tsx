/** Grey lines in the shape of what comes, after 150 ms: faster answers do not flicker. */
import { Skeleton, Stack } from '@mantine/core'
import { type ReactNode, useEffect, useState } from 'react'
import { useWords } from '../words/words.ts'
import { partsWords } from './words.ts'

const shownAfterMs = 150

interface LoadingProps {
  /** How many lines, and how high each. */
  readonly lines?: number
  readonly height?: number
}

export function Loading({ lines = 4, height = 44 }: LoadingProps): ReactNode {
  const say = useWords(partsWords)
  const [shown, setShown] = useState(false)
  useEffect(() => {
    const wait = setTimeout(() => setShown(true), shownAfterMs)
    return () => clearTimeout(wait)
  }, [])
  if (!shown) return <div style={{ minHeight: lines * (height + 12) }} />
  return (
    <Stack gap={12} role="status" aria-label={say.loading}>
      {Array.from({ length: lines }, (_, line) => `line ${line}`).map((key) => (
        <Skeleton key={key} height={height} radius="md" />
      ))}
    </Stack>
  )
}
