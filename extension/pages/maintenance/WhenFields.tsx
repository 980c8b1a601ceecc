/** When a plan is due: the rule of the calendar, the hour and the place, and the moments it gives. */
import { useState } from 'react'
import { type Rule, WEEKDAYS } from '#shared/maintenance/schedule.ts'
import { SelectField, TextField } from '../../ui/Field.tsx'
import type { PlanForm } from './kept-plans.ts'
import { nextMoments, type PlanProblems } from './plan-form.ts'
import { momentAt } from './when-words.ts'

interface WhenProps {
  form: PlanForm
  problems: PlanProblems
  onChange: (more: Partial<PlanForm>) => void
}

const KINDS = [
  { value: 'by_hand', label: 'When somebody begins it' },
  { value: 'weekly', label: 'On a day of the week' },
  { value: 'day_of_month', label: 'On a day of the month' },
  { value: 'weekday_of_month', label: 'On the first, second … Tuesday of the month' },
] as const

const BEGIN: Record<Rule['kind'], Rule> = {
  weekly: { kind: 'weekly', weekday: 2, every: 1 },
  day_of_month: { kind: 'day_of_month', day: 1, every: 1 },
  // The third day after the updates of the second Tuesday.
  weekday_of_month: { kind: 'weekday_of_month', nth: 2, weekday: 2, daysAfter: 3, every: 1 },
}

export function WhenFields({ form, problems, onChange }: WhenProps) {
  const { rule } = form
  return (
    <fieldset className="flex flex-col gap-3 rounded-md border border-line p-2.5">
      <legend className="px-1 text-small font-medium text-muted">When</legend>
      <SelectField
        label="It is due"
        value={rule?.kind ?? 'by_hand'}
        options={KINDS}
        onPick={(kind) => onChange({ rule: kind === 'by_hand' ? null : BEGIN[kind] })}
      />
      {rule && (
        <>
          <div className="grid grid-cols-2 gap-3">
            <RuleFields rule={rule} onRule={(next) => onChange({ rule: next })} />
            <TextField
              label="At"
              type="time"
              value={form.at}
              problem={problems.at}
              onChange={({ target }) => onChange({ at: target.value })}
            />
            <TextField
              label="Not before"
              type="date"
              value={form.from}
              problem={problems.from}
              onChange={({ target }) => onChange({ from: target.value })}
            />
          </div>
          <TextField
            label="Time zone"
            value={form.timeZone}
            list="time-zones"
            problem={problems.timeZone}
            onChange={({ target }) => onChange({ timeZone: target.value })}
          />
          <datalist id="time-zones">
            {Intl.supportedValuesOf('timeZone').map((zone) => (
              <option key={zone} value={zone} />
            ))}
          </datalist>
          <Moments form={form} rule={rule} problems={problems} />
          <label className="flex items-center gap-2 text-small">
            <input
              type="checkbox"
              checked={form.isPaused}
              onChange={({ target }) => onChange({ isPaused: target.checked })}
            />
            Paused: nothing begins by itself
          </label>
        </>
      )}
    </fieldset>
  )
}

const DAYS = WEEKDAYS.map((label, i) => ({ value: String(i + 1), label }))
const NTHS = [
  ...(['first', 'second', 'third', 'fourth'] as const).map((label, i) => ({
    value: String(i + 1),
    label,
  })),
  { value: 'last', label: 'last' },
]

function RuleFields({ rule, onRule }: { rule: Rule; onRule: (rule: Rule) => void }) {
  const unit = rule.kind === 'weekly' ? 'weeks' : 'months'
  return (
    <>
      <NumberField
        label={`Every so many ${unit}`}
        value={rule.every}
        most={24}
        onNumber={(every) => onRule({ ...rule, every })}
      />
      {rule.kind === 'day_of_month' && (
        <NumberField
          label="Day"
          value={rule.day}
          most={31}
          onNumber={(day) => onRule({ ...rule, day })}
        />
      )}
      {rule.kind === 'weekday_of_month' && (
        <SelectField
          label="Which"
          value={String(rule.nth)}
          options={NTHS}
          onPick={(nth) =>
            onRule({ ...rule, nth: nth === 'last' ? 'last' : (Number(nth) as 1 | 2 | 3 | 4) })
          }
        />
      )}
      {rule.kind !== 'day_of_month' && (
        <SelectField
          label="Day of the week"
          value={String(rule.weekday)}
          options={DAYS}
          onPick={(weekday) => onRule({ ...rule, weekday: Number(weekday) })}
        />
      )}
      {rule.kind === 'weekday_of_month' && (
        <NumberField
          label="Days after it"
          value={rule.daysAfter}
          least={0}
          most={20}
          onNumber={(daysAfter) => onRule({ ...rule, daysAfter })}
        />
      )}
    </>
  )
}

/** What is typed stands as typed until one leaves the field; only what may be said is taken. */
function NumberField({
  label,
  value,
  least = 1,
  most,
  onNumber,
}: {
  label: string
  value: number
  least?: number
  most: number
  onNumber: (n: number) => void
}) {
  const [typed, setTyped] = useState<string>()
  return (
    <TextField
      label={label}
      type="number"
      min={least}
      max={most}
      value={typed ?? value}
      onChange={({ target }) => {
        setTyped(target.value)
        const n = target.valueAsNumber
        if (Number.isInteger(n) && n >= least && n <= most) onNumber(n)
      }}
      onBlur={() => setTyped(undefined)}
    />
  )
}

function Moments({
  form: { at, timeZone, from },
  rule,
  problems,
}: {
  form: PlanForm
  rule: Rule
  problems: PlanProblems
}) {
  const isWhole = !problems.at && !problems.timeZone && !problems.from
  const moments = isWhole ? safely({ rule, at, timeZone, from }) : []
  return (
    <p className="min-h-5 text-small text-muted" aria-live="polite">
      {moments.length > 0 && `Next: ${moments.map((at) => momentAt(at, timeZone)).join(', ')}`}
    </p>
  )
}

/** While somebody types, what stands there may be no day or no zone yet. */
function safely(schedule: Parameters<typeof nextMoments>[0]): string[] {
  try {
    return nextMoments(schedule, new Date().toISOString(), 3)
  } catch (error) {
    if (error instanceof RangeError) return []
    throw error
  }
}
