/** What a test call showed: one sentence, what to do, and the figures an operator asks for. */
import { Text } from '@mantine/core'
import IconAlertTriangle from '@tabler/icons-react/icons/IconAlertTriangle'
import IconCircleCheck from '@tabler/icons-react/icons/IconCircleCheck'
import type { ReactNode } from 'react'
import { useFormat } from '../../../words/format.ts'
import { useLanguage } from '../../../words/language.ts'
import { useWords } from '../../../words/words.ts'
import { Facts } from '../Facts.tsx'
import classes from './TrunkTest.module.css'
import { trunksWords } from './words.ts'

interface Said {
  readonly fr: string
  readonly en: string
}

/** The result of a task of the kind trunkTest. */
export interface TrialResult {
  readonly diagnosis: {
    readonly code: string
    readonly works: boolean
    readonly say: Said
    readonly whatToDo: Said
  }
  readonly call: {
    readonly outcome: string
    readonly sipStatus: number | null
    readonly keys: readonly string[]
    readonly answeredMs: number | null
    readonly firstAudioMs: number | null
    readonly rtp: { readonly sent: number; readonly received: number; readonly lost: number }
  } | null
  readonly detail: string | null
}

export function TestResult({ result }: { readonly result: TrialResult }): ReactNode {
  const say = useWords(trunksWords).test
  const language = useLanguage()
  const { diagnosis, call, detail } = result
  const Icon = diagnosis.works ? IconCircleCheck : IconAlertTriangle
  return (
    <div className={classes['result']} data-works={diagnosis.works}>
      <Text fw={640}>
        <Icon size={20} aria-hidden style={{ verticalAlign: '-4px', marginRight: 8 }} />
        {diagnosis.say[language]}
      </Text>
      {diagnosis.code !== 'works' && (
        <Text>
          <strong>
            {say.whatToDo}
            {language === 'fr' ? '\u202f:' : ':'}
          </strong>{' '}
          {diagnosis.whatToDo[language]}
        </Text>
      )}
      {call && (
        <details>
          <summary>{say.facts}</summary>
          <CallFacts call={call} />
        </details>
      )}
      {detail && (
        <Text size="sm" c="dimmed" lang="en">
          {detail}
        </Text>
      )}
    </div>
  )
}

function CallFacts({ call }: { readonly call: NonNullable<TrialResult['call']> }): ReactNode {
  const say = useWords(trunksWords).test
  const format = useFormat()
  const time = (ms: number | null): string => (ms === null ? '–' : `${format.number(ms, 0)} ms`)
  return (
    <Facts
      facts={[
        [say.outcome, call.outcome],
        [say.sip, call.sipStatus ?? '–'],
        [say.answered, time(call.answeredMs)],
        [say.firstAudio, time(call.firstAudioMs)],
        [say.sent, format.number(call.rtp.sent)],
        [say.received, format.number(call.rtp.received)],
        [say.lost, format.number(call.rtp.lost)],
        [say.keys, call.keys.length > 0 ? call.keys.join(' ') : say.none],
      ]}
    />
  )
}
