/**
 * The form of a template, in the order of its parameters, and under it the script that was made.
 * What does not fit is said at its field, and nothing is made until all of it does.
 */
import { type FormEvent, useRef, useState } from 'react'
import type { Script } from '#shared/script/contract.ts'
import type { Session } from '#shared/session/session.ts'
import { Aside } from '../../ui/Aside.tsx'
import { Button } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { SafetyMark } from '../../ui/SafetyMark.tsx'
import { usePanelState } from '../PanelContext.tsx'
import { useKnownAround } from '../session/use-known-around.ts'
import { beginValues } from './begin-values.ts'
import { type MadeScript, makeScript } from './make-script.ts'
import { ParameterField } from './ParameterField.tsx'
import { ReadyScript } from './ReadyScript.tsx'

const OFFLINE =
  'Each script is recorded by the server before you get it. What you typed stays here until you leave this screen.'

export function FillIn({
  script,
  session,
  proposed,
  onStale,
}: {
  script: Script
  session: Session
  proposed: Readonly<Record<string, string>>
  /** The template may have been changed meanwhile. */
  onStale: () => void
}) {
  const { content } = script
  const world = usePanelState((state) => state.world)
  const record = usePanelState((state) => state.session)
  const isOnline = usePanelState((state) => state.isOnline)
  const around = useKnownAround()
  const form = useRef<HTMLFormElement>(null)
  const [values, setValues] = useState(() => beginValues(content, proposed, session.variables))
  const [problems, setProblems] = useState<Readonly<Record<string, string>>>({})
  const [trouble, setTrouble] = useState('')
  const [isMaking, setMaking] = useState(false)
  const [made, setMade] = useState<MadeScript | null>(null)
  const nextId = useRef<string | null>(null)

  const change = (name: string, value: string) => {
    setValues((before) => ({ ...before, [name]: value }))
    setProblems(({ [name]: _, ...others }) => others)
    setMade(null)
    nextId.current = null
  }
  const make = async (event: FormEvent) => {
    event.preventDefault()
    if (!world || !record || isMaking || !isOnline) return
    setMaking(true)
    nextId.current ??= world.newId()
    // What was done last has to be there before what comes of it.
    await record.send()
    const { sessionId } = record
    const asked = { script, values, generationId: nextId.current, sessionId, session }
    const answer = await makeScript(world.client, asked)
    setMaking(false)
    setTrouble(answer.ok ? '' : answer.message)
    setProblems(answer.ok ? {} : answer.problems)
    setMade(answer.ok ? answer.made : null)
    if (answer.ok) return
    if (answer.message) onStale()
    focusFirst(form.current, content.parameters, answer.problems)
  }
  return (
    <>
      <div className="flex flex-wrap items-center gap-1.5">
        <SafetyMark safety={content.safety} />
        <span className="text-fine text-muted">
          {script.isBuiltIn ? 'Built in' : `By ${script.authorName}`}, version {script.revision}
        </span>
      </div>
      {content.summary && <p className="text-muted">{content.summary}</p>}
      {content.changes && (
        <Aside title="What it changes">
          <p>{content.changes}</p>
        </Aside>
      )}
      <form
        ref={form}
        onSubmit={(event) => void make(event)}
        noValidate
        autoComplete="off"
        aria-label="Values"
        className="flex flex-col gap-2.5 rounded-lg border border-line bg-surface p-3"
      >
        {content.parameters.map((parameter) => (
          <ParameterField
            key={parameter.name}
            parameter={parameter}
            value={values[parameter.name] ?? ''}
            problem={problems[parameter.name]}
            around={around}
            onChange={(value) => change(parameter.name, value)}
          />
        ))}
        {content.parameters.length === 0 && (
          <p className="text-small text-muted">There is nothing to fill in.</p>
        )}
        <Button
          type="submit"
          look={made ? 'secondary' : 'primary'}
          keyLabel="↵"
          isBusy={isMaking}
          why={isOnline ? undefined : 'You are offline.'}
        >
          {made ? 'Make it again' : 'Make the script'}
        </Button>
      </form>
      {!isOnline && (
        <Notice tone="amber" title="You are offline">
          {OFFLINE}
        </Notice>
      )}
      {trouble && <Notice tone="bad">{trouble}</Notice>}
      {made && <ReadyScript script={script} made={made} session={session} />}
    </>
  )
}

function focusFirst(
  form: HTMLFormElement | null,
  parameters: Script['content']['parameters'],
  problems: Readonly<Record<string, string>>,
): void {
  const first = parameters.find(({ name }) => Object.hasOwn(problems, name))
  const field = first && form?.elements.namedItem(first.name)
  if (field instanceof HTMLElement) field.focus()
}
