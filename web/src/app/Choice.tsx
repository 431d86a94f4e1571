/** One of a few, side by side: native radio buttons in a frame. */
import { type ReactNode, useId } from 'react'
import classes from './Choice.module.css'

interface ChoiceProps {
  readonly legend: string
  readonly value: string
  readonly options: readonly {
    readonly value: string
    readonly label: string
    readonly lang?: string
  }[]
  readonly onChange: (value: string) => void
}

export function Choice({ legend, value, options, onChange }: ChoiceProps): ReactNode {
  const name = useId()
  return (
    <fieldset className={classes['choice']}>
      <legend>{legend}</legend>
      <div className={classes['row']}>
        {options.map((option) => (
          <label
            key={option.value}
            className={classes['option']}
            {...(option.lang ? { lang: option.lang } : {})}
          >
            <input
              type="radio"
              name={name}
              value={option.value}
              checked={option.value === value}
              onChange={() => onChange(option.value)}
            />
            <span>{option.label}</span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}
