/**
 * A new flow from a description: what becomes of it, and what had to be put right, is told while
 * one types. It is always a draft. What was typed is kept through a closed tab.
 */
import { NotebookPen } from 'lucide-react'
import {
  type FormEvent,
  useDeferredValue,
  useEffect,
  useId,
  useMemo,
  useRef,
  useState,
} from 'react'
import { type Built, buildFlow } from '#shared/flow/build/build-flow.ts'
import { redact } from '#shared/redact/redact.ts'
import type { LocalStore } from '../../../client/local-store.ts'
import { Button } from '../../../ui/Button.tsx'
import { Dialog } from '../../../ui/Dialog.tsx'
import { TextArea } from '../../../ui/Field.tsx'
import { Notice } from '../../../ui/Notice.tsx'
import { beginDraft, newId } from './begin-draft.ts'
import { DESCRIPTION, forget, keep, readKept } from './kept-description.ts'

const EXAMPLE = `Does the printer answer?
  Yes: Restart its queue
  No: Escalate: to the network team
Done: a test page is printed`

export function DescribeFlow({ db, onClose }: { db: LocalStore; onClose: () => void }) {
  const formId = useId()
  const [text, setText] = useState('')
  const [isTried, setTried] = useState(false)
  const [trouble, setTrouble] = useState<string>()
  const isMade = useRef(false) // a second press comes before the page has gone on
  const hasTyped = useRef(false)
  useEffect(() => {
    void readKept(db, DESCRIPTION).then((kept) => {
      if (kept && !hasTyped.current) setText(kept.text)
    })
  }, [db])
  const isBlank = text.trim() === ''
  const read = useDeferredValue(text) // a long one is typed no slower
  const built = useMemo(() => (read.trim() === '' ? null : buildFlow(read, newId)), [read])
  const write = (typed: string) => {
    hasTyped.current = true
    setText(typed)
    // A pasted runbook may hold what must not lie about in a browser.
    const kept = { basedOn: 0, text: redact(typed).text }
    if (typed.trim() === '') void forget(db, DESCRIPTION)
    else void keep(db, DESCRIPTION, kept, new Date().toISOString())
  }
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (isBlank || isMade.current) return
    isMade.current = true
    try {
      await beginDraft(db, buildFlow(text, newId).flow)
      await forget(db, DESCRIPTION)
    } catch (error) {
      isMade.current = false
      setTrouble(error instanceof Error ? error.message : String(error))
    }
  }
  return (
    <Dialog
      title="Describe a flow"
      description="An outline, a table or a runbook becomes a draft that you go on with."
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={formId} look="primary" icon={<Icon />}>
            Open as a draft
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit} noValidate className="flex flex-col gap-3">
        <TextArea
          label="What is to be done"
          required
          value={text}
          placeholder={EXAMPLE}
          className="max-h-96 min-h-40 font-mono"
          hint="One step a line. A question ends with ?, its answers stand indented below. Commands stand in `backticks`. “Done” and “Escalate” are ends."
          problem={isTried && isBlank ? 'Write or paste what is to be done.' : undefined}
          onChange={(event) => write(event.target.value)}
        />
        {built && <Becomes {...built} />}
        {trouble && (
          <Notice tone="bad" title="No draft was made">
            {trouble} What you wrote is kept. Try it once more.
          </Notice>
        )}
      </form>
    </Dialog>
  )
}

const MOST_SHOWN = 10

function Becomes({ flow, repairs }: Built) {
  const count = flow.nodes.length
  const steps = count === 1 ? 'one step' : `${count} steps`
  const kind = flow.kind === 'procedure' ? 'a procedure' : 'a troubleshooting flow'
  const title = `It becomes ${kind} of ${steps}`
  if (repairs.length === 0) return <Notice title={title}>Nothing had to be put right.</Notice>
  return (
    <Notice tone="amber" title={`${title}. This was put right:`}>
      <ul aria-label="Put right" className="flex flex-col gap-1">
        {repairs.slice(0, MOST_SHOWN).map(({ line, message }) => (
          <li key={`${line} ${message}`}>
            Line {line}: {message}
          </li>
        ))}
        {repairs.length > MOST_SHOWN && <li>And {repairs.length - MOST_SHOWN} more.</li>}
      </ul>
    </Notice>
  )
}

const Icon = () => <NotebookPen aria-hidden className="size-4" />
