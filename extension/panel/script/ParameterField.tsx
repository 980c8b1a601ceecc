/** One field of a template's form, by its kind. What is sensitive is masked while it is typed. */
import { useId } from 'react'
import type { ScriptParameter } from '#shared/script/script.ts'
import { SelectField, TextField } from '../../ui/Field.tsx'
import { type KnownAround, suggestValues } from '../session/suggest-values.ts'

export function ParameterField({
  parameter,
  value,
  problem,
  around,
  onChange,
}: {
  parameter: ScriptParameter
  value: string
  problem: string | undefined
  around: KnownAround
  onChange: (value: string) => void
}) {
  const listId = useId()
  const { name, label, kind, isRequired, isSensitive, example, help } = parameter
  const shared = {
    name,
    label,
    problem,
    hint: help,
    aside: isSensitive ? 'not kept, not sent' : isRequired ? undefined : 'may stay empty',
    'aria-required': isRequired || undefined,
  }
  if (kind === 'yes_no' || kind === 'choice') {
    const options =
      kind === 'yes_no'
        ? YES_NO
        : parameter.choices.map((choice) => ({ value: choice, label: choice }))
    return (
      <SelectField
        {...shared}
        value={value}
        options={[{ value: '', label: isRequired ? 'Pick one' : 'None' }, ...options]}
        onPick={onChange}
      />
    )
  }
  const suggested = kind === 'text' && !isSensitive ? suggestValues(name, around) : []
  return (
    <>
      <TextField
        {...shared}
        type={isSensitive ? 'password' : 'text'}
        inputMode={kind === 'number' ? 'decimal' : undefined}
        value={value}
        placeholder={isSensitive ? undefined : example}
        maxLength={2000}
        autoComplete={isSensitive ? 'new-password' : 'off'}
        spellCheck={false}
        list={suggested.length > 0 ? listId : undefined}
        onChange={(event) => onChange(event.target.value)}
      />
      {suggested.length > 0 && (
        <datalist id={listId}>
          {suggested.map((one) => (
            <option key={one} value={one} />
          ))}
        </datalist>
      )}
    </>
  )
}

const YES_NO = [
  { value: 'yes', label: 'Yes' },
  { value: 'no', label: 'No' },
]
