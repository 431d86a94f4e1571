/** What blocks, then what warns: a sentence, its article, and the one act that mends it. */
import { Text } from '@mantine/core'
import IconAlertTriangle from '@tabler/icons-react/icons/IconAlertTriangle'
import IconBan from '@tabler/icons-react/icons/IconBan'
import type { ReactNode } from 'react'
import { withoutCommand } from '../../../../src/report/withoutCommand.ts'
import { Card } from '../../parts/Card.tsx'
import { ButtonLink } from '../../parts/Links.tsx'
import { useFormat } from '../../words/format.ts'
import { useWords } from '../../words/words.ts'
import { ApproveMyself } from './ApproveMyself.tsx'
import classes from './Check.module.css'
import { checkWords } from './checkWords.ts'
import { type Finding, useCampaign, useCampaignAddress } from './useCampaign.ts'

export function CheckFindings({ findings }: { readonly findings: readonly Finding[] }): ReactNode {
  const say = useWords(checkWords)
  const { data: campaign } = useCampaign()
  const blocks = findings.filter(({ weight }) => weight === 'blocks')
  const warns = findings.filter(({ weight }) => weight === 'warns')
  return (
    <>
      {blocks.length > 0 && (
        <Card title={say.blocks}>
          <List findings={blocks} />
        </Card>
      )}
      {warns.length > 0 && (
        <Card title={say.warns}>
          {campaign?.practice && (
            <Text c="dimmed" mb="sm">
              {say.practiceWarns}
            </Text>
          )}
          <List findings={warns} />
        </Card>
      )}
    </>
  )
}

function List({ findings }: { readonly findings: readonly Finding[] }): ReactNode {
  return (
    <ul className={classes['findings']}>
      {findings.map((finding) => (
        <Line key={finding.code} finding={finding} />
      ))}
    </ul>
  )
}

function Line({ finding }: { readonly finding: Finding }): ReactNode {
  const { step, weight, code, say: sentence, title, article } = finding
  const say = useWords(checkWords)
  const { language } = useFormat()
  const { organisation, campaign } = useCampaignAddress()
  const Icon = weight === 'blocks' ? IconBan : IconAlertTriangle
  const isApproval = code === 'approval'
  return (
    <li className={classes['finding']} data-weight={weight}>
      <Icon size={20} aria-hidden className={classes['mark']} />
      <div className={classes['words']}>
        <Text fw={560}>{withoutCommand(sentence[language])}</Text>
        <Text size="sm" c="dimmed">
          {title[language]}
          {article && ` · ${article}`}
        </Text>
      </div>
      <div className={classes['act']}>
        {isApproval && <ApproveMyself />}
        <ButtonLink
          variant="default"
          to={`/o/${organisation}/campaigns/${campaign}/${step}` as '/'}
        >
          {isApproval ? say.approve : say.fix[step]}
        </ButtonLink>
      </div>
    </li>
  )
}
