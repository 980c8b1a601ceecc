/**
 * The documentation as it was kept each time the session was finished or handed over; opened where
 * it stands. While it is awaited its place is kept, so that nothing below moves.
 */
import { useState } from 'react'
import {
  type DocumentCause,
  type DocumentSummary,
  ListDocuments,
  ReadDocument,
} from '#shared/document/contract.ts'
import { Fold } from '../../ui/Fold.tsx'
import { clock, day } from '../../ui/time-words.ts'
import { Verbatim } from '../../ui/Verbatim.tsx'
import { Asked } from '../Asked.tsx'
import { useAsk } from '../page-context.ts'

export function KeptDocuments({
  sessionId,
  asOf,
  isAwaited,
}: {
  sessionId: string
  /** The version of the record. */
  asOf: number
  isAwaited: boolean
}) {
  const asked = useAsk(ListDocuments, { sessionId }, { asOf })
  const isNone = asked.data?.documents.length === 0
  if (isNone || (!asked.data && !isAwaited)) return null
  return (
    <section aria-label="Kept documentation" className="flex min-h-9.5 flex-col gap-2">
      <Asked of={asked} label="Reading what was kept" lines={2}>
        {({ documents }) =>
          documents.map((document) => (
            <Kept key={document.id} sessionId={sessionId} document={document} />
          ))
        }
      </Asked>
    </section>
  )
}

const CAUSES: Record<DocumentCause, string> = {
  finished: 'as it was finished',
  handed_off: 'as it was handed over',
}

function Kept({ sessionId, document }: { sessionId: string; document: DocumentSummary }) {
  const [isOpen, setOpen] = useState(false)
  const documentId = document.id
  const asked = useAsk(ReadDocument, { sessionId, documentId }, { isOn: isOpen })
  return (
    <Fold
      title={`Documentation, ${CAUSES[document.cause]}`}
      aside={`${day(document.madeAt)} ${clock(document.madeAt)}`}
      isOpen={isOpen}
      onOpenChange={setOpen}
    >
      <Asked of={asked} label="Reading the documentation" lines={4}>
        {({ text, version, hash, isMasked }) => (
          <>
            <Verbatim className="max-h-[60vh] rounded-md bg-sunken p-2.5 text-small">
              {text}
            </Verbatim>
            <p className="mt-1.5 text-fine text-faint">
              {isMasked
                ? `Kept unchanged; words marked since are masked here. It is the text of version ${version}, with the hash `
                : `Unchanged since then: it is the text of version ${version}, with the hash `}
              <span className="font-mono">{hash.slice(0, 16)}</span>
            </p>
          </>
        )}
      </Asked>
    </Fold>
  )
}
