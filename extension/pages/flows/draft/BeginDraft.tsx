/** A new flow, from nothing, from a description or from a file; what is wrong with a file is told with its place. */
import { FileUp, NotebookPen, Plus } from 'lucide-react'
import { useRef, useState } from 'react'
import { beginFlow } from '#shared/flow/edit/begin-flow.ts'
import {
  type FileProblem,
  LARGEST_FLOW_FILE,
  readFlowFile,
} from '#shared/flow/take-away/read-flow-file.ts'
import type { LocalStore } from '../../../client/local-store.ts'
import { Button } from '../../../ui/Button.tsx'
import { Notice } from '../../../ui/Notice.tsx'
import { beginDraft, newId } from './begin-draft.ts'
import { DescribeFlow } from './DescribeFlow.tsx'

interface Refused {
  name: string
  problems: readonly FileProblem[]
}

export function BeginDraft({ db }: { db: LocalStore }) {
  const [refused, setRefused] = useState<Refused | null>(null)
  const [isDescribing, setDescribing] = useState(false)
  const file = useRef<HTMLInputElement>(null)
  const take = async (picked: File) => {
    // Of what is too large no more is read than tells that it is.
    const read = readFlowFile(await picked.slice(0, LARGEST_FLOW_FILE + 1).text())
    if (read.ok) await beginDraft(db, read.flow)
    else setRefused({ name: picked.name, problems: read.problems })
  }
  return (
    <div className="flex flex-col gap-3">
      <div className="flex flex-wrap gap-2">
        <Button
          look="primary"
          icon={<Plus aria-hidden className="size-4" />}
          onClick={() => void beginDraft(db, beginFlow(newId))}
        >
          New flow
        </Button>
        <Button
          icon={<NotebookPen aria-hidden className="size-4" />}
          onClick={() => setDescribing(true)}
        >
          Describe it
        </Button>
        <Button
          icon={<FileUp aria-hidden className="size-4" />}
          onClick={() => file.current?.click()}
        >
          Import a file
        </Button>
        <input
          ref={file}
          type="file"
          accept=".json,application/json"
          aria-label="Flow file"
          className="hidden"
          onChange={(event) => {
            const [picked] = event.target.files ?? []
            setRefused(null)
            if (picked) void take(picked)
            event.target.value = '' // the same file again is another try
          }}
        />
      </div>
      {isDescribing && <DescribeFlow db={db} onClose={() => setDescribing(false)} />}
      {refused && <BrokenFile {...refused} onClose={() => setRefused(null)} />}
    </div>
  )
}

const MOST_SHOWN = 10

function BrokenFile({ name, problems, onClose }: Refused & { onClose: () => void }) {
  return (
    <Notice
      tone="bad"
      title={`“${name}” was not taken in`}
      actions={
        <Button size="small" onClick={onClose}>
          Close
        </Button>
      }
    >
      <ul className="flex flex-col gap-1">
        {problems.slice(0, MOST_SHOWN).map(({ at, step, message }) => (
          <li key={`${at} ${message}`}>
            {at && <code className="font-mono text-fine">{at}</code>}
            {step && <> in “{step}”</>}
            {at && ': '}
            {message}
          </li>
        ))}
        {problems.length > MOST_SHOWN && <li>And {problems.length - MOST_SHOWN} more.</li>}
      </ul>
    </Notice>
  )
}
