/** The documentation as it was kept each time the session was finished; opened where it stands. */
import { useState } from 'react'
import { type DocumentSummary, ListDocuments, ReadDocument } from '#shared/document/contract.ts'
import { Fold } from '../../ui/Fold.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { clock, day } from '../../ui/time-words.ts'
import { useAsk } from '../page-context.ts'

export function KeptDocuments({ sessionId }: { sessionId: string }) {
  const { data } = useAsk(ListDocuments, { sessionId })
  if (!data || data.documents.length === 0) return null
  return (
    <section aria-label="Kept documentation" className="flex flex-col gap-2">
      {data.documents.map((document) => (
        <Kept key={document.id} sessionId={sessionId} document={document} />
      ))}
    </section>
  )
}

function Kept({ sessionId, document }: { sessionId: string; document: DocumentSummary }) {
  const [isOpen, setOpen] = useState(false)
  const documentId = document.id
  const { data, error } = useAsk(ReadDocument, { sessionId, documentId }, { isOn: isOpen })
  return (
    <Fold
      title="Documentation as it was kept"
      aside={`${day(document.madeAt)} ${clock(document.madeAt)}`}
      isOpen={isOpen}
      onOpenChange={setOpen}
    >
      {error ? (
        <Notice tone="bad">{error.message}</Notice>
      ) : data ? (
        <>
          <pre className="max-h-[60vh] overflow-auto rounded-md bg-sunken p-2.5 font-mono text-small break-words whitespace-pre-wrap">
            {data.text}
          </pre>
          <p className="mt-1.5 text-fine text-faint">
            Unchanged since then: it is the text of version {data.version}, with the hash{' '}
            <span className="font-mono">{data.hash.slice(0, 16)}</span>
          </p>
        </>
      ) : (
        <Skeleton label="Reading the documentation" lines={4} />
      )}
    </Fold>
  )
}
