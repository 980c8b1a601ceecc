/** One of a few, each with a line on what it means. */
import { Radio } from '@base-ui/react/radio'
import { RadioGroup } from '@base-ui/react/radio-group'
import { useId } from 'react'

export function Choices<T extends string>({
  label,
  value,
  options,
  onChange,
}: {
  label: string
  value: T
  options: readonly { value: T; label: string; about?: string }[]
  onChange: (value: T) => void
}) {
  const id = useId()
  return (
    <RadioGroup
      aria-label={label}
      value={value}
      onValueChange={(next) => onChange(next as T) /* one of the values handed in */}
      className="flex flex-col gap-1.5"
    >
      {options.map((option) => (
        <label
          key={option.value}
          htmlFor={`${id}-${option.value}`}
          className="flex items-start gap-2.5 rounded-md border border-line bg-surface px-3 py-2 hover:bg-hover has-data-checked:border-accent-ink"
        >
          <Radio.Root
            id={`${id}-${option.value}`}
            value={option.value}
            className="mt-0.5 grid size-4 shrink-0 place-items-center rounded-full border border-line-strong data-checked:border-accent-ink"
          >
            <Radio.Indicator className="size-2 rounded-full bg-accent-ink" />
          </Radio.Root>
          <span className="flex flex-col">
            <span className="font-medium">{option.label}</span>
            {option.about && <span className="text-small text-muted">{option.about}</span>}
          </span>
        </label>
      ))}
    </RadioGroup>
  )
}
