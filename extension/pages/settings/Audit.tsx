/** The audit trail: who did what to whom, when and from where, newest first, page by page. */
import { useState } from 'react'
import { type AuditLine, ReadAudit } from '#shared/audit/contract.ts'
import { ListPeople } from '#shared/person/contract.ts'
import { Badge } from '../../ui/Badge.tsx'
import { Button } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { clock, day } from '../../ui/time-words.ts'
import { Asked } from '../Asked.tsx'
import { Part } from '../Part.tsx'
import { useAsk } from '../page-context.ts'
import { tellAudit } from './audit-words.ts'

const PAGE = 20

export function Audit() {
  /** Where each older page begins; the last is the one shown. */
  const [befores, setBefores] = useState<readonly number[]>([])
  const before = befores.at(-1)
  // One more than is shown says whether there is an older page.
  const asked = useAsk(ReadAudit, { limit: PAGE + 1, ...(before ? { before } : {}) })
  const people = useAsk(ListPeople, {})
  const nameOf = (id: string) => people.data?.people.find((person) => person.id === id)?.name

  return (
    <Part
      title="What was done"
      about="Sign-ins, and changes of people, keys and limits. Nothing can be taken out of it, and no ticket text is in it."
    >
      <Asked of={asked} label="Reading what was done">
        {({ lines }) => {
          const shown = lines.slice(0, PAGE)
          const last = shown.at(-1)
          return (
            <>
              {shown.length === 0 ? (
                <Notice>Nothing stands here yet. The first sign-in is the first line.</Notice>
              ) : (
                <ul
                  aria-label="What was done"
                  className="divide-y divide-line rounded-md border border-line bg-surface"
                >
                  {shown.map((line) => (
                    <Line key={line.seq} line={line} nameOf={nameOf} />
                  ))}
                </ul>
              )}
              <div className="flex flex-wrap gap-2">
                <Button
                  size="small"
                  why={befores.length === 0 ? 'These are the newest.' : undefined}
                  onClick={() => setBefores(befores.slice(0, -1))}
                >
                  Newer
                </Button>
                <Button
                  size="small"
                  why={lines.length <= PAGE ? 'There is nothing older.' : undefined}
                  onClick={() => last && setBefores([...befores, last.seq])}
                >
                  Older
                </Button>
              </div>
            </>
          )
        }}
      </Asked>
    </Part>
  )
}

function Line({
  line,
  nameOf,
}: {
  line: AuditLine
  nameOf: (personId: string) => string | undefined
}) {
  const { who, did } = tellAudit(line, nameOf)
  return (
    <li className="flex flex-wrap items-baseline gap-x-3 gap-y-0.5 px-3 py-2">
      <span className="min-w-48 flex-1">
        <span className="block">{did}</span>
        <span className="block truncate text-small text-muted">{who}</span>
      </span>
      {line.result === 'refused' && <Badge tone="amber">Refused</Badge>}
      <span className="text-small text-muted">
        {day(line.at)} {clock(line.at)}
        {line.address && <span className="block text-fine text-faint">from {line.address}</span>}
      </span>
    </li>
  )
}
