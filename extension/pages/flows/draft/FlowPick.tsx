/** Which published flow a step goes into. One that is in no library any more is shown and told. */
import { ListFlows } from '#shared/flow/contract.ts'
import type { FlowContent } from '#shared/flow/flow.ts'
import { SelectField } from '../../../ui/Field.tsx'
import { useAsk } from '../../page-context.ts'

export function FlowPick({
  label,
  name,
  value,
  of,
  none,
  hint,
  problem,
  onPick,
}: {
  label: string
  name: string
  /** The short name; empty where none is picked. */
  value: string
  /** The flow that is drawn: it does not go into itself. */
  of: FlowContent
  /** What it is called to pick none. */
  none: string
  hint?: string
  problem: string | undefined
  onPick: (slug: string) => void
}) {
  const { data } = useAsk(ListFlows, {})
  const flows = (data?.flows ?? []).filter(({ slug }) => slug !== of.slug)
  const isThere = value === '' || flows.some(({ slug }) => slug === value)
  const isGone = data !== undefined && !isThere
  return (
    <SelectField
      label={label}
      name={name}
      value={value}
      options={[
        { value: '', label: none },
        ...(isThere ? [] : [{ value, label: value }]),
        ...flows.map((flow) => ({ value: flow.slug, label: flow.name })),
      ]}
      hint={hint}
      problem={
        problem ??
        (isGone ? `There is no published flow “${value}”. Publish it or pick another.` : undefined)
      }
      onPick={onPick}
    />
  )
}
