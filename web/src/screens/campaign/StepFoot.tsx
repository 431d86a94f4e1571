/** The foot of a step: what comes next. */
import { Group } from '@mantine/core'
import IconArrowRight from '@tabler/icons-react/icons/IconArrowRight'
import type { ReactNode } from 'react'
import { ButtonLink } from '../../parts/Links.tsx'
import { useWords } from '../../words/words.ts'
import { nextStep, type Step } from './steps.ts'
import { useCampaignAddress } from './useCampaign.ts'
import { campaignWords } from './words.ts'

/** `children`: other acts, on the left of « Continuer ». */
export function StepFoot({
  step,
  children,
}: {
  readonly step: Step
  readonly children?: ReactNode
}): ReactNode {
  const say = useWords(campaignWords)
  const { organisation, campaign } = useCampaignAddress()
  const next = nextStep(step)
  return (
    <Group justify="flex-end" gap="sm">
      {children}
      {next && (
        <ButtonLink
          size="md"
          to={`/o/${organisation}/campaigns/${campaign}/${next}` as '/'}
          rightSection={<IconArrowRight size={18} aria-hidden />}
        >
          {say.page.next(say.steps[next])}
        </ButtonLink>
      )}
    </Group>
  )
}
