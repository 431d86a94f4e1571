/** Step 5, « Vérification » : what blocks or warns, each with one act; and sums that close. */
import { Button, Group } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useEffect, useRef } from 'react'
import { answer, api } from '../../api/client.ts'
import { useOrganisation } from '../../api/me.ts'
import type { components } from '../../api/schema.gen.ts'
import { Card } from '../../parts/Card.tsx'
import { EmptyState } from '../../parts/EmptyState.tsx'
import { ErrorState } from '../../parts/ErrorState.tsx'
import { QueryView } from '../../parts/QueryView.tsx'
import { StepHeader } from '../../parts/StepHeader.tsx'
import { TaskProgress } from '../../parts/TaskProgress.tsx'
import { useLanguage } from '../../words/language.ts'
import { useWords } from '../../words/words.ts'
import { CheckCost } from './CheckCost.tsx'
import { CheckFindings } from './CheckFindings.tsx'
import { CheckHead } from './CheckHead.tsx'
import { CheckPeople } from './CheckPeople.tsx'
import { checkWords } from './checkWords.ts'
import { RehearsalCard } from './RehearsalCard.tsx'
import { StepFoot } from './StepFoot.tsx'
import { isDraft, numberOf, stepsCounted } from './steps.ts'
import { useCampaign, useCampaignAddress } from './useCampaign.ts'
import { useCheckTask } from './useCheckTask.ts'

export type Check = components['schemas']['Check']
export type CampaignChange = components['schemas']['CampaignChange']

export function CheckStep(): ReactNode {
  const say = useWords(checkWords)
  const address = useCampaignAddress()
  const { data: campaign } = useCampaign()
  const check = useQuery({
    queryKey: ['check', address.organisation, address.campaign],
    queryFn: ({ signal }) =>
      answer(
        api.GET('/organisations/{organisation}/campaigns/{campaign}/check', {
          params: { path: address },
          signal,
        }),
      ),
  })
  const task = useCheckTask(() => void check.refetch())
  const { data } = check
  const isOld = data !== undefined && (data.check === null || data.since.length > 0)
  // Looking at this step is asking for it: once after each change, where it is missing or of before.
  const asked = useRef(false)
  const { may } = useOrganisation()
  const mayCheck = campaign !== undefined && isDraft(campaign) && may('campaign.write')
  useEffect(() => {
    if (!isOld) asked.current = false
    if (!isOld || asked.current || !campaign || !mayCheck) return
    asked.current = true
    task.start()
  }, [isOld, campaign, mayCheck, task])
  return (
    <StepHeader step={numberOf('check')} of={stepsCounted} title={say.title} lead={say.lead}>
      {task.error && <ErrorState what={say.notStarted} error={task.error} onRetry={task.start} />}
      {task.running && (
        <Card>
          <TaskProgress
            {...task.running}
            name={task.running.unit === 'people' ? say.running : say.choosing}
            unit={say.unit}
          />
        </Card>
      )}
      <QueryView query={check} failed={say.failed}>
        {({ check: found, since }) =>
          found ? (
            <Found
              check={found}
              since={since}
              onAgain={task.start}
              isRunning={task.running !== null}
            />
          ) : (
            !task.running && (
              <EmptyState
                sentence={say.first}
                act={<Button onClick={task.start}>{say.start}</Button>}
              />
            )
          )
        }
      </QueryView>
      <StepFoot step="check" />
    </StepHeader>
  )
}

interface FoundProps {
  readonly check: Check
  readonly since: readonly CampaignChange[]
  readonly isRunning: boolean
  readonly onAgain: () => void
}

function Found({ check, since, isRunning, onAgain }: FoundProps): ReactNode {
  return (
    <>
      <CheckHead {...{ check, since, isRunning, onAgain }} />
      <CheckFindings findings={check.findings} />
      <CheckPeople check={check} />
      <CheckCost checkedAt={check.madeAt} />
      {check.rehearsal && <RehearsalCard rehearsal={check.rehearsal} />}
      <Downloads />
    </>
  )
}

function Downloads(): ReactNode {
  const language = useLanguage()
  const say = useWords(checkWords)
  const { organisation, campaign } = useCampaignAddress()
  const file = `/api/v1/organisations/${organisation}/campaigns/${campaign}/check`
  return (
    <Group gap="sm">
      <Button component="a" variant="default" href={`${file}.pdf?language=${language}`} download>
        {say.download}
      </Button>
      <Button component="a" variant="default" href={file} download="check.json">
        {say.downloadJson}
      </Button>
    </Group>
  )
}
