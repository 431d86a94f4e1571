/** Where the numbers come from: without it nothing is imported, for every person may ask. */
import { NativeSelect, Stack, Switch, Text, TextInput } from '@mantine/core'
import type { ReactNode } from 'react'
import { Card } from '../../parts/Card.tsx'
import { useFormat } from '../../words/format.ts'
import { useWords } from '../../words/words.ts'
import { ConsentFields } from './ConsentFields.tsx'
import classes from './People.module.css'
import {
  type KnownSource,
  mayAgree,
  type SourceField,
  type SourceValues,
  valuesOfSource,
} from './sourceValues.ts'
import { peopleWords } from './words.ts'

export interface SourceFormProps {
  readonly values: SourceValues
  readonly known: readonly KnownSource[]
  readonly wrong: readonly SourceField[]
  readonly evidence: File | null
  readonly onValues: (values: SourceValues) => void
  readonly onEvidence: (file: File | null) => void
}

export function SourceForm(props: SourceFormProps): ReactNode {
  const { values, known, onValues } = props
  const say = useWords(peopleWords).source
  const kinds = Object.entries(say.kinds).map(([value, label]) => ({ value, label }))
  return (
    <Card title={say.title}>
      <Stack gap="md">
        <Text c="dimmed">{say.lead}</Text>
        {known.length > 0 && <Reuse known={known} onValues={onValues} />}
        <div className={classes['pair']}>
          <NativeSelect
            label={say.kind}
            data={kinds}
            value={values.kind}
            onChange={(event) =>
              onValues({ ...values, kind: event.currentTarget.value as SourceValues['kind'] })
            }
          />
          <Field {...props} name="holder" label={say.holder} description={say.holderHint} />
        </div>
        <div className={classes['pair']}>
          <Field {...props} name="from" label={say.from} type="date" />
          <Field {...props} name="to" label={say.to} type="date" />
        </div>
        <Switch
          label={say.consents}
          description={mayAgree(values) ? undefined : say.directoryHint}
          checked={values.agreed && mayAgree(values)}
          disabled={!mayAgree(values)}
          onChange={(event) => onValues({ ...values, agreed: event.currentTarget.checked })}
        />
        {values.agreed && mayAgree(values) ? (
          <ConsentFields {...props} />
        ) : (
          <Text role="status">{say.noConsents}</Text>
        )}
      </Stack>
    </Card>
  )
}

interface FieldProps extends Pick<SourceFormProps, 'values' | 'wrong' | 'onValues'> {
  readonly name: 'holder' | 'from' | 'to' | 'controller' | 'slots'
  readonly label: string
  readonly description?: string
  readonly type?: 'date'
}

export function Field(props: FieldProps): ReactNode {
  const { name, label, description, type, values, wrong, onValues } = props
  const errors = useWords(peopleWords).errors
  const isWrong = wrong.some((field) => field === name)
  return (
    <TextInput
      id={`source-${name}`}
      label={label}
      {...(description !== undefined && { description })}
      {...(type !== undefined && { type })}
      value={values[name]}
      error={isWrong && name !== 'slots' ? errors[name] : undefined}
      maxLength={300}
      onChange={(event) => onValues({ ...values, [name]: event.currentTarget.value })}
    />
  )
}

function Reuse({
  known,
  onValues,
}: {
  readonly known: readonly KnownSource[]
  readonly onValues: (values: SourceValues) => void
}): ReactNode {
  const say = useWords(peopleWords).source
  const format = useFormat()
  return (
    <NativeSelect
      label={say.reuse}
      data={[
        { value: '', label: say.reuseNone },
        ...known.map(({ id, fileName, holder, importedAt }) => ({
          value: String(id),
          label: `${holder} · ${fileName} · ${format.date(importedAt)}`,
        })),
      ]}
      onChange={(event) => {
        const source = known.find(({ id }) => String(id) === event.currentTarget.value)
        if (source) onValues(valuesOfSource(source))
      }}
    />
  )
}
