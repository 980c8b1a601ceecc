/** A few alternatives beside each other, one of them taken. */
import { useId } from 'react'

export function Segments<T extends string | number>({
  label,
  options,
  value,
  onChange,
  isLabelShown,
}: {
  label: string
  options: readonly { value: T; label: string }[]
  value: T | null
  onChange: (value: T) => void
  isLabelShown?: boolean
}) {
  const name = useId()
  return (
    <fieldset className="flex min-w-0 flex-col gap-1">
      <legend className={isLabelShown ? 'pb-1 text-small font-medium text-muted' : 'sr-only'}>
        {label}
      </legend>
      <div className="flex flex-wrap gap-1">
        {options.map((option) => (
          <label
            key={option.value}
            className="flex h-7 cursor-default items-center rounded-md border border-line bg-surface px-1.5 text-small text-muted transition-colors hover:bg-hover has-checked:border-accent-ink has-checked:bg-accent-soft has-checked:text-ink has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent-ink"
          >
            <input
              type="radio"
              name={name}
              className="sr-only"
              checked={option.value === value}
              onChange={() => onChange(option.value)}
            />
            {option.label}
          </label>
        ))}
      </div>
    </fieldset>
  )
}
