/** Step 1, « Objet » : on whose behalf, which election, which number is shown, and the papers. */
import { Stack } from '@mantine/core'
import type { ReactNode } from 'react'
import { Card } from '../../parts/Card.tsx'
import { StepHeader } from '../../parts/StepHeader.tsx'
import { useWords } from '../../words/words.ts'
import { ElectionCard } from './ElectionCard.tsx'
import { NumberCard } from './NumberCard.tsx'
import { PapersCard } from './PapersCard.tsx'
import { purposeWords } from './purposeWords.ts'
import { SavedText } from './SavedText.tsx'
import { StepFoot } from './StepFoot.tsx'
import { useSaving } from './saving.tsx'
import { numberOf, stepsCounted } from './steps.ts'
import { useCampaign } from './useCampaign.ts'
import { useEditable } from './useEditable.ts'

export function PurposeStep(): ReactNode {
  const say = useWords(purposeWords)
  const { data: campaign } = useCampaign()
  const { save } = useSaving()
  const fixed = !useEditable(campaign ?? { state: 'draft' })
  if (!campaign) return null
  return (
    <StepHeader step={numberOf('purpose')} of={stepsCounted} title={say.title} lead={say.lead}>
      <Card title={say.who}>
        <Stack gap="lg">
          <SavedText
            label={say.name}
            description={say.nameHelp}
            maxLength={200}
            disabled={fixed}
            value={campaign.name}
            onSave={(name) => save({ name })}
          />
          <SavedText
            label={say.controller}
            description={say.controllerHelp}
            maxLength={200}
            disabled={fixed}
            value={campaign.controller}
            onSave={(controller) => save({ controller })}
          />
        </Stack>
      </Card>
      <ElectionCard campaign={campaign} />
      <NumberCard campaign={campaign} />
      <PapersCard campaign={campaign} />
      <StepFoot step="purpose" />
    </StepHeader>
  )
}
