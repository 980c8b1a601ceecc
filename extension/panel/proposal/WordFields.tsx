/** The words of a proposed change as fields; each begins as it was proposed. */
import type { FlowEdit } from '#shared/flow/edit/flow-edit.ts'
import { whyNotSaid, wordsOf } from '#shared/proposal/reword.ts'
import { SelectField, TextArea, TextField } from '../../ui/Field.tsx'
import type { ReviewDesk } from './use-review.ts'

export function WordFields({ desk, edits }: { desk: ReviewDesk; edits: readonly FlowEdit[] }) {
  const isBusy = desk.asking !== null
  return (
    <div className="flex flex-col gap-2">
      {wordsOf(edits, desk.said).map((wording) => {
        const { key, label, text, most, isLong, options } = wording
        const said = desk.said[key] ?? text
        const problem = whyNotSaid(wording, said)
        const shared = { label, maxLength: most, value: said, problem, readOnly: isBusy }
        if (options) {
          return (
            <SelectField
              key={key}
              label={label}
              options={options}
              value={said}
              disabled={isBusy}
              onPick={(value) => desk.say(key, value)}
            />
          )
        }
        return isLong ? (
          <TextArea
            key={key}
            isLow
            {...shared}
            onChange={(event) => desk.say(key, event.target.value)}
          />
        ) : (
          <TextField
            key={key}
            {...shared}
            onChange={(event) => desk.say(key, event.target.value)}
          />
        )
      })}
    </div>
  )
}
