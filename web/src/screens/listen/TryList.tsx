/** What a team should have heard before it launches; what was tried stays ticked. */
import IconCircle from '@tabler/icons-react/icons/IconCircle'
import IconCircleCheck from '@tabler/icons-react/icons/IconCircleCheckFilled'
import type { ReactNode } from 'react'
import { useWords } from '../../words/words.ts'
import classes from './Listen.module.css'
import { type Try, tries } from './listenView.ts'
import { listenWords } from './words.ts'

interface TryListProps {
  readonly tried: ReadonlySet<Try>
  readonly keys: { readonly listen: string; readonly objection: string }
  readonly hasVoicemail: boolean
}

export function TryList({ tried, keys, hasVoicemail }: TryListProps): ReactNode {
  const say = useWords(listenWords)
  const names: Readonly<Record<Try, string>> = {
    listen: say.tries.listen(keys.listen),
    objection: say.tries.objection(keys.objection),
    nothing: say.tries.nothing,
    voicemail: hasVoicemail ? say.tries.voicemail : say.noVoicemail,
  }
  return (
    <ul className={classes['tries']} aria-label={say.toTry}>
      {tries.map((one) => {
        const isMissing = one === 'voicemail' && !hasVoicemail
        return (
          <li key={one} data-tried={tried.has(one)} data-missing={isMissing}>
            {tried.has(one) ? (
              <IconCircleCheck size={22} aria-hidden />
            ) : (
              <IconCircle size={22} aria-hidden />
            )}
            <span>{names[one]}</span>
            {!isMissing && (
              <span className="pv-visually-hidden">
                {`, ${tried.has(one) ? say.tried : say.notTried}`}
              </span>
            )}
          </li>
        )
      })}
    </ul>
  )
}
