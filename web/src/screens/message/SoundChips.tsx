/** What was measured of the sound, each with a sign and a word: length, loudness, silence, overdrive. */
import { Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { useFormat } from '../../words/format.ts'
import { useWords } from '../../words/words.ts'
import classes from './SoundChips.module.css'
import type { DraftRecording } from './useMessage.ts'
import { messageWords } from './words.ts'

export function SoundChips({ recording }: { readonly recording: DraftRecording }): ReactNode {
  const say = useWords(messageWords).chips
  const format = useFormat()
  const { durationMs, leadingSilenceMs, trailingSilenceMs, problems } = recording
  const seconds = (value: number): string => format.number(value / 1000, 1)
  const isBad = (id: string): boolean => problems.some((problem) => problem.id === id)
  const chips = [
    [say.loudness, isBad('loudness')],
    [say.start(seconds(leadingSilenceMs)), isBad('leadingSilence')],
    [say.end(seconds(trailingSilenceMs)), isBad('trailingSilence')],
    [isBad('clipped') ? say.clipped : say.notClipped, isBad('clipped')],
  ] as const
  return (
    <div>
      <ul className={classes['chips']} aria-label={say.title}>
        <li className="pv-figures">{say.length(seconds(durationMs))}</li>
        {chips.map(([words, bad]) => (
          <li key={words} data-bad={bad}>
            {words} <span aria-hidden>{bad ? '✗' : '✔'}</span>
            <span className="pv-visually-hidden">{bad ? say.bad : say.good}</span>
          </li>
        ))}
      </ul>
      <Arrival source={recording.source} />
    </div>
  )
}

/** Less is heard by nobody. */
const worthSaying = { dB: 0.5, ms: 50 }

function Arrival({ source }: Pick<DraftRecording, 'source'>): ReactNode {
  const say = useWords(messageWords).chips
  const format = useFormat()
  const { gainDb, leadingSilenceCutMs, trailingSilenceCutMs } = source
  const seconds = (value: number): string => format.number(value / 1000, 1)
  const done = [
    ...(gainDb >= worthSaying.dB ? [say.louder(format.number(gainDb, 1))] : []),
    ...(gainDb <= -worthSaying.dB ? [say.softer(format.number(-gainDb, 1))] : []),
    ...(leadingSilenceCutMs >= worthSaying.ms ? [say.cutStart(seconds(leadingSilenceCutMs))] : []),
    ...(trailingSilenceCutMs >= worthSaying.ms ? [say.cutEnd(seconds(trailingSilenceCutMs))] : []),
  ]
  if (done.length === 0) return null
  return (
    <Text size="sm" c="dimmed" mt={6}>
      {say.done(format.list(done))}
    </Text>
  )
}
