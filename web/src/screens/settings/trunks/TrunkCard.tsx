/** One trunk: what it is, its limits, its numbers, its price; and what can be done with it. */
import { Button, Group, Text } from '@mantine/core'
import IconPhoneCall from '@tabler/icons-react/icons/IconPhoneCall'
import { useMutation } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { answer, api } from '../../../api/client.ts'
import { useOrganisation } from '../../../api/me.ts'
import { Card } from '../../../parts/Card.tsx'
import { ConfirmButton } from '../../../parts/ConfirmButton.tsx'
import { ErrorState } from '../../../parts/ErrorState.tsx'
import { useFormat } from '../../../words/format.ts'
import { useWords } from '../../../words/words.ts'
import { Facts } from '../Facts.tsx'
import { TrunkForm } from './TrunkForm.tsx'
import { TrunkTest } from './TrunkTest.tsx'
import { type Trunk, useReadAgain } from './useTrunks.ts'
import { trunksWords } from './words.ts'

export function TrunkCard({ trunk }: { readonly trunk: Trunk }): ReactNode {
  const say = useWords(trunksWords)
  const { may } = useOrganisation()
  const [open, setOpen] = useState<'test' | 'edit' | null>(null)
  if (open === 'edit') return <TrunkForm trunk={trunk} onDone={() => setOpen(null)} />
  return (
    <Card
      title={trunk.builtIn ? say.builtIn : trunk.label}
      acts={
        <Text size="sm" c="dimmed">
          {trunk.kind === 'practice' ? say.practice : say.real}
        </Text>
      }
    >
      <TrunkFacts trunk={trunk} />
      {may('trunk.write') && (
        <Group gap="sm" mt="lg">
          <Button
            variant={open === 'test' ? 'default' : 'filled'}
            leftSection={<IconPhoneCall size={18} aria-hidden />}
            aria-expanded={open === 'test'}
            onClick={() => setOpen(open === 'test' ? null : 'test')}
          >
            {say.test.open}
          </Button>
          <Button variant="default" onClick={() => setOpen('edit')}>
            {say.edit}
          </Button>
          <RemoveTrunk trunk={trunk} />
        </Group>
      )}
      {open === 'test' && <TrunkTest trunk={trunk} />}
    </Card>
  )
}

function TrunkFacts({ trunk }: { readonly trunk: Trunk }): ReactNode {
  const say = useWords(trunksWords)
  const format = useFormat()
  const { host, port, user, callerIds, price } = trunk
  const numbers = callerIds.map(({ shown }) => shown)
  return (
    <Facts
      facts={[
        [say.address, trunk.builtIn ? say.inside : `${host}:${port}`],
        ...(trunk.builtIn ? [] : [[say.login, user ?? say.noLogin] as const]),
        [
          say.limits,
          say.limitsOf(format.number(trunk.callsPerSecond), format.number(trunk.concurrentCalls)),
        ],
        [say.numbers, numbers.length === 0 ? say.noNumber : format.list(numbers)],
        ...(trunk.kind === 'practice'
          ? []
          : [
              [
                say.price,
                price
                  ? say.perMinute(priceText(price.perMinuteMicroEuro, format.language))
                  : say.noPrice,
              ] as const,
            ]),
        [say.usedBy, say.campaigns(trunk.campaigns)],
      ]}
    />
  )
}

/** Operators price in fractions of a cent: none of them is rounded away. */
const priceText = (microEuro: number, language: string): string =>
  new Intl.NumberFormat(language === 'fr' ? 'fr-FR' : 'en-GB', {
    style: 'currency',
    currency: 'EUR',
    maximumFractionDigits: 6,
  }).format(microEuro / 1_000_000)

/** One that campaigns name stays, and says why. */
function RemoveTrunk({ trunk }: { readonly trunk: Trunk }): ReactNode {
  const say = useWords(trunksWords)
  const { id } = useOrganisation()
  const readAgain = useReadAgain()
  const removing = useMutation({
    mutationFn: () =>
      answer(
        api.DELETE('/organisations/{organisation}/trunks/{trunk}', {
          params: { path: { organisation: id, trunk: trunk.id } },
        }),
      ),
    onSuccess: readAgain,
  })
  if (trunk.builtIn) return null
  if (trunk.campaigns > 0) {
    return (
      <Text size="sm" c="dimmed">
        {say.inUse}
      </Text>
    )
  }
  return (
    <>
      <ConfirmButton
        variant="default"
        label={say.remove}
        sentence={say.removeSentence(trunk.label)}
        confirm={say.removeConfirm}
        onConfirm={() => removing.mutate()}
      />
      {removing.error && <ErrorState what={say.removeFailed} error={removing.error} />}
    </>
  )
}
