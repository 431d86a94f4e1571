/** The second factor: turn it on, see what is left of its recovery codes, renew them, turn it off. */
import { Button, Group, Stack, Text } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { answer, api } from '../../../api/client.ts'
import { meQuery } from '../../../api/me.ts'
import { Card } from '../../../parts/Card.tsx'
import { useFormat } from '../../../words/format.ts'
import { useWords } from '../../../words/words.ts'
import { ConfirmFactor } from './ConfirmFactor.tsx'
import { ProveForm } from './ProveForm.tsx'
import { RecoveryCodes } from './RecoveryCodes.tsx'
import { securityWords } from './words.ts'

/** Fewer codes than these are soon none. */
const codesLeftMin = 3

type Step =
  | { readonly is: 'idle' }
  | { readonly is: 'begin' | 'renew' | 'remove' }
  | { readonly is: 'confirm'; readonly secret: string; readonly uri: string }
  | { readonly is: 'codes'; readonly codes: readonly string[] }

export function SecondFactorCard(): ReactNode {
  const { factor: say } = useWords(securityWords)
  const { data: me } = useQuery(meQuery)
  const client = useQueryClient()
  const [step, setStep] = useState<Step>({ is: 'idle' })
  const idle = (): void => {
    setStep({ is: 'idle' })
    void client.invalidateQueries({ queryKey: meQuery.queryKey })
  }
  if (!me) return null
  return (
    <Card title={say.title}>
      <Stack gap="md" maw="36rem">
        {step.is !== 'codes' && <State {...me} />}
        <Body step={step} isOn={me.hasSecondFactor} setStep={setStep} idle={idle} />
      </Stack>
    </Card>
  )
}

interface StateProps {
  readonly hasSecondFactor: boolean
  readonly recoveryCodesLeft: number
}

function State({ hasSecondFactor, recoveryCodesLeft: left }: StateProps): ReactNode {
  const { factor: say } = useWords(securityWords)
  const format = useFormat()
  if (!hasSecondFactor) return <Text>{say.off}</Text>
  return (
    <>
      <Text>{say.on(format.number(left))}</Text>
      {left < codesLeftMin && <Text c="var(--pv-warn)">{say.few}</Text>}
    </>
  )
}

interface BodyProps {
  readonly step: Step
  readonly isOn: boolean
  readonly setStep: (step: Step) => void
  readonly idle: () => void
}

function Body({ step, isOn, setStep, idle }: BodyProps): ReactNode {
  const { factor: say } = useWords(securityWords)
  const showCodes = ({ recoveryCodes }: { recoveryCodes: string[] }): void =>
    setStep({ is: 'codes', codes: recoveryCodes })
  switch (step.is) {
    case 'idle':
      return <Acts isOn={isOn} setStep={setStep} />
    case 'begin':
      return (
        <ProveForm
          act={say.begin}
          send={({ currentPassword }) =>
            answer(api.POST('/me/second-factor', { body: { currentPassword } }))
          }
          onDone={({ secret, uri }) => setStep({ is: 'confirm', secret, uri })}
          onCancel={idle}
        />
      )
    case 'confirm':
      return <ConfirmFactor {...step} onDone={showCodes} onCancel={idle} />
    case 'codes':
      return <RecoveryCodes codes={step.codes} onDone={idle} />
    case 'renew':
      return (
        <ProveForm
          lead={say.renewLead}
          act={say.renew}
          send={({ currentPassword }) =>
            answer(api.POST('/me/recovery-codes', { body: { currentPassword } }))
          }
          onDone={showCodes}
          onCancel={idle}
        />
      )
    case 'remove':
      return (
        <ProveForm
          lead={say.removeLead}
          act={say.remove}
          withCode
          send={(body) => answer(api.POST('/me/second-factor/remove', { body }))}
          onDone={idle}
          onCancel={idle}
        />
      )
    default:
      return step satisfies never
  }
}

function Acts({ isOn, setStep }: Pick<BodyProps, 'isOn' | 'setStep'>): ReactNode {
  const { factor: say } = useWords(securityWords)
  if (!isOn) {
    return (
      <Group>
        <Button onClick={() => setStep({ is: 'begin' })}>{say.begin}</Button>
      </Group>
    )
  }
  return (
    <Group gap="sm">
      <Button variant="default" onClick={() => setStep({ is: 'renew' })}>
        {say.renew}
      </Button>
      <Button variant="default" onClick={() => setStep({ is: 'remove' })}>
        {say.remove}
      </Button>
    </Group>
  )
}
