/** A time entry to go with the note: its minutes and its end can be changed before posting. */

import { type Ref, useState } from 'react'
import type { Rounding } from '#shared/note/round-time.ts'
import type { TimeEntryAsked } from '#shared/session/event.ts'
import { TextArea, TextField } from '../../ui/Field.tsx'
import { clock } from '../../ui/time-words.ts'
import { tellRounding } from './tell-rounding.ts'
import { useWorkTypes } from './use-work-types.ts'

export function TimeEntry({
  time,
  rounding,
  hasOwnText,
  onChange,
  ref,
}: {
  time: TimeEntryAsked
  /** How the minutes that were offered came about, where the team rounds them. */
  rounding: Rounding | null
  /** The text is asked here; otherwise the note's own text is the entry's. */
  hasOwnText: boolean
  onChange: (time: TimeEntryAsked) => void
  ref: Ref<HTMLDivElement>
}) {
  const workTypes = useWorkTypes()
  const minutes = Math.round((Date.parse(time.to) - Date.parse(time.from)) / 60_000)
  const setSpan = (to: number, count: number) =>
    onChange({
      ...time,
      to: new Date(to).toISOString(),
      from: new Date(to - count * 60_000).toISOString(),
    })
  return (
    <div ref={ref} className="flex flex-col gap-2 rounded-md border border-line p-2.5">
      <div className="grid grid-cols-[5rem_1fr] gap-2">
        <Minutes minutes={minutes} onChange={(count) => setSpan(Date.parse(time.to), count)} />
        <TextField
          label="Until"
          type="datetime-local"
          value={localMinute(time.to)}
          onChange={(event) => {
            const to = Date.parse(event.target.value)
            if (!Number.isNaN(to)) setSpan(to, minutes)
          }}
        />
      </div>
      <p className="text-fine text-muted">
        {clock(time.from)} to {clock(time.to)}
      </p>
      {rounding && (
        <p className="text-fine text-muted" role="status">
          {tellRounding(rounding, minutes)}
        </p>
      )}
      {workTypes.length > 0 && (
        <label className="flex flex-col gap-1 text-small font-medium text-muted">
          Work type
          <select
            className="h-8 rounded-md border border-line-strong/60 bg-surface px-2 text-body font-normal text-ink"
            value={time.workTypeId ?? ''}
            onChange={(event) => {
              const { workTypeId: _before, ...rest } = time
              const id = Number(event.target.value)
              onChange(id ? { ...rest, workTypeId: id } : rest)
            }}
          >
            <option value="">As ConnectWise sets it</option>
            {workTypes.map((type) => (
              <option key={type.id} value={type.id}>
                {type.name}
              </option>
            ))}
          </select>
        </label>
      )}
      {hasOwnText && (
        <TextArea
          label="Text of the time entry"
          hint="Your team reads it on the time sheet; it can be printed on the invoice."
          value={time.text}
          maxLength={4000}
          onChange={(event) => onChange({ ...time, text: event.target.value })}
        />
      )}
    </div>
  )
}

/** What is typed may be empty or too much for a moment; only whole minutes of a day count. */
function Minutes({ minutes, onChange }: { minutes: number; onChange: (count: number) => void }) {
  const [typed, setTyped] = useState<string>()
  const isCount = (count: number) => count >= 1 && count <= 1440
  return (
    <TextField
      label="Minutes"
      type="number"
      min={1}
      max={1440}
      value={typed ?? String(minutes)}
      problem={typed !== undefined && !isCount(Number(typed)) ? '1 to 1440' : undefined}
      onChange={(event) => {
        setTyped(event.target.value)
        const count = Math.round(Number(event.target.value))
        if (isCount(count)) onChange(count)
      }}
      // What does not count goes: the minutes that would be written stand there again.
      onBlur={() => setTyped(undefined)}
    />
  )
}

/** As an input of local time wants it. */
function localMinute(at: string): string {
  const date = new Date(at)
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16)
}
