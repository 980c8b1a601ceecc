/** The draft walked in place, as it is drawn: nothing is recorded, and nothing has to be saved. */
import { RotateCcw, Undo2 } from 'lucide-react'
import { useState } from 'react'
import type { FlowContent } from '#shared/flow/flow.ts'
import { waysOf } from '#shared/flow/take-away/flow-order.ts'
import { Button } from '../../../ui/Button.tsx'
import { Dialog } from '../../../ui/Dialog.tsx'
import { waysOutOf } from '../canvas/card-size.ts'
import { FlowStep } from '../FlowStep.tsx'

export function TryDraft({ flow }: { flow: FlowContent }) {
  const [trail, setTrail] = useState<readonly string[]>()
  const at = trail?.at(-1)
  const node = flow.nodes.find(({ id }) => id === at)
  const numbers = new Map(flow.nodes.map(({ id }, n) => [id, n + 1]))
  const ways = node ? waysOf(flow)(node) : []
  const isStuck = node !== undefined && ways.length === 0 && waysOutOf(node).length > 0
  return (
    <>
      <Button onClick={() => setTrail([flow.start])}>Try it</Button>
      <Dialog
        title="Try the draft"
        description="Pick answers as on a ticket. Nothing is recorded."
        isOpen={trail !== undefined}
        onClose={() => setTrail(undefined)}
        footer={
          <>
            <Button
              look="quiet"
              icon={<RotateCcw aria-hidden className="size-3.5" />}
              onClick={() => setTrail([flow.start])}
            >
              From the start
            </Button>
            <Button
              icon={<Undo2 aria-hidden className="size-3.5" />}
              why={trail && trail.length > 1 ? undefined : 'This is where it begins.'}
              onClick={() => setTrail(trail?.slice(0, -1))}
            >
              Back
            </Button>
          </>
        }
      >
        {node ? (
          <ol>
            <FlowStep
              node={node}
              number={numbers.get(node.id) ?? 0}
              ways={ways.map((way) => ({ ...way, number: numbers.get(way.to.id) ?? 0 }))}
              onShow={(id) => setTrail([...(trail ?? []), id])}
            />
          </ol>
        ) : (
          <p className="text-small text-muted">
            It begins nowhere yet. Say at a step to begin there.
          </p>
        )}
        {isStuck && (
          <p className="pt-2 text-small text-amber-ink">No answer leads on from here yet.</p>
        )}
      </Dialog>
    </>
  )
}
