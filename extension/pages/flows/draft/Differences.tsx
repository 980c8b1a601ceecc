/** What a draft changes in the version it was begun from, one sentence for each change. */
import { useMemo, useState } from 'react'
import { diffFlows } from '#shared/flow/edit/diff-flows.ts'
import { tellEdits } from '#shared/flow/edit/tell-edits.ts'
import type { FlowContent } from '#shared/flow/flow.ts'
import { Fold } from '../../../ui/Fold.tsx'

const MOST_SHOWN = 200

export function Differences({ before, after }: { before: FlowContent; after: FlowContent }) {
  const [isOpen, setOpen] = useState(false)
  return (
    <Fold title="What it changes in the published version" isOpen={isOpen} onOpenChange={setOpen}>
      <Told before={before} after={after} />
    </Fold>
  )
}

/** One sentence for each change from one flow to another. */
export function Told({ before, after }: { before: FlowContent; after: FlowContent }) {
  const told = useMemo(() => tellEdits(diffFlows(before, after), before, after), [before, after])
  if (told.length === 0) return <p className="text-small text-muted">Nothing yet.</p>
  return <Sentences told={told} />
}

export function Sentences({ told }: { told: readonly string[] }) {
  return (
    <>
      <ul aria-label="Changes" className="flex list-disc flex-col gap-1 pl-5 text-small">
        {told.slice(0, MOST_SHOWN).map((sentence, n) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two changes may read alike
          <li key={n} className="break-words">
            {sentence}
          </li>
        ))}
      </ul>
      {told.length > MOST_SHOWN && (
        <p className="pt-1 text-small text-faint">And {told.length - MOST_SHOWN} more.</p>
      )}
    </>
  )
}
