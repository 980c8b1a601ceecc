/** A labelled input, area or select; its hint and what is wrong with it are read out with it. */
import {
  type InputHTMLAttributes,
  type ReactNode,
  type Ref,
  type SelectHTMLAttributes,
  type TextareaHTMLAttributes,
  useId,
} from 'react'
import { classNames } from './class-names.ts'

export const inputLook =
  'w-full rounded-md border border-line-strong/60 bg-surface px-2.5 text-body text-ink outline-offset-0 hover:border-line-strong focus-visible:border-accent-ink aria-invalid:border-bad-line'

interface Common {
  label: string
  isLabelHidden?: boolean
  /** A word beside the label, not part of the name. */
  aside?: string | undefined
  hint?: ReactNode
  problem?: string | undefined
}

export function TextField({
  label,
  isLabelHidden,
  aside,
  hint,
  problem,
  className,
  ref,
  type,
  max = type && LATEST[type],
  ...rest
}: Common & InputHTMLAttributes<HTMLInputElement> & { ref?: Ref<HTMLInputElement> }) {
  return (
    <Labelled {...{ label, isLabelHidden, aside, hint, problem }}>
      {(ids) => (
        <input
          ref={ref}
          className={classNames(inputLook, 'h-8', className)}
          {...{ type, max }}
          {...ids}
          {...rest}
        />
      )}
    </Labelled>
  )
}

/** Without an end browsers take years of six digits: typed on, 2026 and 06 become 202606. */
const LATEST: Readonly<Record<string, string>> = {
  date: '9999-12-31',
  'datetime-local': '9999-12-31T23:59',
}

export function TextArea({
  label,
  isLabelHidden,
  hint,
  problem,
  isLow,
  className,
  ref,
  ...rest
}: Common &
  TextareaHTMLAttributes<HTMLTextAreaElement> & {
    /** Begins with one line. */
    isLow?: boolean
    ref?: Ref<HTMLTextAreaElement>
  }) {
  return (
    <Labelled {...{ label, isLabelHidden, hint, problem }}>
      {(ids) => (
        <textarea
          ref={ref}
          className={classNames(
            inputLook,
            'field-sizing-content resize-none py-1.5',
            isLow ? 'min-h-8' : 'min-h-16',
            className,
          )}
          {...ids}
          {...rest}
        />
      )}
    </Labelled>
  )
}

export function SelectField<T extends string>({
  label,
  isLabelHidden,
  aside,
  hint,
  problem,
  options,
  onPick,
  className,
  ...rest
}: Common &
  Omit<SelectHTMLAttributes<HTMLSelectElement>, 'onChange'> & {
    options: readonly { value: T; label: string }[]
    onPick: (value: T) => void
  }) {
  return (
    <Labelled {...{ label, isLabelHidden, aside, hint, problem }}>
      {(ids) => (
        <select
          className={classNames(inputLook, 'h-8', className)}
          // one of the values handed in
          onChange={(event) => onPick(event.target.value as T)}
          {...ids}
          {...rest}
        >
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      )}
    </Labelled>
  )
}

function Labelled({
  label,
  isLabelHidden,
  aside,
  hint,
  problem,
  children,
}: Omit<Common, 'isLabelHidden'> & {
  isLabelHidden: boolean | undefined
  children: (ids: {
    id: string
    'aria-invalid': true | undefined
    'aria-describedby': string | undefined
  }) => ReactNode
}) {
  const id = useId()
  const told = problem ?? hint
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <div className={isLabelHidden ? 'sr-only' : 'flex items-baseline gap-1.5'}>
        <label htmlFor={id} className="text-small font-medium text-muted">
          {label}
        </label>
        {aside && <span className="text-fine text-faint">{aside}</span>}
      </div>
      {children({
        id,
        'aria-invalid': problem ? true : undefined,
        'aria-describedby': told ? `${id}-told` : undefined,
      })}
      {told && (
        <p id={`${id}-told`} className={`text-fine ${problem ? 'text-bad-ink' : 'text-faint'}`}>
          {told}
        </p>
      )}
    </div>
  )
}
