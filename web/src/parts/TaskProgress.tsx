/**
 * Work that lasts: done, total, pace, time left; the page may be left. One bar with its name, and a
 * sentence that a screen reader is told at most every 30 s.
 */
import { Progress, Text } from '@mantine/core'
import { type ReactNode, useEffect, useRef } from 'react'
import { useFormat } from '../words/format.ts'
import { useWords } from '../words/words.ts'
import { announce } from './LiveRegion.tsx'
import { partsWords } from './words.ts'

interface TaskProgressProps {
  /** « Lecture de optin.csv » */
  readonly name: string
  readonly done: number
  /** null: not known yet. */
  readonly total: number | null
  /** « lignes », « personnes ». */
  readonly unit: string
  /** Per second; null: not known yet. */
  readonly rate: number | null
  /** Shown unless the work must stay in this page (a recording, an upload). */
  readonly mayLeave?: boolean
}

const saidEveryMs = 30_000

export function TaskProgress(props: TaskProgressProps): ReactNode {
  const { name, done, total, unit, rate, mayLeave = true } = props
  const say = useWords(partsWords)
  const format = useFormat()
  const leftMs = total !== null && rate !== null && rate > 0 ? ((total - done) / rate) * 1000 : null
  const figures = [
    total === null
      ? say.taskDone(format.number(done), unit)
      : say.taskDoneOf(format.number(done), format.number(total), unit),
    ...(rate === null ? [] : [say.taskRate(format.number(rate))]),
    ...(leftMs === null ? [] : [say.taskLeft(format.duration(leftMs))]),
  ].join(' · ')
  useSaidRarely(`${name} : ${figures}`)
  return (
    <div>
      <Text fw={600} mb={6}>
        {name}
      </Text>
      <Progress.Root size="lg" radius="xl">
        <Progress.Section
          value={total === null || total === 0 ? 0 : Math.min(100, (done / total) * 100)}
          aria-label={name}
          aria-valuetext={figures}
          animated={total === null}
        />
      </Progress.Root>
      <Text size="sm" mt={8} className="pv-figures">
        {figures}
      </Text>
      {mayLeave && (
        <Text size="sm" c="dimmed">
          {say.mayLeave}
        </Text>
      )}
    </div>
  )
}

function useSaidRarely(sentence: string): void {
  const saidAt = useRef(0)
  useEffect(() => {
    if (Date.now() - saidAt.current < saidEveryMs) return
    saidAt.current = Date.now()
    announce(sentence)
  }, [sentence])
}
