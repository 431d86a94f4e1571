/**
 * Fields of text with a sentence for each that is wrong, checked when the form is sent; what the server
 * finds wrong (`fields` of its problem) is shown the same way.
 */
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { problemOf } from '../../api/problem.ts'

export type Wrong<Values> = Partial<Record<keyof Values & string, string>>

interface Options<Values, Answer> {
  readonly initial: Values
  /** The sentence of each wrong field; none: send. */
  readonly check: (values: Values) => Wrong<Values>
  readonly send: (values: Values) => Promise<Answer>
  readonly onDone: (answer: Answer) => void
  /** What the server refused, as the sentence of a field; undefined: shown as a failure of the form. */
  readonly wrongBy?: (thrown: unknown) => Wrong<Values> | undefined
}

export function useEntryForm<Values extends Record<string, string>, Answer>(
  options: Options<Values, Answer>,
) {
  const [values, setValues] = useState(options.initial)
  const [wrong, setWrong] = useState<Wrong<Values>>({})
  const [shown, setShown] = useState<{ id: string; sentence: string }[]>([])
  const refuse = (found: Wrong<Values>): void => {
    setWrong(found)
    setShown(Object.entries(found).map(([id, sentence]) => ({ id, sentence: String(sentence) })))
  }
  const sending = useMutation({
    mutationFn: options.send,
    onSuccess: options.onDone,
    onError: (thrown) => refuse(options.wrongBy?.(thrown) ?? fieldsOf(thrown, values)),
  })
  const submit = (): void => {
    const found = options.check(values)
    refuse(found)
    sending.reset()
    if (Object.keys(found).length === 0) sending.mutate(values)
  }
  return {
    values,
    submit,
    errors: shown,
    busy: sending.isPending,
    failure: shown.length > 0 ? null : sending.error,
    /** Everything a text field needs. */
    field: <Name extends keyof Values & string>(name: Name) => ({
      id: name,
      name,
      value: values[name],
      error: wrong[name] ?? null,
      onChange: (event: { currentTarget: { value: string } }) =>
        setValues({ ...values, [name]: event.currentTarget.value }),
    }),
  }
}

function fieldsOf<Values extends Record<string, string>>(
  thrown: unknown,
  values: Values,
): Wrong<Values> {
  const known = problemOf(thrown).fields.filter(({ field }) => field in values)
  return Object.fromEntries(known.map(({ field, sentence }) => [field, sentence])) as Wrong<Values>
}
