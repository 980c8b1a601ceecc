/** The way that a session has gone: its steps in order, with their answers and what was said there. */
import { ReadWay, type WayStep } from '#shared/first-level/contract.ts'
import { Button } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { useAnswer } from './use-answer.ts'

export function WalkedWay({ sessionId, asOf }: { sessionId: string; asOf: string }) {
  const { value, trouble, askAgain } = useAnswer(ReadWay, { sessionId }, asOf)
  if (trouble) {
    return (
      <Notice
        tone="amber"
        title="The way is not here"
        actions={
          <Button size="small" onClick={askAgain}>
            Try again
          </Button>
        }
      >
        {trouble.message}
      </Notice>
    )
  }
  if (!value) return <Skeleton label="The way is being read" lines={3} />
  if (value.steps.length === 0) {
    return <p className="text-small text-muted">No step was taken before it was escalated.</p>
  }
  return (
    <ol className="flex flex-col gap-1.5 border-l border-line pl-3">
      {value.steps.map((step, n) => (
        <Step key={step.id} step={step} before={value.steps[n - 1]} />
      ))}
    </ol>
  )
}

/** The flow is named where it is entered. */
function Step({ step, before }: { step: WayStep; before: WayStep | undefined }) {
  const { flowName, title, answer, said } = step
  return (
    <li className="flex flex-col text-small break-words">
      {flowName && flowName !== before?.flowName && (
        <span className="text-fine text-muted">{flowName}</span>
      )}
      <span>
        {title} <span aria-hidden="true">→</span>
        <span className="sr-only">Answer:</span> <span className="font-medium">{answer}</span>
      </span>
      {said.map((text) => (
        <span key={text} className="text-muted">
          {text}
        </span>
      ))}
    </li>
  )
}
