/** What comes next, with who does it and by when. */
import { Plus, X } from 'lucide-react'
import type { NextStep } from '#shared/session/event.ts'
import { Button, IconButton } from '../Button.tsx'
import { TextField } from '../Field.tsx'

export function NextSteps({
  steps,
  onChange,
}: {
  steps: readonly NextStep[]
  onChange: (steps: NextStep[]) => void
}) {
  const set = (at: number, part: Partial<NextStep>) =>
    onChange(steps.map((step, i) => (i === at ? { ...step, ...part } : step)))
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="pb-1 text-small font-medium text-muted">Next steps</legend>
      {steps.map((step, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a step is its place in this list
        <div key={i} className="flex flex-col gap-1.5 rounded-md border border-line p-2">
          <div className="flex items-start gap-1">
            <div className="min-w-0 flex-1">
              <TextField
                label={`Next step ${i + 1}`}
                isLabelHidden
                placeholder="What is to be done"
                value={step.text}
                maxLength={300}
                onChange={(event) => set(i, { text: event.target.value })}
              />
            </div>
            <IconButton
              label="Remove this step"
              icon={<X className="size-4" />}
              onClick={() => onChange(steps.filter((_, at) => at !== i))}
            />
          </div>
          <div className="grid grid-cols-2 gap-1.5">
            <TextField
              label="Who"
              value={step.owner ?? ''}
              maxLength={120}
              onChange={(event) => set(i, { owner: event.target.value })}
            />
            <TextField
              label="By"
              type="date"
              value={step.due ?? ''}
              onChange={(event) => set(i, { due: event.target.value })}
            />
          </div>
        </div>
      ))}
      <Button
        size="small"
        look="quiet"
        className="self-start"
        icon={<Plus aria-hidden="true" className="size-3.5" />}
        onClick={() => onChange([...steps, { text: '' }])}
      >
        Next step
      </Button>
    </fieldset>
  )
}
