/** What the check comes to in one line, and whether it is still of the campaign as it is. */
import { Button, Group, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { Card } from '../../parts/Card.tsx'
import { useFormat } from '../../words/format.ts'
import { useWords } from '../../words/words.ts'
import classes from './Check.module.css'
import type { CampaignChange, Check } from './CheckStep.tsx'
import { checkWords } from './checkWords.ts'

interface CheckHeadProps {
  readonly check: Check
  readonly since: readonly CampaignChange[]
  readonly isRunning: boolean
  readonly onAgain: () => void
}

export function CheckHead({ check, since, isRunning, onAgain }: CheckHeadProps): ReactNode {
  const say = useWords(checkWords)
  const format = useFormat()
  const count = (weight: 'blocks' | 'warns'): number =>
    check.findings.filter((finding) => finding.weight === weight).length
  return (
    <Card>
      <Group justify="space-between" gap="md">
        <div>
          <Text
            fw={640}
            fz="lg"
            className={classes['summary'] ?? ''}
            data-launchable={check.launchable}
          >
            {say.summary(count('blocks'), count('warns'), check.rulesRead)}
          </Text>
          <Text size="sm" c="dimmed">
            {say.judged(format.instant(check.judgedAt), check.lawVersion)}
          </Text>
        </div>
        <Button variant="default" onClick={onAgain} disabled={isRunning}>
          {say.again}
        </Button>
      </Group>
      {since.length > 0 && (
        <div className={classes['stale']} role="status">
          <Text fw={600}>{say.stale}</Text>
          <ul>
            {since.map((each) => (
              <li key={`${each.at}${each.what}`}>
                {say.change(each.who, say.whats[each.what] ?? each.what, format.instant(each.at))}
              </li>
            ))}
          </ul>
        </div>
      )}
    </Card>
  )
}
