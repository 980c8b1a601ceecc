/** The cause: confirmed with what shows it, probable, or not determined. */
import { CAUSE_WORDS } from '#shared/note/wording.ts'
import type { CauseStatus } from '#shared/session/event.ts'
import { capital } from '#shared/text/capital.ts'
import { Check } from '../Check.tsx'
import { TextArea } from '../Field.tsx'
import { Segments } from '../Segments.tsx'
import { whenAt } from '../time-words.ts'
import type { OutcomeDraft, Prefilled } from './prefill-outcome.ts'

const STATUSES = Object.keys(CAUSE_WORDS) as CauseStatus[] // the keys of a constant record are its type

export function OutcomeCause({
  draft,
  prefilled,
  problem,
  now,
  onChange,
}: {
  draft: OutcomeDraft
  prefilled: Prefilled
  problem: string | undefined
  now: number
  onChange: (cause: OutcomeDraft['cause']) => void
}) {
  const { cause } = draft
  const tick = (id: string, isOn: boolean) =>
    onChange({
      ...cause,
      confirmedBy: isOn
        ? [...cause.confirmedBy, id].slice(-20)
        : cause.confirmedBy.filter((one) => one !== id),
    })
  return (
    <div className="flex flex-col gap-2">
      <Segments
        isLabelShown
        label="Cause"
        options={STATUSES.map((status) => ({ value: status, label: capital(CAUSE_WORDS[status]) }))}
        value={cause.status}
        onChange={(status) => onChange({ ...cause, status })}
      />
      {cause.status !== 'not_determined' && (
        <TextArea
          label="What it is"
          isLabelHidden
          placeholder="The sign-in was older than the new group membership"
          value={cause.text}
          maxLength={500}
          isLow
          onChange={(event) => onChange({ ...cause, text: event.target.value })}
        />
      )}
      {cause.status === 'confirmed' && (
        <fieldset className="flex flex-col gap-1.5">
          <legend className="pb-1 text-fine text-muted">Shown by</legend>
          {prefilled.showing.length === 0 && (
            <p className="text-small text-muted">
              Nothing recorded shows it yet. Call it probable, or record the test first.
            </p>
          )}
          {prefilled.showing.map((statement) => (
            <Check
              key={statement.id}
              label={<span className="font-normal">{statement.text}</span>}
              detail={whenAt(statement.at, now)}
              isOn={cause.confirmedBy.includes(statement.id)}
              onChange={(isOn) => tick(statement.id, isOn)}
            />
          ))}
        </fieldset>
      )}
      {problem && <Problem text={problem} />}
    </div>
  )
}

export const Problem = ({ text }: { text: string | undefined }) => (
  <p role="alert" className="text-small text-bad-ink">
    {text}
  </p>
)
