/** What a description becomes, by rule or as FlowPilot wrote it, and what had to be put right. */
import type { WrittenFlow } from '#shared/flow/build/contract.ts'
import type { FlowContent } from '#shared/flow/flow.ts'
import { Notice } from '../../../ui/Notice.tsx'

interface Told {
  /** In the description, where it has one. */
  line: number | null
  message: string
}

const MOST_SHOWN = 10

export function Becomes({
  flow,
  repairs,
  isBesidePilot,
}: {
  flow: FlowContent
  repairs: readonly Told[]
  /** What else could be made of it is FlowPilot's. */
  isBesidePilot?: boolean
}) {
  const become = `${isBesidePilot ? 'Without FlowPilot it becomes' : 'It becomes'} ${kindOf(flow)}`
  const title = `${become} of ${stepsOf(flow)}`
  if (repairs.length === 0) return <Notice title={title}>Nothing had to be put right.</Notice>
  return (
    <Notice tone="amber" title={`${title}. This was put right:`}>
      <PutRight repairs={repairs} />
    </Notice>
  )
}

export function WrittenBecomes({ mode, content, repairs, message }: WrittenFlow) {
  if (mode === 'rules') {
    return (
      <>
        <Notice tone="amber" title="FlowPilot could not write it">
          {message} This is what the rules make of your words:
        </Notice>
        <Becomes flow={content} repairs={repairs} />
      </>
    )
  }
  const who = mode === 'demo' ? 'A stand-in for FlowPilot' : 'FlowPilot'
  const title = `${who} wrote “${content.name || 'a flow without a name'}”: ${stepsOf(content)}`
  const isClean = repairs.length === 0
  return (
    <Notice tone={isClean && !message ? 'good' : 'amber'} title={title}>
      <div className="flex flex-col gap-1">
        {message && <p>{message}</p>}
        {isClean ? <p>Nothing had to be put right.</p> : <p>This was put right:</p>}
        <PutRight repairs={repairs} />
        <p>Read it as a draft before anybody works by it.</p>
      </div>
    </Notice>
  )
}

function PutRight({ repairs }: { repairs: readonly Told[] }) {
  if (repairs.length === 0) return null
  return (
    <ul aria-label="Put right" className="flex flex-col gap-1">
      {repairs.slice(0, MOST_SHOWN).map(({ line, message }) => (
        <li key={`${line} ${message}`}>
          {line !== null && <>Line {line}: </>}
          {message}
        </li>
      ))}
      {repairs.length > MOST_SHOWN && <li>And {repairs.length - MOST_SHOWN} more.</li>}
    </ul>
  )
}

const stepsOf = ({ nodes }: FlowContent): string =>
  nodes.length === 1 ? 'one step' : `${nodes.length} steps`

const kindOf = ({ kind }: FlowContent): string =>
  kind === 'procedure' ? 'a procedure' : 'a troubleshooting flow'
