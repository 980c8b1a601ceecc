/** What an end of a flow says: the cause it has shown, what to verify, to have in hand, to tell. */
import type { ReactNode } from 'react'
import type { FlowNode } from '#shared/flow/flow.ts'
import { CAUSE_WORDS } from '#shared/note/wording.ts'
import { Aside } from './Aside.tsx'

export function EndAsides({
  node,
  fill,
  draw,
}: {
  node: Extract<FlowNode, { kind: 'end' }>
  fill: (text: string) => string
  /** Draws Markdown of the step, its variables filled. */
  draw: (text: string) => ReactNode
}) {
  return (
    <>
      {node.cause && (
        <Aside title={`Cause (${CAUSE_WORDS[node.cause.status]})`}>
          <p>{fill(node.cause.text)}</p>
        </Aside>
      )}
      {node.verification && <Aside title="To verify">{draw(node.verification)}</Aside>}
      {node.evidence.length > 0 && (
        <Aside title="Have in hand">
          <ul className="ml-4 list-disc">
            {node.evidence.map((line) => (
              <li key={line}>{fill(line)}</li>
            ))}
          </ul>
        </Aside>
      )}
      {node.tell && <Aside title="Tell the user">{draw(node.tell)}</Aside>}
    </>
  )
}
