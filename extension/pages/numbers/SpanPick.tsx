/** Of when, and for those who lead of whom, numbers are told. */
import { ListSessionOwners } from '#shared/session/contract.ts'
import { SelectField, TextField } from '../../ui/Field.tsx'
import { Segments } from '../../ui/Segments.tsx'
import { useAsk } from '../page-context.ts'
import type { Picked } from './span-of.ts'

const SPANS = [
  { value: 7, label: '7 days' },
  { value: 30, label: '30 days' },
  { value: 90, label: '90 days' },
  { value: 0, label: 'Other days' },
] as const

export function SpanPick({
  picked,
  onPick,
  seesTeam,
}: {
  picked: Picked
  onPick: (picked: Picked) => void
  seesTeam: boolean
}) {
  const owners = useAsk(ListSessionOwners, {}, { isOn: seesTeam }).data?.owners ?? []
  const people = owners.map(({ id, name, hasLeft }) => ({
    value: id,
    label: hasLeft ? `${name} (has left)` : name,
  }))
  return (
    <div className="flex flex-wrap items-end gap-x-4 gap-y-2">
      <Segments
        label="Span"
        isLabelShown
        options={SPANS}
        value={picked.days}
        onChange={(days) => onPick({ ...picked, days })}
      />
      {picked.days === 0 && (
        <>
          <TextField
            label="First day"
            type="date"
            value={picked.from}
            onChange={(event) => onPick({ ...picked, from: event.target.value })}
          />
          <TextField
            label="Last day"
            type="date"
            value={picked.to}
            onChange={(event) => onPick({ ...picked, to: event.target.value })}
          />
        </>
      )}
      {seesTeam && (
        <SelectField
          label="Of whom"
          className="max-w-56"
          options={[{ value: '', label: 'Everybody' }, ...people]}
          value={picked.personId}
          onPick={(personId) => onPick({ ...picked, personId })}
        />
      )}
    </div>
  )
}
