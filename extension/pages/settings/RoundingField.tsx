/** To what the team rounds up the time of its entries. */
import { ROUNDING_STEPS, type RoundingStep } from '#shared/note/round-time.ts'
import { SelectField } from '../../ui/Field.tsx'

export const ROUNDING_WORDS: Record<RoundingStep, string> = {
  0: 'Not rounded',
  5: 'Up to the next 5 minutes',
  6: 'Up to the next 6 minutes',
  10: 'Up to the next 10 minutes',
  15: 'Up to the next 15 minutes',
  30: 'Up to the next 30 minutes',
}

const OPTIONS = ROUNDING_STEPS.map((step) => ({
  value: String(step),
  label: ROUNDING_WORDS[step],
}))

export const RoundingField = ({
  step,
  onPick,
}: {
  step: RoundingStep
  onPick: (step: RoundingStep) => void
}) => (
  <SelectField
    label="Time of an entry"
    hint="What one person worked in a session is rounded once, as a sum, and shown before it is posted. It never reaches into other time of theirs, and minutes that somebody types stay as typed."
    options={OPTIONS}
    value={String(step)}
    onPick={(value) => onPick(ROUNDING_STEPS.find((one) => String(one) === value) ?? 0)}
  />
)
