/** The head of one step: its number, its title, one sentence, and whether it is saved. */
import type { ReactNode } from 'react'
import { useWords } from '../words/words.ts'
import { Page } from './Page.tsx'
import { SaveState } from './SaveState.tsx'
import { partsWords } from './words.ts'

interface StepHeaderProps {
  readonly step: number
  readonly of: number
  readonly title: string
  readonly lead?: ReactNode
  readonly save?: {
    readonly saving: boolean
    readonly failed?: boolean
    readonly savedAt: number | null
  }
  readonly children: ReactNode
}

export function StepHeader({ step, of, title, lead, save, children }: StepHeaderProps): ReactNode {
  const say = useWords(partsWords)
  return (
    <Page
      title={title}
      lead={
        <>
          <span className="pv-visually-hidden">{say.stepOf(step, of)}. </span>
          {lead}
        </>
      }
      acts={save && <SaveState {...save} />}
    >
      {children}
    </Page>
  )
}
