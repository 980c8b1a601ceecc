/** Puts a step of the library into the checklist, as it is now, with the values that it names. */
import { BookOpen } from 'lucide-react'
import { useState } from 'react'
import type { FlowEdit } from '#shared/flow/edit/flow-edit.ts'
import type { FlowContent } from '#shared/flow/flow.ts'
import { type StepContent, stepOf } from '#shared/step-library/step-content.ts'
import { Button } from '../../../ui/Button.tsx'
import { Dialog } from '../../../ui/Dialog.tsx'
import { StepBrowser } from '../../steps/StepBrowser.tsx'
import type { StepEditor } from './edit-props.ts'

export function TakeStep({
  flow,
  editor,
  onTaken,
}: {
  flow: FlowContent
  editor: StepEditor
  onTaken: (id: string) => void
}) {
  const [isOpen, setOpen] = useState(false)
  const take = (content: StepContent) => {
    const id = editor.newId()
    if (!editor.edit(takeIn(flow, content, id))) return
    setOpen(false)
    onTaken(id)
  }
  return (
    <>
      <Button
        size="small"
        icon={<BookOpen aria-hidden className="size-3.5" />}
        onClick={() => setOpen(true)}
      >
        From the step library
      </Button>
      <Dialog
        title="A step of the library"
        description="It is put behind the last one, as it is now. What becomes of it there changes nothing in the flow."
        isOpen={isOpen}
        onClose={() => setOpen(false)}
      >
        <StepBrowser
          acts={({ content }) => (
            <Button
              size="small"
              aria-label={`Use “${content.title}”`}
              onClick={() => take(content)}
            >
              Use
            </Button>
          )}
        />
      </Dialog>
    </>
  )
}

/** What the flow asks for under a name already stays what it is. */
function takeIn(flow: FlowContent, content: StepContent, id: string): FlowEdit[] {
  const known = new Set(flow.variables.map(({ name }) => name))
  return [
    { type: 'addNode', node: stepOf(content, id) },
    ...content.variables
      .filter(({ name }) => !known.has(name))
      .map((variable): FlowEdit => ({ type: 'putVariable', variable })),
  ]
}
