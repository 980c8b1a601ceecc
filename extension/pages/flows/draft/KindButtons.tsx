/** One button for each kind of step, to make one. */
import { Plus } from 'lucide-react'
import type { FlowKind, NodeKind } from '#shared/flow/flow.ts'
import { NODE_KIND_WORDS, nodeKindsOf } from '#shared/flow/kind-words.ts'
import { Button } from '../../../ui/Button.tsx'

export function KindButtons({
  label,
  of,
  onPick,
}: {
  label: string
  /** The kind of the flow. */
  of: FlowKind
  onPick: (kind: NodeKind) => void
}) {
  return (
    <fieldset className="flex flex-wrap items-center gap-1.5">
      <legend className="sr-only">{label}</legend>
      {nodeKindsOf(of).map((kind) => (
        <Button
          key={kind}
          size="small"
          icon={<Plus aria-hidden className="size-3.5" />}
          onClick={() => onPick(kind)}
        >
          {NODE_KIND_WORDS[kind]}
        </Button>
      ))}
    </fieldset>
  )
}
