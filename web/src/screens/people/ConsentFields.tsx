/** What exactly people agreed to: on whose behalf, by whom, to which words, at which hours, and the proof. */
import { Button, FileInput, NativeSelect, Stack, Textarea, TextInput } from '@mantine/core'
import type { ReactNode } from 'react'
import { useWords } from '../../words/words.ts'
import classes from './People.module.css'
import { Field, type SourceFormProps } from './SourceForm.tsx'
import type { SourceValues } from './sourceValues.ts'
import { peopleWords } from './words.ts'

const wordingMax = 10_000
const wordingsMax = 20

export function ConsentFields(props: SourceFormProps): ReactNode {
  const { values, evidence, onValues, onEvidence } = props
  const say = useWords(peopleWords).source
  return (
    <Stack gap="md">
      <div className={classes['pair']}>
        <Field
          {...props}
          name="controller"
          label={say.controller}
          description={say.controllerHint}
        />
        <NativeSelect
          label={say.channel}
          data={Object.entries(say.channels).map(([value, label]) => ({ value, label }))}
          value={values.channel}
          onChange={(event) =>
            onValues({ ...values, channel: event.currentTarget.value as SourceValues['channel'] })
          }
        />
      </div>
      {values.wordings.map((_, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: wordings have no name but their place
        <Wording key={at} at={at} {...props} />
      ))}
      {values.wordings.length < wordingsMax && (
        <Button
          variant="subtle"
          w="fit-content"
          onClick={() => {
            const version = `v${values.wordings.length + 1}`
            onValues({ ...values, wordings: [...values.wordings, { version, text: '' }] })
          }}
        >
          {say.addWording}
        </Button>
      )}
      <div className={classes['pair']}>
        <Field {...props} name="slots" label={say.slots} description={say.slotsHint} />
        <FileInput
          label={say.evidence}
          description={say.evidenceHint}
          value={evidence}
          onChange={onEvidence}
          clearable
        />
      </div>
    </Stack>
  )
}

function Wording({
  at,
  values,
  wrong,
  onValues,
}: Pick<SourceFormProps, 'values' | 'wrong' | 'onValues'> & { readonly at: number }): ReactNode {
  const words = useWords(peopleWords)
  const say = words.source
  const wording = values.wordings[at] ?? { version: '', text: '' }
  const change = (part: Partial<typeof wording>): void => {
    const wordings = values.wordings.map((each, n) => (n === at ? { ...each, ...part } : each))
    onValues({ ...values, wordings })
  }
  const misses = (field: 'wording' | 'version', text: string): boolean =>
    wrong.includes(field) && text.trim() === ''
  return (
    <>
      <Textarea
        id={at === 0 ? 'source-wording' : undefined}
        label={say.wording}
        value={wording.text}
        error={misses('wording', wording.text) ? words.errors.wording : undefined}
        maxLength={wordingMax}
        autosize
        minRows={3}
        onChange={(event) => change({ text: event.currentTarget.value })}
      />
      <TextInput
        id={at === 0 ? 'source-version' : undefined}
        label={say.version}
        description={say.versionHint}
        value={wording.version}
        error={misses('version', wording.version) ? words.errors.version : undefined}
        maxLength={100}
        maw="20rem"
        onChange={(event) => change({ version: event.currentTarget.value })}
      />
    </>
  )
}
