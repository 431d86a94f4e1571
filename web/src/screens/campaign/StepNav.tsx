/** The steps as a list of links with their marks; under 640 px the marks alone are seen. */
import IconAlertTriangle from '@tabler/icons-react/icons/IconAlertTriangle'
import IconCheck from '@tabler/icons-react/icons/IconCheck'
import { useLinkProps } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useWords } from '../../words/words.ts'
import classes from './CampaignLayout.module.css'
import { type Step, stepsInOrder } from './steps.ts'
import { type Campaign, useCampaignAddress } from './useCampaign.ts'
import { campaignWords } from './words.ts'

type Mark = Campaign['steps'][number]['mark']

export function StepNav({ steps }: { readonly steps: Campaign['steps'] }): ReactNode {
  const say = useWords(campaignWords)
  const marks = new Map<string, Mark>(steps.map(({ step, mark }) => [step, mark]))
  return (
    <nav aria-label={say.page.steps} className={classes['steps']}>
      <ol>
        {stepsInOrder.map((step, index) => (
          <StepLink
            key={step}
            step={step}
            number={step === 'launch' ? null : index + 1}
            mark={marks.get(step)}
          />
        ))}
      </ol>
    </nav>
  )
}

interface StepLinkProps {
  readonly step: Step
  readonly number: number | null
  readonly mark: Mark | undefined
}

function StepLink({ step, number, mark }: StepLinkProps): ReactNode {
  const say = useWords(campaignWords)
  const { organisation, campaign } = useCampaignAddress()
  const link = useLinkProps({
    to: `/o/${organisation}/campaigns/${campaign}/${step}` as '/',
    activeOptions: { exact: true },
    className: classes['step'] ?? '',
  })
  return (
    <li>
      {/* A step, not a page: the router's own link would say `page`. */}
      <a
        {...link}
        data-mark={mark ?? 'open'}
        aria-current={link['aria-current'] ? 'step' : undefined}
      >
        <span className={classes['bubble']} aria-hidden>
          {mark === 'done' ? (
            <IconCheck size={15} stroke={2.6} />
          ) : mark === 'attention' ? (
            <IconAlertTriangle size={15} stroke={2.4} />
          ) : (
            (number ?? '›')
          )}
        </span>
        <span>
          {say.steps[step]}
          {mark && <span className="pv-visually-hidden"> ({say.page.marks[mark]})</span>}
        </span>
      </a>
    </li>
  )
}
