/**
 * The values that the texts of this step are filled with, each open to being corrected: one that
 * was kept for the client may be of another machine this time.
 */
import { Pencil } from 'lucide-react'
import { useState } from 'react'
import type { FlowContent } from '#shared/flow/flow.ts'
import type { Session } from '#shared/session/session.ts'
import { MissingValues } from './MissingValues.tsx'

export function GivenValues({
  names,
  flow,
  session,
}: {
  names: readonly string[]
  flow: FlowContent
  session: Session
}) {
  const [changing, setChanging] = useState<string>()
  const given = names.flatMap((name) => {
    const variable = flow.variables.find((one) => one.name === name)
    const value = session.variables[name]
    return variable && value ? [{ name, label: variable.label, ...value }] : []
  })
  if (given.length === 0) return null
  if (changing) {
    return (
      <MissingValues
        label="Another value"
        names={[changing]}
        flow={flow}
        given={session.variables[changing]?.value}
        onDone={() => setChanging(undefined)}
      />
    )
  }
  return (
    <ul aria-label="Values filled in" className="flex flex-wrap gap-x-3 gap-y-1 text-small">
      {given.map(({ name, label, value, source }) => (
        <li key={name} className="flex min-w-0 items-center gap-1">
          <span className="text-faint">{label}</span>
          <button
            type="button"
            onClick={() => setChanging(name)}
            aria-label={`${label} is ${value}: give another value`}
            className="flex min-w-0 items-center gap-1 rounded-sm text-muted hover:text-ink"
          >
            <span className="min-w-0 break-all">{value}</span>
            {source === 'client' && <span className="text-fine text-faint">kept</span>}
            <Pencil aria-hidden className="size-3 shrink-0" />
          </button>
        </li>
      ))}
    </ul>
  )
}
