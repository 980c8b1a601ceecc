/** Steps of one's own that are not done yet: in amber, with the word that says so. */
import { useState } from 'react'
import { ownOf } from '#shared/flow/tick-step.ts'
import type { CustomStep, Session } from '#shared/session/session.ts'
import { Badge } from '../../ui/Badge.tsx'
import { Button } from '../../ui/Button.tsx'
import { later } from '../../ui/later.tsx'
import { SafetyMark } from '../../ui/SafetyMark.tsx'
import { usePanel } from '../PanelContext.tsx'
import { DocLinks } from './DocLinks.tsx'
import { fillHere } from './fill-here.ts'
import { KeptComposer } from './KeptComposer.tsx'

const OwnStepWords = later(async () => (await import('./checklist/ChecklistWork.tsx')).OwnStepWords)

type Result = 'done' | 'did_not_help' | 'not_possible'

export function CustomSteps({ session }: { session: Session }) {
  // Those of a checklist stand in their list.
  const loose = session.customSteps.filter(({ at }) => !at)
  if (loose.length === 0) return null
  return (
    <ul aria-label="Steps of your own" className="flex flex-col gap-2">
      {loose.map((step) => (
        <li key={step.id}>
          <Card step={step} session={session} />
        </li>
      ))}
    </ul>
  )
}

const ASKS: Record<Result, string> = {
  done: 'Done. What came of it?',
  did_not_help: 'Did not help. What did you see?',
  not_possible: 'Not possible here. Why?',
}

function Card({ step, session }: { step: CustomStep; session: Session }) {
  const { walk } = usePanel()
  const of = step.step
  const title = of ? ownOf(session, of).title : step.title
  const says = of?.says ? fillHere({ flow: of }, session)(of.says.text) : title
  const [result, setResult] = useState<Result | null>(null)
  if (result) {
    return (
      <KeptComposer
        field={`${step.id} ${result}`}
        title={title}
        label={ASKS[result]}
        placeholder={`${title}: …`}
        submit="Record"
        isOptional
        onCancel={() => setResult(null)}
        onSubmit={(text) => walk.finishCustomStep({ id: step.id, title, says }, result, text)}
      />
    )
  }
  return (
    <div className="flex flex-col gap-2 rounded-lg border border-amber-line bg-amber-soft p-2.5">
      <div className="flex items-start gap-2">
        <Badge tone="amber">Custom</Badge>
        <p className="min-w-0 flex-1 font-medium break-words">{title}</p>
      </div>
      {step.step && (
        <>
          {step.step.safety !== 'reads' && <SafetyMark safety={step.step.safety} />}
          <OwnStepWords id={step.id} content={step.step} session={session} hasKeys={false} />
          <DocLinks links={step.step.links} />
        </>
      )}
      <div className="flex flex-wrap gap-1.5">
        <Button size="small" onClick={() => setResult('done')}>
          Done
        </Button>
        <Button size="small" onClick={() => setResult('did_not_help')}>
          Did not help
        </Button>
        <Button size="small" onClick={() => setResult('not_possible')}>
          Not possible
        </Button>
        <Button size="small" look="quiet" isOnce onClick={() => void walk.dropCustomStep(step.id)}>
          Drop
        </Button>
      </div>
    </div>
  )
}
