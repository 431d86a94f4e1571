/** One rule with what holds above it and what is in force. */
import { Group, Input, TextInput } from '@mantine/core'
import type { ReactNode } from 'react'
import { useLanguage } from '../../../words/language.ts'
import { useWords } from '../../../words/words.ts'
import classes from './Organisation.module.css'
import type { WrongSentences } from './RulesCard.tsx'
import { type NumberName, type RuleName, type RuleTexts, shownRule } from './ruleValues.ts'
import type { OrganisationRecord } from './useOrganisationRecord.ts'
import { organisationWords } from './words.ts'

interface FieldsProps {
  readonly texts: RuleTexts
  readonly setTexts: (texts: RuleTexts) => void
  readonly wrong: WrongSentences
  readonly organisation: OrganisationRecord
  readonly disabled: boolean
}

export function NumberField(props: FieldsProps & { readonly name: NumberName }): ReactNode {
  const { name, texts, setTexts, wrong, organisation, disabled } = props
  const { rules: say } = useWords(organisationWords)
  const [label, hint] = say.rule[name]
  const above = shownRule(name, organisation.parentEffective)
  return (
    <div>
      <TextInput
        id={name}
        label={label}
        {...(hint === '' ? {} : { description: hint })}
        inputMode="decimal"
        placeholder={above === undefined ? say.none : say.asAbove}
        disabled={disabled}
        value={texts[name]}
        error={wrong[name] ?? null}
        onChange={(event) => setTexts({ ...texts, [name]: event.currentTarget.value })}
      />
      <Held name={name} organisation={organisation} />
    </div>
  )
}

export function HoursField(props: FieldsProps): ReactNode {
  const { texts, setTexts, wrong, organisation, disabled } = props
  const { rules: say } = useWords(organisationWords)
  const [label, hint] = say.rule.callingHours
  const field = (name: 'from' | 'to') => ({
    type: 'time',
    // Two of them and a dash fit a telephone of 320 px.
    ...{ miw: 0, flex: '1 1 0', maw: '9rem' },
    disabled,
    value: texts[name],
    error: wrong.callingHours !== undefined,
    onChange: (event: { currentTarget: { value: string } }) =>
      setTexts({ ...texts, [name]: event.currentTarget.value }),
  })
  return (
    <Input.Wrapper size="md" label={label} description={hint} error={wrong.callingHours ?? null}>
      <Group gap="sm" mt={6} wrap="nowrap">
        <TextInput id="callingHours" aria-label={`${label}, ${say.from}`} {...field('from')} />
        <span aria-hidden>–</span>
        <TextInput aria-label={`${label}, ${say.to}`} {...field('to')} />
      </Group>
      <Held name="callingHours" organisation={organisation} />
    </Input.Wrapper>
  )
}

interface HeldProps {
  readonly name: RuleName
  readonly organisation: OrganisationRecord
}

/** Only where something above says something. */
function Held({ name, organisation: { parentEffective } }: HeldProps): ReactNode {
  const { rules: say } = useWords(organisationWords)
  const language = useLanguage()
  const above = shownRule(name, parentEffective)
  if (above === undefined) return null
  const read = language === 'fr' ? above.replace('.', ',') : above
  return <p className={classes['held']}>{say.above(read)}</p>
}
