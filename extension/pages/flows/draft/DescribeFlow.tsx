/**
 * A new flow from a description. By rule, what becomes of it is told while one types; where there
 * is a model, FlowPilot writes it on request, and what it wrote is looked at before it is opened.
 * It is always a draft. What was typed is kept through a closed tab.
 */
import { NotebookPen, Sparkles } from 'lucide-react'
import {
  type FormEvent,
  useDeferredValue,
  useEffect,
  useId,
  useMemo,
  useRef,
  useState,
} from 'react'
import { buildFlow } from '#shared/flow/build/build-flow.ts'
import type { LocalStore } from '../../../client/local-store.ts'
import { Button } from '../../../ui/Button.tsx'
import { Dialog } from '../../../ui/Dialog.tsx'
import { TextArea } from '../../../ui/Field.tsx'
import { Notice } from '../../../ui/Notice.tsx'
import { Becomes, WrittenBecomes } from './Becomes.tsx'
import { beginDraft, newId } from './begin-draft.ts'
import { makeKeeper, readDescription } from './kept-description.ts'
import { useWrittenFlow } from './use-written-flow.ts'

const EXAMPLE = `Does the printer answer?
  Yes: Restart its queue
  No: Escalate: to the network team
Done: a test page is printed`

const HOW =
  'One step a line. A question ends with ?, its answers stand indented below. Commands stand in `backticks`. “Done” and “Escalate” are ends, “→ Restart its queue” goes on at that step.'

export function DescribeFlow({ db, onClose }: { db: LocalStore; onClose: () => void }) {
  const formId = useId()
  const [text, setText] = useState('')
  const [isTried, setTried] = useState(false)
  const [trouble, setTrouble] = useState<string>()
  const isMade = useRef(false) // a second press comes before the page has gone on
  const hasTyped = useRef(false)
  const field = useRef<HTMLTextAreaElement>(null)
  const keepWords = useMemo(() => makeKeeper(db), [db])
  const pilot = useWrittenFlow(text)
  useEffect(() => {
    void readDescription(db).then((kept) => {
      if (kept !== undefined && !hasTyped.current) setText(kept)
    })
  }, [db])
  const isBlank = text.trim() === ''
  const read = useDeferredValue(text) // a long one is typed no slower
  const built = useMemo(() => (read.trim() === '' ? null : buildFlow(read, newId)), [read])
  const change = (typed: string) => {
    hasTyped.current = true
    pilot.stop() // what is being written is of other words
    setText(typed)
    void keepWords(typed)
  }
  const open = async () => {
    setTried(true)
    if (isBlank || isMade.current) return
    isMade.current = true
    pilot.stop()
    try {
      await beginDraft(db, pilot.written?.content ?? buildFlow(text, newId).flow)
      await keepWords('')
    } catch (error) {
      isMade.current = false
      setTrouble(error instanceof Error ? error.message : String(error))
    }
  }
  const write = () => {
    setTried(true)
    pilot.write()
  }
  const stop = () => {
    pilot.stop()
    field.current?.focus() // the button that was pressed is gone
  }
  const isPilotNext = pilot.hasModel && !pilot.written
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (isPilotNext) write()
    else void open()
  }
  return (
    <Dialog
      title="Describe a flow"
      description={
        pilot.hasModel
          ? 'FlowPilot writes a draft from your words, an outline or a runbook. You go on with it.'
          : 'An outline, a table or a runbook becomes a draft that you go on with.'
      }
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          {isPilotNext && (
            <Button onClick={() => void open()} icon={<Icon />}>
              Open as a draft
            </Button>
          )}
          {pilot.written && (
            <Button onClick={write} icon={<Pilot />}>
              Write it anew
            </Button>
          )}
          <Button
            type="submit"
            form={formId}
            look="primary"
            isBusy={pilot.isWriting}
            icon={isPilotNext ? <Pilot /> : <Icon />}
          >
            {isPilotNext ? 'Write it with FlowPilot' : 'Open as a draft'}
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit} noValidate className="flex flex-col gap-3">
        <TextArea
          ref={field}
          label="What is to be done"
          required
          value={text}
          placeholder={EXAMPLE}
          className="max-h-96 min-h-40 font-mono"
          hint={pilot.hasModel ? `In your own words. Without FlowPilot: ${HOW}` : HOW}
          problem={isTried && isBlank ? 'Write or paste what is to be done.' : undefined}
          onChange={(event) => change(event.target.value)}
        />
        {pilot.isWriting ? (
          <Notice
            title="FlowPilot writes the flow"
            actions={
              <Button size="small" onClick={stop}>
                Stop writing
              </Button>
            }
          >
            First its outline, then its steps. It takes up to a minute; what you wrote is kept.
          </Notice>
        ) : pilot.written ? (
          <WrittenBecomes {...pilot.written} />
        ) : (
          built && <Becomes {...built} isBesidePilot={pilot.hasModel} />
        )}
        {pilot.whyNone && <Notice tone="amber">{pilot.whyNone}</Notice>}
        {pilot.trouble && (
          <Notice tone="bad" title="FlowPilot wrote nothing">
            {pilot.trouble} What you wrote is kept.
          </Notice>
        )}
        {trouble && (
          <Notice tone="bad" title="No draft was made">
            {trouble} What you wrote is kept. Try it once more.
          </Notice>
        )}
      </form>
    </Dialog>
  )
}

const Pilot = () => <Sparkles aria-hidden className="size-4" />
const Icon = () => <NotebookPen aria-hidden className="size-4" />
