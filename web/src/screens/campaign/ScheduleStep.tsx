/** Step 4, « Horaires » : the legal week with whom it reaches, and when this campaign calls within it. */
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { answer, api } from '../../api/client.ts'
import { QueryView } from '../../parts/QueryView.tsx'
import { StepHeader } from '../../parts/StepHeader.tsx'
import { useWords } from '../../words/words.ts'
import { BudgetCard } from './BudgetCard.tsx'
import { CalendarCard } from './CalendarCard.tsx'
import { MachinesCard } from './MachinesCard.tsx'
import { RetryCard } from './RetryCard.tsx'
import { StepFoot } from './StepFoot.tsx'
import { scheduleWords } from './scheduleWords.ts'
import { numberOf, stepsCounted } from './steps.ts'
import { useCampaign, useCampaignAddress } from './useCampaign.ts'
import { WhenCard } from './WhenCard.tsx'

export function ScheduleStep(): ReactNode {
  const say = useWords(scheduleWords)
  const address = useCampaignAddress()
  const { data: campaign } = useCampaign()
  const [from, setFrom] = useState<string>()
  const schedule = useQuery({
    queryKey: ['schedule', address.organisation, address.campaign, from],
    // The week shown before stays while the next one is counted.
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) =>
      answer(
        api.GET('/organisations/{organisation}/campaigns/{campaign}/schedule', {
          params: { path: address, query: from === undefined ? {} : { from } },
          signal,
        }),
      ),
  })
  if (!campaign) return null
  return (
    <StepHeader step={numberOf('schedule')} of={stepsCounted} title={say.title} lead={say.lead}>
      <QueryView query={schedule} failed={say.failed}>
        {(data) => <CalendarCard campaign={campaign} schedule={data} onWeek={setFrom} />}
      </QueryView>
      <WhenCard campaign={campaign} />
      <RetryCard campaign={campaign} />
      <MachinesCard campaign={campaign} />
      <BudgetCard campaign={campaign} atMostMicroEuro={schedule.data?.atMostMicroEuro} />
      <StepFoot step="schedule" />
    </StepHeader>
  )
}
